/** Patterns with wildcards, against a definition that tries every possibility. */

import { expect, test } from '@playwright/test';
import { matchesWildcards } from '../../web/src/util/wildcards.ts';

/** The definition of a match: `*` is any number of characters, and all numbers are tried. */
function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [sign, rest] = [pattern[0], pattern.slice(1)];
  if (sign !== '*') return text[0] === sign && matchesByDefinition(rest, text.slice(1));
  return Array.from({ length: text.length + 1 }).some((_, taken) =>
    matchesByDefinition(rest, text.slice(taken)),
  );
}

/** All texts of some characters, up to a length. */
function textsOf(characters: string, longest: number): string[] {
  let latest = [''];
  const all = [''];
  for (let length = 1; length <= longest; length += 1) {
    latest = latest.flatMap((text) => [...characters].map((character) => text + character));
    all.push(...latest);
  }
  return all;
}

test('every short pattern matches the same short texts as by definition', () => {
  const texts = textsOf('ab', 6);
  for (const pattern of textsOf('ab*', 6)) {
    const found = texts.filter((text) => matchesWildcards(pattern, text));
    const expected = texts.filter((text) => matchesByDefinition(pattern, text));
    expect(found, pattern).toEqual(expected);
  }
});

test('characters with a meaning in regular expressions stand for themselves', () => {
  expect(matchesWildcards('a.c', 'abc')).toBe(false);
  expect(matchesWildcards('a.c*', 'a.c/(x)')).toBe(true);
  expect(matchesWildcards('*(x)', 'a.c/(x)')).toBe(true);
});

test('thousands of wildcards are matched without backtracking', () => {
  const stars = 'a*'.repeat(5000);
  const text = 'a'.repeat(9999);
  expect(matchesWildcards(stars, text)).toBe(true);
  // By trying every possibility this would never end.
  expect(matchesWildcards(`${stars}b`, text)).toBe(false);
  expect(matchesWildcards(`*${stars}b*c`, text)).toBe(false);
});
