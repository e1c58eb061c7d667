/** The page by the keyboard alone. */

import { Key } from 'selenium-webdriver';
import type { RunResult } from '../../web/src/model/run-result';
import { expect, test } from './lib/test';

interface PlaygroundElement extends HTMLElement {
  readonly results: RunResult[];
}

const PLOT = '[data-testid=memory-plot]';

test('a policy is added, run and read without a pointer', async ({ session }) => {
  await session.open('./?policies=class/unbounded&ranges=100&preview=0');
  await session.find('button', 'Add a policy');
  await session.tabTo(/^button Add a policy/);
  await session.press(Key.ENTER);
  await session.tabTo(/^input maxsize/);
  await session.chord(Key.CONTROL, 'a');
  await session.press('5', Key.ENTER);
  await session.find('[data-testid=policy-card][data-policy="class/lru:5"]');
  expect(await session.focused()).toMatch(/^button Add a policy/);

  await session.tabTo(/^button Run$/, { back: true });
  await session.press(Key.ENTER);
  await session.expectText('[data-testid=status]', /^2 runs done/);
  const results = await session.call(
    () => (document.querySelector('highwater-playground') as PlaygroundElement).results,
  );
  expect(results.map(({ policy }) => policy)).toEqual(['class/unbounded', 'class/lru:5']);
  const calls = results[0]?.calls ?? 0;
  expect(calls).toBe(100 * 198);

  const value = async () => (await session.find(PLOT)).getAttribute('aria-valuenow');
  await session.tabTo(/Memory over calls made/);
  const step = calls / 100;
  for (const [key, expected] of [
    [Key.ARROW_LEFT, calls - step],
    [Key.HOME, 0],
    [Key.PAGE_UP, calls / 10],
    [Key.ARROW_UP, calls / 10 + step],
    [Key.END, calls],
  ] as const) {
    await session.press(key);
    await expect.poll(value).toBe(String(expected));
  }
  await session.picture('keyboard');
});
