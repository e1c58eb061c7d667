/** Steps ticked off by the playground's state. */

import type { RunResult } from '../model/run-result.ts';
import type { Settings } from '../settings/settings.ts';
import type { LessonState } from './state.ts';
import { FIX_LIMIT, RANGES, STEPS, type StepId } from './steps.ts';

/** The playground's state, as far as steps depend on it. */
export interface LessonFacts {
  readonly settings: Settings;
  /** The results of the requested runs that have ended. */
  readonly results: readonly RunResult[];
  /** The displayed policy. */
  readonly policy: string | null;
}

/** The steps completed according to the facts and the learner's answers. */
export function stepsDone(
  state: LessonState,
  { settings, results, policy }: LessonFacts,
): StepId[] {
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

/** True if a frame's key is that of the faulty line. */
function isTheLine(key: string): boolean {
  return /^_?factorial_plus@/.test(key);
}

/** True if a run of the whole exercise stayed under the challenge's limit. */
function isFixed({ ranges, outcome, memory }: RunResult): boolean {
  return ranges.join(',') === RANGES && outcome === 'completed' && memory.peakLive <= FIX_LIMIT;
}
