/** Programs rewritten for a shadow stack do in each engine what they did before. */

import { OWN_PROGRAMS, tellFrom } from '../lib/shadow-page';
import { expect, test } from './lib/test';

const OUTCOMES = {
  legacyExceptions: [7, 42, 42],
  exceptions: [9, 42, 42],
  references: [14, 16, 16],
};

test('rewritten programs do the same, and each shadow stack is the stack of the engine', async ({
  session,
}) => {
  const isWebKit = session.engine === 'webkit';
  // JavaScriptCore refuses the older kind of exceptions where it delegates to a block that is no
  // `try`, as it does once a function's body is in a block.
  const own = OWN_PROGRAMS.filter((name) => !isWebKit || name !== 'legacyExceptions');
  const told = await tellFrom((url) => session.browser.driver.get(url), own);
  expect(told.error).toBeUndefined();
  expect(told.resvg.after).toEqual(told.resvg.before);
  const { sqlite } = told;
  expect(Object.keys(told.own)).toEqual(own);
  for (const { before, after } of [sqlite, ...Object.values(told.own)]) {
    const { samples, compared, differences } = after.observation;
    expect(after.outcome).toEqual(before.outcome);
    expect(differences).toEqual([]);
    expect(samples).toBeGreaterThan(0);
    // The stacks of JavaScriptCore have no offsets to compare with.
    expect(compared > 0).toBe(!isWebKit);
  }
  for (const name of own) {
    expect(told.own[name]?.after).toMatchObject({ outcome: OUTCOMES[name], restored: true });
  }
});
