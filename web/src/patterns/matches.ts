/** Matches of a pattern in texts, and the reasons why there are none. */

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

/** Maximum number of characters of a pattern in a message. */
const MOST_QUOTED = 80;

/** The sentence about a pattern without matches; `consequence` is for one that cannot be used. */
export function describeTrouble(
  pattern: string,
  { is, reason }: Trouble,
  consequence: string,
): string {
  const quoted = `“${pattern.length > MOST_QUOTED ? `${pattern.slice(0, MOST_QUOTED)}…` : pattern}”`;
  switch (is) {
    case 'invalid':
      return `${quoted} is not a regular expression: ${reason}`;
    case 'slow':
      return `${quoted} takes too long to match; ${consequence}`;
    case 'failed':
      return `${quoted} cannot be matched: ${reason}; ${consequence}`;
  }
}
