/** Runs measured in turn, and their compared values. */

/**
 * @typedef {object} Sample
 * @property {number} runMs The run alone, on the clock of the program that makes it.
 * @property {number} [wholeMs] Including everything before and after.
 * @property {number} [releasedMs] Until all its memory has been released.
 * @property {number} [cpuMs] Processor time of all its threads.
 * @property {number} [firstFlamegraphMs] From its end to its first flamegraph.
 * @property {number} [symbolsMs] From the first query for native frames to its answer.
 * @property {number} [calls] The number of calls.
 * @property {import('../../web/src/model/run-result.ts').RunResult} [result]
 * @property {string[]} [printed]
 */

/**
 * Measures each contestant in turn, `times` rounds, and returns the samples by name.
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
