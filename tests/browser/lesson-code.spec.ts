/** The code as a control panel: its changes, and their effects. */

import { expect, test } from '../lib/fixtures';
import { Lesson } from './lib/lesson';

const QUERY = '?policies=class/unbounded&ranges=20&preview=0';

test('each decision in the code changes the policy, and the code follows @phone', async ({
  page,
}) => {
  const lesson = await new Lesson(page).open(QUERY);
  const is = (policy: string) => expect.poll(() => lesson.playground.policies()).toEqual([policy]);
  await expect(lesson.code).toContainText('@functools.');
  await expect(lesson.decorator).toHaveValue('cache');

  await lesson.decorator.selectOption('lru_cache');
  await is('class/lru:128');
  await lesson.maxsize.fill('7');
  await lesson.maxsize.press('Enter');
  await is('class/lru:7');
  await lesson.owner.selectOption('instance');
  await is('instance/lru:7');
  await expect(lesson.code).toContainText('weak_self = weakref.proxy(self)');
  await lesson.reclaim.selectOption('gc');
  await is('instance/lru:7/gc');
  await expect(lesson.code).not.toContainText('weakref');
  await lesson.code.getByRole('button', { name: /Clear every 10/ }).click();
  await is('instance/lru:7/clear:10/gc');
  await expect(lesson.code).toContainText('A.factorial_plus.cache_clear()');
  await lesson.every.fill('3');
  await lesson.every.press('Enter');
  await is('instance/lru:7/clear:3/gc');
  await lesson.code.getByRole('button', { name: 'Never clear the cache' }).click();
  await is('instance/lru:7/gc');
  await lesson.decorator.selectOption('none');
  await is('none/unbounded/gc');
  await expect(lesson.code).not.toContainText('functools');
  await lesson.decorator.selectOption('cache');
  await is('class/unbounded/gc');
  expect(lesson.playground.parameters().policies).toBe('class/unbounded/gc');
});

test('a change of the policy elsewhere changes the code', async ({ page }) => {
  const lesson = await new Lesson(page).open(
    QUERY.replace('class/unbounded', 'class/unbounded,class/lru:3'),
  );
  const { playground } = lesson;
  await playground
    .card('class/lru:3')
    .getByRole('button', { name: 'class/lru:3', exact: true })
    .click();
  await expect(lesson.maxsize).toHaveValue('3');
  await playground.card('class/lru:3').getByRole('button', { name: 'Edit' }).click();
  await playground.editor.getByLabel('Policy as text').fill('class/lru:9');
  await playground.editor.getByRole('button', { name: 'Apply' }).click();
  await expect(lesson.code).toHaveAttribute('data-policy', 'class/lru:9');
  await expect(lesson.maxsize).toHaveValue('9');
  await playground.ranges.fill('30');
  await playground.ranges.press('Enter');
  await expect(lesson.code).toContainText('for size in (30,):');
  await playground.root.evaluate((element) =>
    element.setAttribute('policies', 'instance/unbounded'),
  );
  await expect(lesson.owner).toHaveValue('instance');
});

test('maxsize is dragged, and stepped by the arrow keys', async ({ page }) => {
  const lesson = await new Lesson(page).open(QUERY.replace('unbounded', 'lru:100'));
  const handle = lesson.playground.root.getByTestId('scrub-handle');
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.boundingBox();
  if (box === null) throw new Error('the handle is not shown');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 62, y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => lesson.playground.policies()).toEqual(['class/lru:270']);
  await expect(lesson.maxsize).toHaveValue('270');
  await lesson.maxsize.focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => lesson.playground.policies()).toEqual(['class/lru:269']);
});

test('a number out of range is reported with the allowed range', async ({ page }) => {
  const lesson = await new Lesson(page).open(QUERY.replace('unbounded', 'lru:100'));
  await lesson.maxsize.fill('-5');
  await lesson.maxsize.press('Enter');
  await expect(lesson.note).toContainText('maxsize from 0 to');
  expect(await lesson.playground.policies()).toEqual(['class/lru:100']);
  await lesson.maxsize.fill('5');
  await lesson.maxsize.press('Enter');
  await expect(lesson.note).toBeEmpty();
  await expect.poll(() => lesson.playground.policies()).toEqual(['class/lru:5']);
});

test('a change to a chosen policy shows that one', async ({ page }) => {
  const lesson = await new Lesson(page).open('?ranges=20&preview=0');
  await lesson.decorator.selectOption('lru_cache');
  await expect(lesson.note).toHaveText('class/lru:128 is already chosen: this is its code.');
  await expect(lesson.code).toHaveAttribute('data-policy', 'class/lru:128');
  await expect(lesson.playground.card('class/lru:128')).toHaveAttribute('data-selected');
  expect((await lesson.playground.policies()).length).toBe(4);
});

test('without its comment pylint reports the message, and nothing elsewhere @phone', async ({
  page,
}) => {
  const lesson = await new Lesson(page).open(QUERY);
  await expect(lesson.code).toContainText('# pylint: disable=W1518');
  await expect(lesson.lint).toHaveCount(0);
  await lesson.code.getByRole('button', { name: /Remove the comment/ }).click();
  await expect(lesson.code).not.toContainText('# pylint');
  await expect(lesson.lint).toContainText(
    "lru_cache.py:9:5: W1518: 'lru_cache(maxsize=None)' or 'cache' will keep all method args alive indefinitely, including 'self' (method-cache-max-size-none)",
  );
  const back = lesson.lint.getByRole('button', { name: 'Restore the comment' });
  await expect(back).toBeFocused();
  await lesson.decorator.selectOption('lru_cache');
  await expect(lesson.lint).toHaveCount(0);
  await lesson.owner.selectOption('instance');
  await lesson.decorator.selectOption('cache');
  await expect(lesson.code).toContainText('self.factorial_plus = functools.');
  await expect(lesson.lint).toHaveCount(0);
  await expect(lesson.code).not.toContainText('# pylint');
  await lesson.owner.selectOption('class');
  await expect(lesson.lint).toBeVisible();
  await back.click();
  await expect(lesson.lint).toHaveCount(0);
  await expect(lesson.code).toContainText('# pylint: disable=W1518');
});

test('during runs the code is read-only', async ({ page }) => {
  const lesson = await new Lesson(page).open('?policies=none/unbounded&ranges=990&preview=0');
  await lesson.playground.run.click();
  await expect(lesson.decorator).toBeDisabled();
  await lesson.playground.stop.click();
  await lesson.playground.ended();
  await expect(lesson.decorator).toBeEnabled();
});
