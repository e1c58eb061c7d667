/** The steps of the lesson, and its exercise. */

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

/** The steps in order. */
export const STEPS = Object.keys(STEP_TITLES) as readonly StepId[];

/** The policy with the bug, with which the lesson begins. */
export const BUG = 'class/unbounded';

/** The ranges of the real exercise. */
export const RANGES = '500,1000';

/** The lesson's limit on the peak, in bytes. */
export const FIX_LIMIT = 70 * 1024 ** 2;
