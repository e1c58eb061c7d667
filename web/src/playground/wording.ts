/** Wording of the page's status. */

import { judge, type RunResult } from '../model/run-result.ts';
import type { RunState } from '../runs/session.ts';
import type { Settings } from '../settings/settings.ts';
import type { Size } from '../util/size.ts';

/** The placeholder of an empty plot. */
export function describeNothing(
  settings: Settings | null,
  runs: ReadonlyMap<string, RunState>,
): string {
  if (settings === null) {
    return 'Loading the engine…';
  }
  if (settings.policies.length === 0) {
    return 'Add a policy to see its memory.';
  }
  if (runs.size === 0) {
    return 'Press Run to see the memory of each policy.';
  }
  return [...runs.values()].every(({ phase }) => phase === 'finished')
    ? 'The runs ended before their first values.'
    : 'Running…';
}

/** The runs that the plots and the table show; empty for the default. */
export function describeRun(
  settings: Settings | null,
  runs: ReadonlyMap<string, RunState>,
  running: boolean,
): string {
  const first = [...runs.values()][0];
  if (settings === null || first === undefined || running) {
    return '';
  }
  const ranges = first.request.ranges.join(',');
  if (first.preview) {
    return `A small run of ranges ${ranges}. Press Run for ${settings.ranges}.`;
  }
  return ranges === settings.ranges
    ? `Ranges ${ranges}`
    : `Ranges ${ranges}. Press Run for ${settings.ranges}.`;
}

/** One sentence at the end of all runs. */
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
  const verdicts = results.map((result) => judge(result, limit?.bytes ?? null));
  const over = verdicts.filter((verdict) => verdict === 'fail').length;
  const judged = verdicts.some((verdict) => verdict !== null);
  const parts = [
    `${results.length} run${results.length === 1 ? '' : 's'} done`,
    failed > 0 ? `${failed} failed` : '',
    exhausted > 0 ? `${exhausted} out of memory` : '',
    judged ? `${over === 0 ? 'none' : over} over ${limit?.quantity} ${limit?.unit}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
