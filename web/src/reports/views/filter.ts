/** Row filters, typed as plain text or as a regular expression. */

import { describeTrouble, type Matches } from '../../patterns/matches.ts';

interface Filter {
  /** True if one of the texts matches. */
  readonly matches: (texts: readonly string[]) => boolean;
  /** The reason why nothing is filtered, as a sentence; empty if there is none. */
  readonly problem: string;
}

/**
 * The filter of a typed text, by its matches: one without matches, because they are not known yet or
 * because of a problem, matches everything.
 */
export function readFilter(typed: string, matches: Matches | null): Filter {
  if (matches === null) {
    return { matches: () => true, problem: '' };
  }
  const { has, trouble } = matches;
  return trouble === null
    ? { matches: (texts) => typed === '' || texts.some(has), problem: '' }
    : {
        matches: () => true,
        problem:
          trouble.is === 'invalid'
            ? `${describeTrouble(typed, trouble, '')}. Nothing is filtered.`
            : `${describeTrouble(typed, trouble, 'nothing is filtered')}.`,
      };
}
