/** References to an instance: selected by number or on the plot, and watched in a separate run. */

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';
import { violations } from './lib/violations';

/** The section of the page with its parts. */
class HoldersSection {
  readonly root: Locator;
  readonly policy: Locator;
  readonly instance: Locator;
  readonly end: Locator;
  readonly now: Locator;
  readonly count: Locator;
  readonly strip: Locator;
  readonly state: Locator;

  constructor(page: Page) {
    this.root = page.locator('highwater-holders-section');
    this.policy = this.root.getByLabel('Policy');
    this.instance = this.root.getByLabel('Instance', { exact: true });
    this.end = this.root.getByTestId('holders-end');
    this.now = this.root.getByTestId('holders-now');
    this.count = this.root.getByTestId('holders-count');
    this.strip = this.root.getByRole('slider');
    this.state = this.root.getByTestId('holders-state');
  }

  async open(): Promise<this> {
    await this.root.getByText('References to an instance').click();
    return this;
  }

  async pick(instance: number): Promise<void> {
    await this.instance.fill(String(instance));
    await this.instance.press('Enter');
  }
}

const POLICIES = 'class/unbounded,class/lru:3,instance/unbounded/gc,instance/unbounded';
const QUERY = `?policies=${POLICIES}&ranges=100&preview=0`;

/** Calls of each of 100 instances. */
const EACH = 198;

test('each policy shows the references to an instance, and the last release @phone', async ({
  page,
}) => {
  await new Playground(page).open(QUERY);
  const section = await new HoldersSection(page).open();
  await expect(section.end).toHaveText(
    'Referenced by 100 keys of the cache to the end of the run: it is never released while the cache exists.',
  );
  await expect(section.now).toHaveText(
    'After 198 calls: referenced by 100 keys of the cache, reference count 100',
  );
  await expect(section.count).toHaveText('100');

  await section.policy.selectOption('class/lru:3');
  await expect(section.end).toHaveText(
    'Freed at call 202, when the cache evicted the last key with a reference to it, 4 calls after A released it.',
  );
  await section.policy.selectOption('instance/unbounded/gc');
  await expect(section.end).toContainText(
    `Freed at call ${(87 * EACH).toLocaleString('en')} by the cyclic collector`,
  );
  await expect(section.now).toHaveText(
    'After 198 calls: referenced by its own cycle, reference count 1',
  );
  await section.root.getByRole('button', { name: 'Call 17,226' }).click();
  await expect(section.now).toHaveText('After 17,226 calls: freed');
  await expect(section.count).toHaveText('0');
  await section.policy.selectOption('instance/unbounded');
  await expect(section.end).toHaveText(
    'Freed at call 198, when the variable A released it: its reference count fell to zero.',
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
    page.viewportSize()?.width,
  );
  // The watching worker is terminated.
  await expect.poll(() => page.workers().length).toBe(0);
});

test('an instance is selected by its number, and its life is read by keyboard', async ({
  page,
}) => {
  await new Playground(page).open(QUERY);
  const section = await new HoldersSection(page).open();
  await section.pick(7);
  await expect(section.strip).toHaveAttribute('aria-label', 'Calls made in the life of instance 7');
  await section.root.getByRole('button', { name: 'While A refers to it' }).click();
  await section.strip.press('Home');
  await expect(section.now).toHaveText(
    'After 1,386 calls: referenced by the variable A, reference count 1',
  );
  // A step is a hundredth of the range, 268 calls; the first three calls leave two keys.
  await section.strip.press('ArrowRight');
  await expect(section.now).toHaveText(
    'After 1,389 calls: referenced by the variable A and 2 keys of the cache, reference count 3',
  );
  await expect(section.strip).toHaveAttribute('aria-valuenow', '1389');
  await expect(section.strip).toHaveAttribute(
    'aria-valuetext',
    'After 1,389 calls: referenced by the variable A and 2 keys of the cache, reference count 3',
  );
  // The maximum is the number of the run's instances.
  await section.pick(100);
  await expect(section.instance).toHaveValue('99');
});

test('an instant on the plot selects the instance of that call', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.runToEnd();
  const section = await new HoldersSection(page).open();
  await expect(section.instance).toHaveValue('0');
  await playground.plot.press('Home');
  // Half of the 19,800 calls belong to 50 instances, the last with the number 49.
  for (let steps = 0; steps < 5; steps += 1) await playground.plot.press('PageUp');
  await expect(section.instance).toHaveValue('49');
  await expect(section.now).toHaveText(
    'After 9,900 calls: referenced by 100 keys of the cache, reference count 100',
  );
  await playground.plot.press('ArrowRight');
  // 198 calls later.
  await expect(section.instance).toHaveValue('50');
  await section.pick(3);
  await expect(section.strip).toHaveAttribute('aria-label', /instance 3$/);
});

test('watching shows its progress, can be stopped, and waits during a measured run', async ({
  page,
}) => {
  // Each of its instances makes half a million calls: practically endless.
  const playground = await new Playground(page).open(
    '?policies=none/unbounded&ranges=990&preview=0',
  );
  const section = await new HoldersSection(page).open();
  await section.pick(989);
  await expect(section.root.getByRole('progressbar')).toBeVisible();
  await section.root.getByRole('button', { name: 'Stop' }).click();
  await expect(section.state).toContainText('Stopped before the instance was freed.');
  await expect.poll(() => page.workers().length).toBe(0);
  await section.root.getByRole('button', { name: 'Watch again' }).click();
  await expect(section.root.getByRole('progressbar')).toBeVisible();
  await playground.run.click();
  await expect(section.state).toHaveText(/Waiting for the run to finish/);
  await playground.stop.click();
  await playground.ended();
  await expect(section.root.getByRole('progressbar')).toBeVisible();
});

test('an instance that cannot be watched is reported as text', async ({ page }) => {
  // The first instance exceeds Python's recursion limit.
  await new Playground(page).open('?policies=none/unbounded&ranges=1000&preview=0');
  const section = await new HoldersSection(page).open();
  await expect(section.end).toContainText('when an error ended the program. RecursionError');
  await section.pick(1);
  await expect(section.state).toContainText('instance 1 is never made: RecursionError');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${theme} theme @phone`, async ({ page }) => {
    await new Playground(page).open(`${QUERY}&theme=${theme}`);
    const section = await new HoldersSection(page).open();
    await expect(section.end).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}
