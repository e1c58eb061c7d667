/** Choice of policies: adding, editing and removing them, by fields and by text. */

import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';

const QUERY = '?policies=class/unbounded,class/lru:128&ranges=20&preview=0';

/** The fields of the open editor. */
function fieldsOf({ editor }: Playground) {
  return {
    owner: editor.getByLabel('Owner', { exact: true }),
    bound: editor.getByLabel('Bound', { exact: true }),
    maxsize: editor.getByRole('spinbutton', { name: 'maxsize' }),
    clearing: editor.getByLabel('Clearing', { exact: true }),
    every: editor.getByRole('spinbutton', { name: 'instances between two clears' }),
    reclaiming: editor.getByLabel('Reclaiming', { exact: true }),
    text: editor.getByLabel('Policy as text', { exact: true }),
    error: editor.locator('.error'),
    add: editor.getByRole('button', { name: 'Add', exact: true }),
    apply: editor.getByRole('button', { name: 'Apply', exact: true }),
    cancel: editor.getByRole('button', { name: 'Cancel', exact: true }),
  };
}

test('a policy is added by its four decisions, each shown as text and as Python', async ({
  page,
}) => {
  const playground = await new Playground(page).open(QUERY);
  const fields = fieldsOf(playground);
  await playground.add.click();
  await expect(fields.owner).toBeFocused();
  await fields.owner.selectOption('instance');
  await expect(fields.text).toHaveValue('instance/lru:1');
  await fields.maxsize.fill('10');
  await expect(fields.text).toHaveValue('instance/lru:10');
  await fields.bound.selectOption('unbounded');
  await expect(fields.maxsize).toHaveCount(0);
  await expect(fields.text).toHaveValue('instance/unbounded');
  await fields.clearing.selectOption('every');
  await fields.every.fill('3');
  await expect(fields.text).toHaveValue('instance/unbounded/clear:3');
  await fields.reclaiming.selectOption('nogc');
  await expect(fields.text).toHaveValue('instance/unbounded/clear:3/nogc');
  await expect(playground.editor).toContainText('self.factorial_plus = functools.cache(');
  await fields.clearing.selectOption('never');
  await expect(fields.every).toHaveCount(0);
  await fields.add.click();

  await expect(playground.editor).toHaveCount(0);
  await expect(playground.add).toBeFocused();
  expect(await playground.policies()).toEqual([
    'class/unbounded',
    'class/lru:128',
    'instance/unbounded/nogc',
  ]);
  await expect(playground.row('instance/unbounded/nogc')).toContainText('Not run yet');
  expect(playground.parameters().policies).toBe(
    'class/unbounded,class/lru:128,instance/unbounded/nogc',
  );
  const results = await playground.runToEnd();
  expect(results.map(({ policy, outcome }) => [policy, outcome])).toEqual([
    ['class/unbounded', 'completed'],
    ['class/lru:128', 'completed'],
    ['instance/unbounded/nogc', 'completed'],
  ]);
});

test('a policy is added by its text, and the fields follow it', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const fields = fieldsOf(playground);
  await playground.add.click();
  await fields.text.fill('instance/lru:7/clear:4/gc');
  await expect(fields.owner).toHaveValue('instance');
  await expect(fields.bound).toHaveValue('lru');
  await expect(fields.maxsize).toHaveValue('7');
  await expect(fields.clearing).toHaveValue('every');
  await expect(fields.every).toHaveValue('4');
  await expect(fields.reclaiming).toHaveValue('gc');
  // The canonical text omits defaults.
  await fields.text.fill('class/lru:7/refcount');
  await fields.text.press('Enter');
  await expect(playground.card('class/lru:7')).toBeVisible();
  expect(playground.parameters().policies).toBe('class/unbounded,class/lru:128,class/lru:7');
});

test('an invalid policy text shows its problem, and cannot be added', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const fields = fieldsOf(playground);
  await playground.add.click();
  for (const [text, words] of [
    ['', /owner/],
    ['class', /bound.*allowed: .*unbounded, lru:maxsize/],
    ['clas/unbounded', /owner "clas": .*allowed: class, instance, none/],
    ['class/lru', /maxsize/],
    ['class/lru:0x10', /maxsize from 0 to/],
    ['class/lru:99999999999', /maxsize from 0 to/],
    ['class/unbounded/clear:0', /from 1 to/],
    ['class/unbounded/sometimes', /"sometimes"/],
    ['class/unbounded/gc/gc', /gc/],
    [' class /lru:5', /owner " ?class ?"/],
    ['<b>class</b>/lru:1', /owner "<b>class<": /],
  ] as const) {
    await fields.text.fill(text);
    await expect(fields.error, text).toHaveText(words);
    await expect(fields.text).toHaveAttribute('aria-invalid', 'true');
    await expect(fields.text).toHaveAccessibleDescription(words);
    await expect(fields.add).toBeDisabled();
    await fields.text.press('Enter');
    await expect(playground.editor).toBeVisible();
  }
  expect(await playground.policies()).toEqual(['class/unbounded', 'class/lru:128']);
  await fields.text.fill('class/lru:0');
  await expect(fields.error).toHaveCount(0);
  await expect(fields.text).toHaveAttribute('aria-invalid', 'false');
  await fields.text.press('Escape');
  await expect(playground.editor).toHaveCount(0);
  await expect(playground.add).toBeFocused();
  expect(await playground.policies()).toEqual(['class/unbounded', 'class/lru:128']);
});

