/** Many cases of one kind, one after another, for some time. */

import type fc from 'fast-check';
import { caseAt, ONLY, SEED } from './seed.ts';
import { LongTask } from './watched-page.ts';

/** Times that a case with a long task is tried: a busy machine does not repeat it each time. */
const TRIES = 3;

/** Maximum number of characters of a case, and of its fault, that are printed. */
const LONGEST = 4000;

/** The cases that were made. */
export interface Made {
  readonly kind: string;
  readonly cases: number;
}

export interface Attack<T> {
  /** The name of the kind, such as `addresses`. */
  readonly kind: string;
  readonly cases: fc.Arbitrary<T>;
  /** Makes a case; throws what does not hold. */
  readonly attempt: (value: T) => Promise<void>;
}

/** The text of a case that fails, with the way to repeat it. */
function described(kind: string, index: number, seed: number, value: unknown, error: unknown) {
  const shown = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
  const message = error instanceof Error ? error.message : String(error);
  return `${kind}, case ${index} of the seed ${seed}, repeated by HIGHWATER_SEED=${seed} HIGHWATER_CASE=${kind}:${index}
  ${shown?.slice(0, LONGEST)}
${message.slice(0, LONGEST)}`;
}

/** Makes cases until the time is over, from an index; the one that `HIGHWATER_CASE` names, if any. */
export async function assail<T>(
  { kind, cases, attempt }: Attack<T>,
  seconds: number,
  { from = 0, seed = SEED } = {},
): Promise<Made> {
  const until = Date.now() + seconds * 1000;
  const only = ONLY?.split(':') ?? null;
  let index = from;
  for (; only !== null ? index === from : Date.now() < until; index += 1) {
    if (only !== null && only[0] !== kind) {
      break;
    }
    const at = only === null ? index : Number(only[1]);
    const value = caseAt(cases, kind, at, seed);
    for (let tries = 1; ; tries += 1) {
      try {
        await attempt(value);
        break;
      } catch (error) {
        if (!(error instanceof LongTask) || tries === TRIES) {
          throw new Error(described(kind, at, seed, value, error));
        }
      }
    }
  }
  return { kind, cases: index - from };
}
