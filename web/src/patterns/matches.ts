/** Matches of a pattern in texts, and the reasons why there are none. */

import { quote } from '../util/quote.ts';

/** The reason why a pattern has no matches. */
export interface Trouble {
  /**
   * `invalid` for a text that is no regular expression, `slow` for one that takes too long to
   * match, `failed` if it could not be matched at all.
   */
  readonly is: 'invalid' | 'slow' | 'failed';
  /** The reason as text, without a full stop; empty for `slow`. */
  readonly reason: string;
}

/** The texts that a pattern matches, ignoring case. A later state is another object. */
export interface Matches {
  /** True if a text matches. */
  readonly has: (text: string) => boolean;
  /** The reason why no text matches; `null` if the pattern could be used. */
  readonly trouble: Trouble | null;
}

/** Characters with a meaning in regular expressions. */
const SPECIAL = /[\\^$.*+?()[\]{}|]/;

/** True for a regular expression that means its own text. */
export function isPlain(pattern: string): boolean {
  return !SPECIAL.test(pattern);
}

/** Matches of the texts that contain another one, ignoring case. */
export function plainMatches(wanted: string): Matches {
  const lower = wanted.toLowerCase();
  return { has: (text) => text.toLowerCase().includes(lower), trouble: null };
}

/** The sentence about a pattern without matches; `consequence` is for one that cannot be used. */
export function describeTrouble(
  pattern: string,
  { is, reason }: Trouble,
  consequence: string,
): string {
  switch (is) {
    case 'invalid':
      return `${quote(pattern)} is not a regular expression: ${reason}`;
    case 'slow':
      return `${quote(pattern)} takes too long to match; ${consequence}`;
    case 'failed':
      return `${quote(pattern)} cannot be matched: ${reason}; ${consequence}`;
  }
}
