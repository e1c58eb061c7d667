/** Programs rewritten for a shadow stack do in browsers what they did before. */

import { expect, test } from '@playwright/test';
import { inFirefox, NO_FIREFOX } from '../lib/firefox.ts';
import { type Told, tellFrom } from '../lib/shadow-page.ts';

/** Both forms did the same, and every shadow stack was the engine's. */
function check(told: Told): void {
  expect(told.error).toBeUndefined();
  expect(told.resvg.after).toEqual(told.resvg.before);
  const { legacyExceptions, exceptions, references } = told.own;
  for (const { before, after } of [told.sqlite, legacyExceptions, exceptions, references]) {
    expect(after.outcome).toEqual(before.outcome);
    expect(after.observation.differences).toEqual([]);
    expect(after.observation.samples).toBeGreaterThan(0);
  }
  expect(legacyExceptions.after.outcome).toEqual([7, 42, 42]);
  expect(exceptions.after.outcome).toEqual([9, 42, 42]);
  expect(references.after.outcome).toEqual([14, 16, 16]);
  for (const { after } of [legacyExceptions, exceptions, references]) {
    expect(after.restored).toBe(true);
  }
}

test('rewritten programs in Chromium', async ({ page }) => {
  check(await tellFrom((url) => page.goto(url)));
});

test('rewritten programs in Firefox', async () => {
  test.skip(NO_FIREFOX !== '', NO_FIREFOX);
  check(await inFirefox(tellFrom));
});
