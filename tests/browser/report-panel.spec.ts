/** The reports on the page: their runs, their persistence, and the address. */

import type { TreeAnswer, TreeNode } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { Playground, type PlaygroundElement } from './lib/playground';

const BUG = 'class/unbounded';
const OTHER = 'class/unbounded/clear:10';
const QUERY = `?policies=${BUG},${OTHER}&ranges=60&preview=0`;

const FRAMES = [
  '<module>@lru_cache.py:28',
  'compare_counts_different_factorials@lru_cache.py:23',
  'generate_factorial_plus_last_digit@lru_cache.py:18',
];

async function ran(page: Playground['page'], more = ''): Promise<Playground> {
  const playground = await new Playground(page).open(`${QUERY}${more}`);
  await playground.runToEnd();
  await expect(playground.subjects.first()).toBeVisible();
  return playground;
}

test('a preview has its reports too, and a run in progress shows a message', async ({ page }) => {
  const playground = await new Playground(page).open(`?policies=${BUG},none/unbounded&ranges=990`);
  await expect(playground.subjects).toHaveText(/Live at the high-water mark/);
  await playground.choice('Leaks').click();
  await playground.run.click();
  await expect(playground.status).toHaveText('Running none/unbounded, 2 of 2', { timeout: 60_000 });
  // The first has ended and is shown; the second is in progress.
  await expect(playground.subjects).toHaveText(/Allocated and not freed at the end/);
  await playground.reports.getByTestId('report-policy').selectOption('none/unbounded');
  await expect(playground.reports.getByTestId('report-message')).toHaveText(
    'The report appears when the run ends.',
  );
  await playground.stop.click();
  await playground.ended();
  await expect(playground.subjects).toHaveText(/Allocated and not freed at the end/);
});

test('settings of the flamegraph outlast a change of report, and are in the address', async ({
  page,
}) => {
  const playground = await ran(page);
  const graph = playground.reports.locator('highwater-flamegraph');
  const button = (name: string) => graph.getByRole('button', { name, exact: true });
  await button('Flame').click();
  await button('Allocations').click();
  await graph.getByRole('searchbox').fill('factorial_plus$');
  await expect(graph).toContainText('1 frame matches');
  await playground.expectParameters({
    policies: `${BUG},${OTHER}`,
    ranges: '60',
    limit: '70MB',
    preview: '0',
    layout: 'flame',
    metric: 'count',
    search: 'factorial_plus$',
  });
  await playground.choice('Leaks').click();
  await expect(button('Flame')).toHaveAttribute('aria-pressed', 'true');
  await expect(graph.getByRole('searchbox')).toHaveValue('factorial_plus$');
  await playground.reports.getByTestId('report-policy').selectOption(OTHER);
  await playground.choice('Table').click();
  await playground.choice('Flamegraph').click();
  await expect(button('Allocations')).toHaveAttribute('aria-pressed', 'true');

  // The same address shows the same.
  await page.reload();
  await playground.runToEnd();
  await expect(playground.choice('Leaks')).toHaveAttribute('aria-pressed', 'true');
  await expect(playground.reports.getByTestId('report-policy')).toHaveValue(OTHER);
  await expect(graph.getByRole('searchbox')).toHaveValue('factorial_plus$');
});

test('a zoom is in the address too', async ({ page }) => {
  const zoom = encodeURIComponent(FRAMES.join('/'));
  const playground = await ran(page, `&zoom=${zoom}`);
  const graph = playground.reports.locator('highwater-flamegraph');
  const crumbs = graph.getByRole('navigation', { name: 'Zoom' });
  await expect(crumbs.getByRole('button').last()).toContainText(
    'generate_factorial_plus_last_digit',
  );
  await graph.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => playground.parameters()).not.toHaveProperty('zoom');
});

