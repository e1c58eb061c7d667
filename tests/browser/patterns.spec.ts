/** Patterns of links, fields and attributes that a backtracking matcher would never finish. */

import type { Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { Conversation } from './lib/embedding';
import { Flamegraph, TREE } from './lib/flamegraph';
import { Playground } from './lib/playground';
import { show } from './lib/report-view';

/** Matches texts of word characters in 2ⁿ ways, none of which has the last character. */
const SLOW = '(\\w+)+!';
const SLOW_SEARCH = '“(\\w+)+!” takes too long to match; nothing is searched.';
const SLOW_FILTER = '“(\\w+)+!” takes too long to match; nothing is filtered.';

const ROWS = {
  bytes: 30,
  count: 3,
  rows: [
    { name: 'a'.repeat(60), file: 'x.py', line: 1, bytes: 10, count: 1 },
    { name: 'generate', file: 'x.py', line: 2, bytes: 10, count: 1 },
    { name: 'other', file: 'x.py', line: 3, bytes: 10, count: 1 },
  ],
};

/** The workers of patterns that are alive. */
function workersOf(page: Page): string[] {
  return page
    .workers()
    .map((worker) => worker.url())
    .filter((url) => url.includes('pattern-worker'));
}

/** Counts the workers of patterns as they start. */
function countStarts(page: Page): () => number {
  let count = 0;
  page.on('worker', (worker) => {
    count += Number(worker.url().includes('pattern-worker'));
  });
  return () => count;
}

test('a link with a search that never ends leaves the page usable, and says so', async ({
  page,
}) => {
  const query = `?policies=class/unbounded&ranges=50&search=${encodeURIComponent(SLOW)}`;
  const playground = await new Playground(page).open(query);
  const graph = new Flamegraph(page);
  await expect(graph.found).toHaveText(SLOW_SEARCH);
  await expect(graph.search).toHaveAttribute('aria-invalid', 'true');
  await expect.poll(() => workersOf(page)).toEqual([]);
  await playground.runToEnd();
  await playground.choice('Table').click();
  await expect(page.locator('highwater-report-table').getByTestId('row').first()).toBeVisible();
});

test('a slow search is ended for the next one, whose worker is reused', async ({ page }) => {
  const starts = countStarts(page);
  const tree = { ...TREE, name: 'b'.repeat(60), children: [{ ...TREE, name: 'b'.repeat(60) }] };
  const graph = await new Flamegraph(page).open(tree);
  await graph.search.fill('b+$');
  await expect(graph.found).toContainText('1 frame matches');
  await graph.search.fill('^b');
  await expect(graph.found).toContainText('1 frame matches');
  await graph.search.fill('^c');
  await expect(graph.found).toContainText('0 frames match');
  expect(starts()).toBe(1);
  // A plain text needs no worker, and does not wait for one.
  await graph.search.fill(SLOW);
  await graph.search.fill('bbb');
  await expect(graph.found).toContainText('1 frame matches');
  // Of two expressions the latest is shown.
  await graph.search.fill(`${SLOW}!`);
  await graph.search.fill('^b+$');
  await expect(graph.found).toContainText('1 frame matches');
  await graph.search.fill(SLOW);
  await expect(graph.found).toHaveText(SLOW_SEARCH);
  await graph.search.fill('^b+$');
  await expect(graph.found).toContainText('1 frame matches');
  await expect.poll(() => workersOf(page)).toHaveLength(1);
});

test('a filter that never ends filters nothing, and says so', async ({ page }) => {
  const view = await show(page, 'highwater-report-table', { rows: ROWS });
  const filter = view.getByRole('searchbox', { name: 'Filter' });
  const box = view.getByRole('checkbox', { name: 'Regular expression' });
  await filter.fill(SLOW);
  await expect(view.getByText('None of 3 locations matches the filter.')).toBeVisible();
  await box.check();
  await expect(view.getByRole('alert')).toHaveText(SLOW_FILTER);
  await expect(view.getByTestId('row')).toHaveCount(3);
  // The page answers.
  await view.getByRole('columnheader', { name: 'Function' }).getByRole('button').click();
  await expect(view.getByRole('columnheader', { name: 'Function' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await filter.fill('^(gen|oth)');
  await expect(view.getByTestId('row')).toHaveCount(2);
  await expect(view.getByRole('alert')).toBeHidden();
});

test('a removed element leaves no worker, and matches again when it is back', async ({ page }) => {
  const view = await show(page, 'highwater-report-table', { rows: ROWS });
  const rows = view.getByTestId('row');
  await view.getByRole('checkbox', { name: 'Regular expression' }).check();
  await view.getByRole('searchbox', { name: 'Filter' }).fill('^g');
  await expect(rows).toHaveCount(1);
  expect(workersOf(page)).toHaveLength(1);
  await view.evaluate((element) => {
    Object.assign(window, { removed: element });
    element.remove();
  });
  await expect.poll(() => workersOf(page)).toEqual([]);
  await page.evaluate(() => {
    const { removed } = window as unknown as { removed: Element & { rows: typeof ROWS } };
    const named = removed.rows.rows.map((row) => ({ ...row, name: `good ${row.name}` }));
    removed.rows = { ...removed.rows, rows: named.slice(0, 2) };
    document.querySelector('main')?.append(removed);
  });
  await expect(rows).toHaveCount(2);
  // Removed in the middle of a match that never ends.
  await view.getByRole('searchbox', { name: 'Filter' }).fill('(\\w+)+!');
  await view.evaluate((element) => element.remove());
  await expect.poll(() => workersOf(page)).toEqual([]);
});

test('a challenge with a pattern of 80 wildcards is read, and judged at once', async ({ page }) => {
  const challenge = { title: 'Stars', limit: '1MB', policies: [`${'*'.repeat(79)}x`] };
  const playground = await new Playground(page).open(
    `?policies=class/unbounded&ranges=50&challenge=${encodeURIComponent(JSON.stringify(challenge))}`,
  );
  const panel = playground.root.locator('highwater-challenge-panel');
  await expect(panel).toContainText('class/unbounded is not one of them');
  await playground.runToEnd();
});

test.describe('in one file', () => {
  // Its workers have URLs with the origin null.
  test.use({ allowedProblems: /^request to another host: blob:null/ });

  test('a search that never ends is ended in a frame that allows scripts alone', async ({
    page,
  }) => {
    const host = await new Conversation(page).listen();
    await host.open(
      `?embed=1&view=flamegraph&policies=class/unbounded&ranges=40&search=${encodeURIComponent(SLOW)}`,
      { attributes: 'sandbox="allow-scripts"', file: 'highwater.html' },
    );
    const graph = page.frameLocator('iframe').locator('highwater-flamegraph');
    await expect(graph.getByRole('status')).toHaveText(SLOW_SEARCH);
    await graph.getByRole('searchbox').fill('^generate');
    await expect(graph.getByRole('status')).toContainText('match');
    await expect(graph.getByRole('status')).not.toHaveText(SLOW_SEARCH);
  });
});
