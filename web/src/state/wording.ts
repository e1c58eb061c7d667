/** What the page says about its runs. */

import { judge, type RunResult } from '../result.ts';
import type { PolicyRun } from '../run/session.ts';
import type { Size } from '../size.ts';
import type { Settings } from './settings.ts';

/** Which runs the plots and the table show; empty where that goes without saying. */
export function describeRun(
  settings: Settings | null,
  runs: ReadonlyMap<string, PolicyRun>,
  running: boolean,
): string {
  const first = [...runs.values()][0];
  if (settings === null || first === undefined || running) {
    return '';
  }
  const ranges = first.request.ranges.join(',');
  if (first.preview) {
    return `A small preview, ranges ${ranges}, run here just now. Press Run for ${settings.ranges}.`;
  }
  return ranges === settings.ranges
    ? `Ranges ${ranges}`
    : `Ranges ${ranges}. Press Run for ${settings.ranges}.`;
}

/** One sentence for when all runs have ended. */
export function describeResults(results: readonly RunResult[], limit: Size | null): string {
  const last = results.at(-1);
  if (last === undefined) {
    return '';
  }
  if (last.outcome === 'stopped') {
    return `Stopped during ${last.policy}`;
  }
  const failed = results.filter(({ outcome }) => outcome === 'failed').length;
  const exhausted = results.filter(({ outcome }) => outcome === 'out-of-memory').length;
  const over = results.filter((result) => judge(result, limit?.bytes ?? null) === 'fail').length;
  const parts = [
    `${results.length} run${results.length === 1 ? '' : 's'} done`,
    failed > 0 ? `${failed} failed` : '',
    exhausted > 0 ? `${exhausted} out of memory` : '',
    limit !== null ? `${over === 0 ? 'none' : over} over ${limit.quantity} ${limit.unit}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
