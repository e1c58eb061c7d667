/** The tree view of a report, alone on a page. */

import type { Locator } from '@playwright/test';
import type { DifferenceNode } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { FILE, LINES, program, show } from './lib/report-view';

/** The visible rows of a tree: level, name, and their expansion. */
async function treeRows(view: Locator): Promise<string[]> {
  return view.getByRole('treeitem').evaluateAll((items) =>
    items.map((item) => {
      const expanded = item.getAttribute('aria-expanded');
      const sign = expanded === null ? '·' : expanded === 'true' ? '-' : '+';
      return `${item.getAttribute('aria-level')} ${sign} ${item.querySelector('.function')?.textContent}`;
    }),
  );
}

test('the tree begins with its biggest path expanded, which can be expanded to its end', async ({
  page,
}) => {
  const view = await show(page, 'highwater-report-tree', { root: program(1000) });
  const items = view.getByRole('treeitem');
  const chain = Array.from({ length: 10 }, (_, index) => `${index + 3} - f`);
  await expect(items.first()).toBeVisible();
  expect(await treeRows(view)).toEqual(['1 - <root>', '2 - main', ...chain, '13 + f', '3 + small']);
  await expect(items.nth(2)).toHaveAccessibleName(
    'f lru_cache.py:4 1000.0KiB 100.0% 1,000 allocations',
  );
  await expect(items.nth(13)).toHaveAttribute('aria-posinset', '2');
  await expect(items.nth(13)).toHaveAttribute('aria-setsize', '2');

  await view.getByRole('button', { name: '12 more levels' }).click();
  const chosen = view.locator('[aria-selected="true"]');
  await expect(chosen).toHaveAttribute('aria-level', '25');
  await expect(chosen).toBeInViewport();
  await view.getByRole('button', { name: 'To its end' }).click();
  await expect(view.getByText('1,003 rows')).toBeVisible();
  await expect(chosen).toHaveAttribute('aria-level', '1002');
  await expect(chosen).toHaveAccessibleName('f lru_cache.py:4 1.0KiB 0.1% 1 allocation');
  await expect(chosen).toBeInViewport();
  await expect(view.getByTestId('details')).toContainText('level 1,002');
  await expect(view.getByRole('button', { name: 'To its end' })).toBeDisabled();
  // Deep levels are numbered instead of indented, and only visible rows exist.
  await expect(chosen.locator('.level')).toHaveText('1002');
  const starts = await items.evaluateAll((all) =>
    all
      .filter((item) => Number(item.getAttribute('aria-level')) > 900)
      .map((item) => item.querySelector('.where')?.getBoundingClientRect().left),
  );
  expect(starts.length).toBeGreaterThan(10);
  expect(new Set(starts).size).toBe(1);
  expect(await items.count()).toBeLessThan(100);

  await view.getByRole('button', { name: 'Collapse all' }).click();
  expect(await treeRows(view)).toEqual(['1 + <root>']);
});

test('the tree is navigated by keyboard', async ({ page }) => {
  const view = await show(page, 'highwater-report-tree', { root: program(2) });
  const tree = view.getByRole('tree');
  await tree.focus();
  /** Presses a key; returns the row that it leads to, as announced to a screen reader. */
  const press = async (key: string) => {
    await page.keyboard.press(key);
    await expect(view.locator('[aria-selected="true"]')).toHaveCount(1);
    return tree.evaluate((element) => {
      const id = element.getAttribute('aria-activedescendant') ?? '';
      const row = (element.getRootNode() as ShadowRoot).getElementById(id);
      return `${row?.getAttribute('aria-level')} ${row?.querySelector('.function')?.textContent}`;
    });
  };
  expect(await press('End')).toBe('3 small');
  expect(await press('ArrowRight')).toBe('3 small');
  expect(await press('ArrowRight')).toBe('4 smaller');
  expect(await press('ArrowRight')).toBe('4 smaller');
  expect(await press('ArrowLeft')).toBe('3 small');
  expect(await press('ArrowLeft')).toBe('3 small');
  expect(await press('ArrowLeft')).toBe('2 main');
  expect(await treeRows(view)).toEqual(['1 - <root>', '2 - main', '3 - f', '4 · f', '3 + small']);
  expect(await press('ArrowDown')).toBe('3 f');
  expect(await press('ArrowLeft')).toBe('3 f');
  expect(await press('*')).toBe('3 f');
  expect(await treeRows(view)).toEqual([
    ...['1 - <root>', '2 - main', '3 - f', '4 · f', '3 - small', '4 · smaller'],
  ]);
  expect(await press('Home')).toBe('1 <root>');
  expect(await press('ArrowUp')).toBe('1 <root>');
  expect(await press('Enter')).toBe('1 <root>');
  expect(await treeRows(view)).toEqual(['1 + <root>']);
});

test('a row of the tree is selected and expanded by the pointer', async ({ page }) => {
  const view = await show(page, 'highwater-report-tree', { root: program(3) });
  const small = view.getByRole('treeitem', { name: /^small / });
  await small.click();
  await expect(small).toHaveAttribute('aria-selected', 'true');
  await expect(small).toHaveAttribute('aria-expanded', 'false');
  const details = view.getByTestId('details');
  await expect(details).toContainText('lru_cache.py:4');
  await expect(details).toContainText(LINES[3]?.trim() ?? '');
  await expect(details).toContainText('Own: 10B in 1 allocation.');
  await small.locator('.toggle').click();
  await expect(small).toHaveAttribute('aria-expanded', 'true');
  await expect(view.getByRole('treeitem', { name: /^smaller / })).toBeVisible();
  // The next report preserves the reader's expansion and selection.
  await view.evaluate((element, root) => Object.assign(element, { root }), program(1));
  await expect(view.getByRole('treeitem', { name: /^f / })).toHaveCount(1);
  await expect(view.getByRole('treeitem', { name: /^smaller / })).toBeVisible();
  await expect(small).toHaveAttribute('aria-selected', 'true');
});

test('the tree of a difference has signs, and its biggest path is the largest change', async ({
  page,
}) => {
  const change = (name: string, before: number, after: number, children: DifferenceNode[] = []) =>
    ({
      ...{ name, file: FILE, line: 4, children },
      ...{ bytes: after - before, count: after > before ? 2 : -3 },
      ...{ ownBytes: 0, ownCount: 0, beforeBytes: before, afterBytes: after },
      ...{ allocatedBytes: after, freedBytes: before, allocatedCount: 7, freedCount: 8 },
    }) satisfies DifferenceNode;
  const root = change('<root>', 4096, 2048, [
    change('steady', 2048, 1536, [change('inner', 2048, 1536)]),
    change('shrunk', 2048, 0, [change('gone', 2048, 0)]),
    change('grown', 0, 512),
  ]);
  const view = await show(page, 'highwater-report-tree', { root, difference: true });
  await expect(view.getByRole('treeitem').first()).toBeVisible();
  expect(await treeRows(view)).toEqual([
    ...['1 - <root>', '2 - shrunk', '3 · gone', '2 + steady', '2 · grown'],
  ]);
  await expect(view.getByRole('treeitem', { name: /^shrunk/ })).toHaveAccessibleName(
    'shrunk lru_cache.py:4 −2.0KiB −50.0% −3 allocations',
  );
  const grown = view.getByRole('treeitem', { name: /^grown/ });
  await expect(grown).toHaveAccessibleName('grown lru_cache.py:4 +512B +12.5% +2 allocations');
  await grown.click();
  await expect(view.getByTestId('details')).toContainText(
    '0B before, 512B after. Allocated: 512B in 7 allocations. Freed: 0B in 8.',
  );
});
