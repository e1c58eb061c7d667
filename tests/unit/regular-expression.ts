/** A regular expression matched in this thread, as the page's worker does in its own. */

import { isPlain, type Matches, plainMatches } from '../../web/src/patterns/matches.ts';

/** The matches of a valid expression, or of a plain text. */
export function matchesOf(pattern: string): Matches {
  const expression = new RegExp(pattern, 'i');
  return isPlain(pattern)
    ? plainMatches(pattern)
    : { has: (text) => expression.test(text), trouble: null };
}
