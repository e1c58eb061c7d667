/** Long values in messages: cut, with the number of the characters that were. */

import { expect, test } from '@playwright/test';
import { oneOf, readSwitch } from '../../web/src/settings/readers.ts';
import { readOptionalSize } from '../../web/src/settings/settings.ts';
import { readVisiblePart } from '../../web/src/settings/visible-part.ts';
import { messageOf } from '../../web/src/util/errors.ts';
import { cutText, MOST_QUOTED, quote } from '../../web/src/util/quote.ts';

test('a short text is whole', () => {
  for (const text of ['', 'x', 'x'.repeat(MOST_QUOTED), '🦀'.repeat(MOST_QUOTED / 2)]) {
    expect(cutText(text)).toBe(text);
    expect(quote(text)).toBe(`“${text}”`);
  }
});

test('a long text is cut, and said to be', () => {
  expect(quote('x'.repeat(50_200))).toBe(`“${'x'.repeat(200)}…” (50,000 more characters)`);
  expect(cutText('abcdef', 4)).toBe('abcd… (2 more characters)');
});

test('a character is cut as a whole', () => {
  expect(cutText('abc🦀def', 4)).toBe('abc… (5 more characters)');
});

test('problems of settings quote at most 200 characters', () => {
  const long = 'x'.repeat(1_000_000);
  for (const read of [
    readOptionalSize,
    readSwitch,
    oneOf('one', 'two'),
    (text: string) => readVisiblePart(text, true),
  ]) {
    let message = '';
    try {
      read(long);
    } catch (error) {
      message = messageOf(error);
    }
    expect(message).toContain(`“${'x'.repeat(200)}…” (999,800 more characters)`);
    expect(message).not.toContain('x'.repeat(201));
  }
});
