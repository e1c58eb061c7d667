/** The challenge among the settings of an element. */

import { type BuiltInName, readAnyChallenge, writtenName } from './built-in-challenges.ts';
import type { Challenge, ChallengeReaders } from './challenge.ts';

/** A challenge, and its original text. */
export interface ChosenChallenge {
  readonly challenge: Challenge;
  /** The name of a built-in challenge, or JSON. */
  readonly written: string;
  /** The name, for a built-in challenge. */
  readonly name: BuiltInName | null;
}

/** Reads a challenge or `none`; throws an error that lists every invalid field. */
export function readChallengeSetting(
  text: string,
  readers: ChallengeReaders,
): ChosenChallenge | null {
  if (['none', ''].includes(text.trim().toLowerCase())) {
    return null;
  }
  const { challenge, problems } = readAnyChallenge(text, readers);
  if (challenge === null) {
    throw new Error(problems.join('; '));
  }
  const name = writtenName(text);
  return { challenge, written: name ?? text.trim(), name };
}
