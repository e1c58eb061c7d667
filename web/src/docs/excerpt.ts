/** Excerpts of texts around the words that a search found. */

/** A part of an excerpt; `isMatch` marks a word that was found. */
export interface ExcerptPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Characters of an excerpt before the first word found, and in all. */
const BEFORE = 40;
const LENGTH = 140;

/** The part of `text` around the first of `words`, or its beginning where it has none of them. */
export function excerptOf(text: string, words: readonly string[]): ExcerptPart[] {
  const pattern = patternOf(words);
  const found = pattern === null ? -1 : text.search(pattern);
  const start = found > BEFORE ? text.lastIndexOf(' ', found - BEFORE) + 1 : 0;
  const end = start + LENGTH < text.length ? text.lastIndexOf(' ', start + LENGTH) : text.length;
  // A text without spaces is cut anywhere.
  const shown = text.slice(start, end > start ? end : start + LENGTH);
  const parts = pattern === null ? [shown] : shown.split(pattern);
  return [
    ...(start > 0 ? [{ text: '… ', isMatch: false }] : []),
    // A pattern with a group puts the matches between the other parts.
    ...parts.map((part, index) => ({ text: part, isMatch: index % 2 === 1 })),
    ...(end < text.length ? [{ text: ' …', isMatch: false }] : []),
  ].filter((part) => part.text !== '');
}

function patternOf(words: readonly string[]): RegExp | null {
  const escaped = [...words]
    .sort((one, other) => other.length - one.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return escaped.length === 0 ? null : new RegExp(`(${escaped.join('|')})`, 'iu');
}
