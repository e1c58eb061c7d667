/** Runs that are measured in turn, and what of each is compared. */

/**
 * @typedef {object} Sample
 * @property {number} runMs The run alone, on the clock of the program that makes it.
 * @property {number} [wholeMs] With everything that comes before and after.
 * @property {number} [releasedMs] Until everything it made has been let go.
 * @property {number} [cpuMs] Processor time of all its threads.
 * @property {number} [firstFlamegraphMs] From its end to its first flamegraph.
 * @property {number} [symbolsMs] From the first question for native frames to its answer.
 * @property {number} [calls] How many calls it made.
 * @property {import('../../web/src/model/run-result.ts').RunResult} [result]
 * @property {string[]} [printed]
 */

/**
 * Measures each in turn, all of them so many times, and answers the samples by name.
 *
 * @template {string} Name
 * @param {number} times
 * @param {Record<Name, () => Promise<Sample>>} contestants
 */
export async function inTurn(times, contestants) {
  const names = /** @type {Name[]} */ (Object.keys(contestants));
  /** @type {Partial<Record<Name, Sample[]>>} */
  const samples = {};
  for (let round = 1; round <= times; round++) {
    for (const name of names) {
      process.stderr.write(`\r\x1b[Kround ${round} of ${times}: ${name}`);
      const told = samples[name] ?? [];
      told.push(await contestants[name]());
      samples[name] = told;
    }
  }
  process.stderr.write('\r\x1b[K');
  return /** @type {Record<Name, Sample[]>} */ (samples);
}

/** @param {Sample[]} samples */
export const run = (samples) => samples.map(({ runMs }) => runMs);
/** @param {Sample[]} samples */
export const whole = (samples) => samples.map(({ wholeMs }) => wholeMs ?? Number.NaN);
/** @param {Sample[]} samples */
export const released = (samples) => samples.map(({ releasedMs }) => releasedMs ?? Number.NaN);
/** @param {Sample[]} samples */
export const cpu = (samples) => samples.map(({ cpuMs }) => cpuMs ?? Number.NaN);
