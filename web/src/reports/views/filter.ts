/** Filters over what rows are called, typed as plain text or as a regular expression. */

import { messageOf } from '../../util/errors.ts';

interface Filter {
  /** Whether one of the texts matches. */
  readonly matches: (texts: readonly string[]) => boolean;
  /** Why the filter cannot be used, in words; everything matches it then. Empty where it can. */
  readonly problem: string;
}

/** Reads a filter, in which capitals are as good as small letters. Nothing typed matches all. */
export function readFilter(typed: string, regularExpression: boolean): Filter {
  if (typed === '') {
    return { matches: () => true, problem: '' };
  }
  if (!regularExpression) {
    const wanted = typed.toLowerCase();
    return {
      matches: (texts) => texts.some((text) => text.toLowerCase().includes(wanted)),
      problem: '',
    };
  }
  try {
    const pattern = new RegExp(typed, 'i');
    return { matches: (texts) => texts.some((text) => pattern.test(text)), problem: '' };
  } catch (error) {
    return { matches: () => true, problem: explain(typed, error) };
  }
}

/** Browsers put the reason at the end, after the pattern that the reader sees anyway. */
function explain(typed: string, error: unknown): string {
  const reason = messageOf(error).split(': ').at(-1) ?? '';
  return `“${typed}” is not a regular expression: ${reason}. Nothing is filtered.`;
}
