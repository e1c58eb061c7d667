/** The answers of the runs to the lesson's questions. */

import type { RunResult } from '../model/run-result.ts';
import { pointOf, rowCount, type Timeline } from '../model/timeline.ts';
import type { Falls } from './state.ts';

/** A requested run that has ended. */
export interface EndedRun {
  readonly result: RunResult;
  readonly timeline: Timeline;
}

/** A clear of a cache, with the timeline's values before and after. */
export interface Clear {
  readonly policy: string;
  readonly calls: number;
  readonly before: { readonly live: number; readonly linear: number };
  readonly after: { readonly live: number; readonly linear: number };
}

/** The result with the highest peak; `null` where there is none. */
export function highest(runs: readonly EndedRun[]): RunResult | null {
  return runs.reduce<RunResult | null>(
    (top, { result }) =>
      top === null || result.memory.peakLive > top.memory.peakLive ? result : top,
    null,
  );
}

/** The clear that released the most; `null` if no run cleared a cache. */
export function largestClear(runs: readonly EndedRun[]): Clear | null {
  let largest: Clear | null = null;
  for (const { result, timeline } of runs) {
    if (result.cache.clears === 0) {
      continue;
    }
    for (let row = 1; row < rowCount(timeline); row += 1) {
      const [before, after] = [pointOf(timeline, row - 1), pointOf(timeline, row)];
      const fall = before.live - after.live;
      const known = largest === null ? 0 : largest.before.live - largest.after.live;
      if (after.entries < before.entries && fall > known) {
        largest = { policy: result.policy, calls: after.ticks, before, after };
      }
    }
  }
  return largest;
}

export function fallsIn({ before, after }: Clear, quantity: 'live' | 'linear'): Falls {
  return after[quantity] < before[quantity] ? 'falls' : 'stays';
}