test('two policies are side by side on one scale of bytes', async ({ page }) => {
  const playground = await ran(page, `&beside=${OTHER}`);
  await expect(playground.subjects).toHaveCount(2);
  const graphs = playground.reports.locator('highwater-flamegraph');
  const totals = await graphs.evaluateAll((elements) =>
    elements.map((element) => (element as unknown as { total: number }).total),
  );
  const peak = await playground.report<TreeAnswer>(BUG, { kind: 'high-water-mark' });
  expect(totals).toEqual([peak.bytes, peak.bytes]);
  const boxes = await Promise.all([graphs.first().boundingBox(), graphs.last().boundingBox()]);
  expect(boxes[0]?.y).toBe(boxes[1]?.y);
  await playground.reports.getByTestId('report-beside').selectOption('none');
  await expect(playground.subjects).toHaveCount(1);
  await expect.poll(() => playground.parameters()).not.toHaveProperty('beside');
});

test('temporaries by threshold, and leaks before and after the release', async ({ page }) => {
  const playground = await ran(page, '&report=temporary&view=table');
  await expect(playground.subjects).toHaveText('Freed after at most 1 other allocation');
  const total = playground.reports.getByRole('row', { name: /^Total/ });
  const few = await total.textContent();
  await playground.reports.getByRole('spinbutton').fill('15');
  await playground.reports.getByRole('spinbutton').press('Enter');
  await expect(playground.subjects).toHaveText(/at most 15 other allocations/);
  await expect.poll(() => playground.parameters().threshold).toBe('15');
  await expect(total).not.toHaveText(few ?? '');

  await playground.choice('Leaks').click();
  await expect(total).toBeVisible();
  await playground.reports.getByLabel('Instant of the leaks').selectOption('released');
  await expect(playground.subjects).toHaveText('Still allocated after release');
  await expect(playground.reports.locator('highwater-report-table')).toContainText(
    /no allocations/i,
  );
});

test('a missing report shows the reason', async ({ page }) => {
  const playground = await new Playground(page).open(`${QUERY}&traced=0&report=at`);
  const message = playground.reports.getByTestId('report-message');
  await expect(message).toHaveText(/^\s*Choose an instant/);
  await playground.choice('High-water mark').click();
  await expect(message).toHaveText('Run a policy to see its report.');
  await playground.runToEnd();
  await expect(message).toHaveText(/^\s*This run was not traced/);
  await playground.choice('Difference').click();
  await expect(message).toHaveText(/^\s*Choose two instants/);
  await playground.choice('Temporary').click();
  await playground.choice('By cause').click();
  await expect(message).toHaveText(/^\s*This view needs a single instant/);
});

test('reports fit a phone @phone', async ({ page }) => {
  const playground = await ran(page, `&beside=${OTHER}`);
  for (const view of ['Flamegraph', 'Table', 'Tree', 'Summary', 'By cause', 'Stats']) {
    await playground.choice(view).click();
    await expect(playground.choice(view)).toHaveAttribute('aria-pressed', 'true');
    const [width, seen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(width, view).toBe(seen);
  }
});

test('a run with a recursion of a thousand calls has its reports as well', async ({ page }) => {
  const policy = 'none/unbounded';
  const playground = await new Playground(page).open(
    `?policies=${policy}&ranges=990&preview=0&report=temporary`,
  );
  const depth = await playground.root.evaluate(async (element, policy) => {
    const host = element as PlaygroundElement;
    const running = host.run();
    // Half a million calls belong to one instance, the last of which are the deepest.
    host.addEventListener('highwater-progress', (event) => {
      if ((event as CustomEvent).detail.calls > 480_000) host.stop();
    });
    await running;
    let node = (await host.report(policy, { kind: 'temporary' })) as TreeAnswer | TreeNode;
    let depth = 0;
    for (; node.children[0] !== undefined; node = node.children[0]) depth += 1;
    return depth;
  }, policy);
  expect(depth).toBeGreaterThan(900);
  await expect(playground.subjects).toHaveText(/^\s*Freed after/);
  const graph = playground.reports.locator('highwater-flamegraph');
  // Eight frames down from the root, and into the last of them.
  await graph.getByRole('tree').focus();
  for (let level = 0; level < 8; level += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => playground.parameters().zoom)
    .toMatch(/\/factorial_plus~?@lru_cache\.py:\d+\*5$/);
  await playground.choice('Tree').click();
  await playground.reports.getByRole('button', { name: 'To its end' }).click();
  await expect(playground.reports.getByText(/^\s*9\d\d rows\s*$/)).toBeVisible();
});
