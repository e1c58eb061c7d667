/** Steps ticked off by what the playground shows. */

import type { RunResult } from '../model/run-result.ts';
import type { Settings } from '../settings/settings.ts';
import type { LessonState } from './state.ts';
import { FIX_LIMIT, RANGES, STEPS, type StepId } from './steps.ts';

/** What the playground shows, as far as steps are ticked off by it. */
export interface Facts {
  readonly settings: Settings;
  /** Of the runs that were asked for and have ended. */
  readonly results: readonly RunResult[];
  /** The policy whose code is on show. */
  readonly policy: string | null;
}

/** The steps that the facts and what the learner has answered show to be done. */
export function stepsDone(state: LessonState, { settings, results, policy }: Facts): StepId[] {
  const { peak, live, linear } = state.predictions;
  const done: Partial<Record<StepId, boolean>> = {
    predict: peak !== null && live !== null && linear !== null,
    run: results.length > 0,
    find: isTheLine(settings.report.flamegraph.zoom.at(-1) ?? ''),
    native: settings.native,
    hints: state.hints.length === 2,
    fix: results.some((result) => result.policy === policy && isFixed(result)),
    solutions: state.solutions.length > 0,
  };
  return STEPS.filter((id) => done[id]);
}

/** Whether the key of a frame is that of the line to blame. */
function isTheLine(key: string): boolean {
  return /^_?factorial_plus@/.test(key);
}

/** Whether a run of the whole exercise kept under the limit of the challenge. */
function isFixed({ ranges, outcome, memory }: RunResult): boolean {
  return ranges.join(',') === RANGES && outcome === 'completed' && memory.peakLive <= FIX_LIMIT;
}
