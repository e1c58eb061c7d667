/** Patterns with `*` as a wildcard. */

/**
 * True if a pattern matches the whole text. Each `*` matches any characters, or none.
 *
 * The parts between the wildcards are found from left to right, each at its first place, and none
 * is moved again: there is no backtracking, however many wildcards there are.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) {
    return text === first;
  }
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    from = found + part.length;
    if (found < 0 || from > end) {
      return false;
    }
  }
  return true;
}
