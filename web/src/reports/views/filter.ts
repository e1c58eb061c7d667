/** Row filters, typed as plain text or as a regular expression. */

import { messageOf } from '../../util/errors.ts';

interface Filter {
  /** True if one of the texts matches. */
  readonly matches: (texts: readonly string[]) => boolean;
  /** The reason why the filter is invalid; it then matches everything. Empty if it is valid. */
  readonly problem: string;
}

/** Parses a filter, ignoring case. An empty filter matches everything. */
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

/** The browser's reason follows the pattern, which the reader sees anyway. */
function explain(typed: string, error: unknown): string {
  const reason = messageOf(error).split(': ').at(-1) ?? '';
  return `“${typed}” is not a regular expression: ${reason}. Nothing is filtered.`;
}
