/** Finds frames by a regular expression, and sums them. */

import { type Frames, numberOf } from './frames.ts';

/** The matches, or the reason why the pattern is invalid. */
export type Search =
  | { readonly problem: string }
  | {
      readonly problem: null;
      /** 1 for each frame that matches. */
      readonly matched: Uint8Array;
      readonly frames: number;
      /**
       * Sums over the matches, without matches below other matches, which these include already.
       */
      readonly bytes: number;
      readonly count: number;
      readonly bytesWeight: number;
      readonly countWeight: number;
    };

/**
 * Finds frames by function or `file:line`, ignoring case; `null` for an empty pattern. The root
 * never matches.
 */
export function search(frames: Frames, pattern: string): Search | null {
  if (pattern === '') {
    return null;
  }
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'i');
  } catch (error) {
    return { problem: explain(pattern, error) };
  }
  const places = frames.places.map(
    ({ name, file, line }) => expression.test(name) || expression.test(`${file}:${line}`),
  );
  const matched = new Uint8Array(frames.length);
  const covered = new Uint8Array(frames.length);
  const sums = { frames: 0, bytes: 0, count: 0, bytesWeight: 0, countWeight: 0 };
  for (let frame = 1; frame < frames.length; frame += 1) {
    const below = covered[frames.parent[frame] as number] === 1;
    const found = places[frames.place[frame] as number] === true;
    covered[frame] = below || found ? 1 : 0;
    if (found) {
      matched[frame] = 1;
      sums.frames += 1;
    }
    if (found && !below) {
      for (const column of ['bytes', 'count', 'bytesWeight', 'countWeight'] as const) {
        sums[column] += numberOf(frames.total, column, frame);
      }
    }
  }
  return { problem: null, matched, ...sums };
}

/** The message for an invalid pattern, based on the browser's. */
function explain(pattern: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
  return `“${pattern}” is not a regular expression: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}. To search for a character such as ( itself, write \\(.`;
}
