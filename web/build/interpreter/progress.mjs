/** The progress of the interpreter's compilation, from the lines that it prints. */

/**
 * The steps in their order, as they are displayed, each with the seconds that it takes on a machine
 * of two processors: only their proportions count.
 */
export const STEPS = [
  { name: 'crates', label: 'compiling its crates', seconds: 190 },
  { name: 'program', label: 'optimising the whole program', seconds: 170 },
  { name: 'bindings', label: 'writing its bindings', seconds: 30 },
  { name: 'compression', label: 'compressing it', seconds: 75 },
  { name: 'page', label: 'building the page', seconds: 20 },
];

const ALL_SECONDS = STEPS.reduce((sum, { seconds }) => sum + seconds, 0);

const CRATES = 0;

/** The part of the first step that has to be done before its pace says something. */
const ENOUGH = 0.1;

const STEP_LINE = /^== interpreter: (\w+)$/;
// Where there is room, `Building` stands before the bar.
const CARGO_LINE = /^ *(?:Building )?\[[=> ]*\] (\d+)\/(\d+)/;

/**
 * @typedef {object} Progress Times are in seconds.
 * @property {number} step its index among the steps
 * @property {number} begun when the first step began
 * @property {number} stepBegun when the present step began
 * @property {number} done crates of the first step that are compiled
 * @property {number} total all crates of the first step; 0 while it is unknown, and in other steps
 */

/**
 * True if a line is cargo's bar, which is no part of a log.
 *
 * @param {string} line
 */
export const isBar = (line) => CARGO_LINE.test(line);

/**
 * The progress at the beginning.
 *
 * @param {number} now
 * @returns {Progress}
 */
export const begin = (now) => ({ step: 0, begun: now, stepBegun: now, done: 0, total: 0 });

/**
 * The progress after a line.
 *
 * @param {Progress} progress
 * @param {string} line
 * @param {number} now
 * @returns {Progress}
 */
export function afterLine(progress, line, now) {
  const [, name] = STEP_LINE.exec(line) ?? [];
  if (name !== undefined) {
    return atStep(progress, name, now);
  }
  const [, done, total] = CARGO_LINE.exec(line) ?? [];
  if (total === undefined || progress.step !== CRATES) {
    return progress;
  }
  // The last unit is the interpreter's own crate, with all others.
  return Number(done) >= Number(total) - 1
    ? atStep(progress, 'program', now)
    : { ...progress, done: Number(done), total: Number(total) };
}

/**
 * @param {Progress} progress
 * @param {string} name
 * @param {number} now
 * @returns {Progress}
 */
function atStep(progress, name, now) {
  const step = STEPS.findIndex((one) => one.name === name);
  return step <= progress.step
    ? progress
    : { ...progress, step, stepBegun: now, done: 0, total: 0 };
}

/**
 * The state as the page reads it.
 *
 * @param {Progress} progress
 * @param {number} now
 * @returns {import('../../src/engine/awaited-interpreter.ts').Compiling}
 */
export function stateOf({ step, begun, stepBegun, done, total }, now) {
  const { label, seconds } = STEPS[step] ?? { label: '', seconds: 0 };
  const before = STEPS.slice(0, step).reduce((sum, one) => sum + one.seconds, 0);
  const counted = total === 0 ? 0 : done / total;
  // Seconds of this machine for each second of the table.
  /** @type {number | null} */
  let pace = null;
  if (before > 0) {
    pace = (stepBegun - begun) / before;
  } else if (counted >= ENOUGH) {
    pace = (now - begun) / (counted * seconds);
  }
  const timed = pace === null || pace === 0 ? 0 : (now - stepBegun) / (seconds * pace);
  const past = before + seconds * Math.min(1, total === 0 ? timed : counted);
  return {
    state: 'compiling',
    step: label,
    done,
    total,
    share: past / ALL_SECONDS,
    secondsLeft: pace === null ? null : Math.round((ALL_SECONDS - past) * pace),
  };
}
