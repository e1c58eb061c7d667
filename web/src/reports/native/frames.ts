/** The frames of a report: the part of a query that selects them. */

import { isNative } from '../../model/places.ts';
import type { ReportAnswer, ReportQuery } from '../../model/report-answers.ts';
import type { FrameChoice } from '../../settings/report-settings.ts';

/** The query with native frames if requested, filtered as chosen. */
export function withFrames(
  query: ReportQuery,
  native: boolean,
  { hide, only }: FrameChoice,
): ReportQuery {
  if (!native) {
    return query;
  }
  return {
    ...query,
    frames: 'native',
    ...(hide.length > 0 ? { hide } : {}),
    ...(only === null ? {} : { only }),
  };
}

/** A value that may have frames at any depth. */
interface Tree {
  readonly crate?: string | null;
  readonly offset?: number;
  readonly children?: readonly Tree[];
  readonly rows?: readonly object[];
}

/** The crates of the native frames in an answer, by name. */
export function cratesIn(answer: ReportAnswer): string[] {
  const crates = new Set<string>();
  const waiting: Tree[] = [answer as Tree];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isNative(next) && typeof next.crate === 'string') {
      crates.add(next.crate);
    }
    waiting.push(...(next.children ?? []), ...((next.rows as readonly Tree[] | undefined) ?? []));
  }
  return [...crates].sort();
}
