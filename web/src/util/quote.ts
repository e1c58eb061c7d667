/** Long texts in messages, cut with the number of characters that are left out. */

import { formatCount } from './format.ts';

/** Maximum number of characters of a value that a message quotes. */
export const MOST_QUOTED = 200;

/** Maximum number of characters of a problem that is shown. */
export const LONGEST_PROBLEM = 2000;

/** A text cut to a number of characters, followed by the number of those cut, if any. */
export function cutText(text: string, most: number = MOST_QUOTED): string {
  const { kept, rest } = divide(text, most);
  return rest === 0 ? text : `${kept}… ${describeRest(rest)}`;
}

/** A value in quotation marks, cut if it is long. */
export function quote(text: string): string {
  const { kept, rest } = divide(text, MOST_QUOTED);
  return rest === 0 ? `“${text}”` : `“${kept}…” ${describeRest(rest)}`;
}

/** The first characters of a text, and the number of the rest. */
function divide(text: string, most: number): { kept: string; rest: number } {
  if (text.length <= most) {
    return { kept: text, rest: 0 };
  }
  // Both halves of a surrogate pair, or none.
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return { kept: text.slice(0, end), rest: text.length - end };
}

function describeRest(rest: number): string {
  return `(${formatCount(rest)} more characters)`;
}
