/** The steps of the lesson, and how each is known to be done. */

import type { RunResult } from '../model/run-result.ts';
import type { Settings } from '../settings/settings.ts';
import { ATTRIBUTES, writeSettings } from '../settings/settings.ts';
import type { LessonState } from './state.ts';

export const STEP_TITLES = {
  read: 'Read',
  predict: 'Predict',
  run: 'Run',
  find: 'Find',
  native: 'Native',
  hints: 'Hints',
  fix: 'Fix',
  prove: 'Prove',
  solutions: 'Solutions',
  deeper: 'Go deeper',
} as const;

export type StepId = keyof typeof STEP_TITLES;

/** The steps in their order, without those that this playground has nothing for. */
export const STEPS: readonly StepId[] = (Object.keys(STEP_TITLES) as StepId[]).filter(
  (id) => id !== 'native' || (ATTRIBUTES as readonly string[]).includes('native'),
);

/** What the playground shows, as far as steps are ticked off by it. */
export interface Facts {
  readonly settings: Settings;
  /** Of the runs that were asked for and have ended. */
  readonly results: readonly RunResult[];
  /** The policy whose code is on show. */
  readonly policy: string | null;
}

/** The policy with the bug, where the lesson begins. */
export const BUG = 'class/unbounded';

/** The ranges of the real exercise. */
export const RANGES = '500,1000';

/** What the challenge of the lesson wants the peak to stay under, in bytes. */
export const FIX_LIMIT = 70 * 1024 ** 2;

/** The steps that the facts and what the learner has answered show to be done. */
export function stepsDone(state: LessonState, { settings, results, policy }: Facts): StepId[] {
  const { peak, live, linear } = state.predictions;
  const done: Partial<Record<StepId, boolean>> = {
    predict: peak !== null && live !== null && linear !== null,
    run: results.length > 0,
    find: isTheLine(settings.report.flamegraph.zoom.at(-1) ?? ''),
    native: (writeSettings(settings) as Record<string, string>).native === '1',
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
