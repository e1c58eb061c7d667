/** Programs rewritten for a shadow stack do in each engine what they did before. */

import { tellFrom } from '../lib/shadow-page';
import { expect, test } from './lib/test';

test('rewritten programs do the same, and each shadow stack is the stack of the engine', async ({
  session,
}) => {
  const told = await tellFrom((url) => session.browser.driver.get(url));
  expect(told.error).toBeUndefined();
  expect(told.resvg.after).toEqual(told.resvg.before);
  const { legacyExceptions, exceptions, references } = told.own;
  for (const { before, after } of [told.sqlite, legacyExceptions, exceptions, references]) {
    const { samples, compared, differences } = after.observation;
    expect(after.outcome).toEqual(before.outcome);
    expect(differences).toEqual([]);
    expect(samples).toBeGreaterThan(0);
    // The stacks of JavaScriptCore have no offsets to compare with.
    if (session.engine === 'webkit') expect(compared).toBe(0);
    else expect(compared).toBeGreaterThan(0);
  }
  expect(legacyExceptions.after.outcome).toEqual([7, 42, 42]);
  expect(exceptions.after.outcome).toEqual([9, 42, 42]);
  expect(references.after.outcome).toEqual([14, 16, 16]);
  for (const { after } of [legacyExceptions, exceptions, references]) {
    expect(after.restored).toBe(true);
  }
});
