/** Generated cases that can be repeated: the same seed gives the same case at each index. */

import fc from 'fast-check';

/** The seed of a test run; a soak takes another one in each run. */
const USUAL = 20_260_101;

/** The seed of this run: `HIGHWATER_SEED`, or the usual one. */
export const SEED = seedFrom(process.env.HIGHWATER_SEED);

/** The only case of this run, such as `addresses:57`, by `HIGHWATER_CASE`; `null` for all. */
export const ONLY = process.env.HIGHWATER_CASE || null;

function seedFrom(written: string | undefined): number {
  const seed = Number(written || USUAL);
  if (!Number.isSafeInteger(seed)) {
    throw new Error(`HIGHWATER_SEED is “${written}”, but it must be a whole number`);
  }
  return seed;
}

/** The case of a kind at an index. */
export function caseAt<T>(cases: fc.Arbitrary<T>, kind: string, index: number, seed = SEED): T {
  const [value] = fc.sample(cases, { seed: hashOf(`${seed}:${kind}:${index}`), numRuns: 1 });
  return value as T;
}

/** A number for a text, by FNV-1a: neighbouring texts have unrelated numbers. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}