test('a refused number shows the reason in its field, and can be corrected there', async ({
  page,
}) => {
  const playground = await new Playground(page).open(QUERY);
  const fields = fieldsOf(playground);
  await playground.add.click();
  await fields.maxsize.fill('-3');
  await expect(fields.error).toHaveText(/maxsize/);
  await expect(fields.text).toHaveValue('class/lru:-3');
  await fields.maxsize.fill('');
  await expect(fields.error).toHaveText(/maxsize/);
  await fields.maxsize.fill('42');
  await expect(fields.error).toHaveCount(0);
  await fields.maxsize.press('Enter');
  await expect(playground.card('class/lru:42')).toBeVisible();
});

test('the same policy twice is refused, in any spelling', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const fields = fieldsOf(playground);
  await playground.add.click();
  await fields.text.fill('class/lru:128/refcount');
  await expect(fields.error).toHaveText('class/lru:128 is already chosen');
  await expect(fields.add).toBeDisabled();
  await fields.cancel.click();
  // In the editor, a policy may stay unchanged, but not become another chosen one.
  await playground.root.getByRole('button', { name: 'Edit class/unbounded' }).click();
  await expect(fields.apply).toBeEnabled();
  await fields.text.fill('class/lru:128');
  await expect(fields.error).toHaveText('class/lru:128 is already chosen');
  await expect(fields.apply).toBeDisabled();
});

test('a policy is edited in place and keeps its hue', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const fields = fieldsOf(playground);
  await playground.runToEnd();
  const slot = await playground.card('class/unbounded').getAttribute('data-slot');
  const edit = playground.root.getByRole('button', { name: 'Edit class/unbounded' });
  await edit.click();
  await expect(edit).toHaveAttribute('aria-expanded', 'true');
  await expect(fields.text).toHaveValue('class/unbounded');
  await fields.clearing.selectOption('every');
  await fields.apply.click();
  await expect(playground.editor).toHaveCount(0);
  expect(await playground.policies()).toEqual(['class/unbounded/clear:10', 'class/lru:128']);
  await expect(playground.card('class/unbounded/clear:10')).toHaveAttribute(
    'data-slot',
    slot ?? '',
  );
  await expect(
    playground.root.getByRole('button', { name: 'Edit class/unbounded/clear:10' }),
  ).toBeFocused();
  // The result of the replaced policy is removed, the other one stays.
  await expect(playground.row('class/unbounded/clear:10')).toContainText('Not run yet');
  expect((await playground.results()).map(({ policy }) => policy)).toEqual(['class/lru:128']);
});

test('a policy is removed with all its results', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.runToEnd();
  await playground
    .card('class/lru:128')
    .getByRole('button', { name: 'class/lru:128', exact: true })
    .click();
  await playground.root.getByRole('button', { name: 'Remove class/lru:128' }).click();
  expect(await playground.policies()).toEqual(['class/unbounded']);
  await expect(playground.row('class/lru:128')).toHaveCount(0);
  await expect(playground.readout('class/lru:128')).toHaveCount(0);
  expect(Object.keys(await playground.timelines())).toEqual(['class/unbounded']);
  expect((await playground.results()).map(({ policy }) => policy)).toEqual(['class/unbounded']);
  expect(playground.parameters().policies).toBe('class/unbounded');
  await expect(playground.add).toBeFocused();
  await expect(playground.root.locator('[data-selected]')).toHaveCount(0);
});

test('eight policies are the maximum, and each has its own hue', async ({ page }) => {
  const eight = Array.from({ length: 8 }, (_, index) => `class/lru:${index}`);
  const playground = await new Playground(page).open(
    `?policies=${eight.join()},class/lru:8&ranges=10&preview=0`,
  );
  await expect(playground.problems).toContainText('one plot shows at most 8 policies');
  expect(await playground.policies()).toEqual(eight);
  await expect(playground.add).toBeDisabled();
  const hues = await playground.cards
    .locator('.head .swatch path')
    .evaluateAll((paths) => paths.map((path) => getComputedStyle(path).fill));
  expect(new Set(hues).size).toBe(8);
  const results = await playground.runToEnd();
  expect(results.map(({ policy }) => policy)).toEqual(eight);
  // The freed slot is used again, with its hue.
  await playground.root.getByRole('button', { name: 'Remove class/lru:2', exact: true }).click();
  await playground.add.click();
  await fieldsOf(playground).text.fill('class/unbounded');
  await fieldsOf(playground).add.click();
  await expect(playground.card('class/unbounded')).toHaveAttribute('data-slot', '2');
});

test('invalid settings are reported beside their field, and not applied', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.root.getByText('Advanced').click();
  for (const [label, bad, words] of [
    ['Ranges', '10,ten', /range “ten”: allowed are 1 to 8 whole numbers from 1 to 10000/],
    ['Limit', '70 apples', /“70 apples” is not a size/],
    ['Hard limit', '5GB', /above the maximum of a 32-bit linear memory/],
    ['Growth step', '1KB', /growth step “1KB”: allowed are “adaptive” and a multiple of 64 KiB/],
  ] as const) {
    const field = playground.root.getByLabel(label, { exact: true });
    const before = await field.inputValue();
    const address = page.url();
    await field.fill(bad);
    await field.press('Enter');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(words);
    await expect(playground.root.getByRole('alert').filter({ hasText: words })).toBeVisible();
    expect(page.url()).toBe(address);
    await field.fill(before);
    await field.press('Enter');
    await expect(field).toHaveAttribute('aria-invalid', 'false');
  }
  const results = await playground.runToEnd();
  expect(results.map(({ ranges }) => ranges)).toEqual([[20], [20]]);
});
