/**
 * Comparison of runs: before and after a fix, and with the cache policies of the exercise's engine.
 */

import type { DifferenceNode, TreeAnswer } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { PythonPage, WHOLE_RUN } from './lib/python';
import { violations } from './lib/violations';

const LEAK = `def make(n):
    return "x" * n


kept = []
for n in range(4000):
    kept.append(make(1000))
print(len(kept))
`;

/** The same with its lines moved down, and half of the strings released. */
const FIX = `"""Strings."""


def make(n):
    return "x" * n


kept = []
for n in range(4000):
    kept.append(make(1000))
    del kept[:-2000]
print(len(kept))
`;

class ComparePage extends PythonPage {
  readonly difference = this.root.getByTestId('run-difference');
  readonly ways = this.root.getByRole('group', { name: 'Comparison of the two runs' });
  readonly graphs = this.root.locator('highwater-report-panel highwater-flamegraph');

  way(name: 'Side by side' | 'As a difference') {
    return this.ways.getByRole('button', { name });
  }

  async beside(name: string): Promise<void> {
    await this.root.getByTestId('report-beside').selectOption(name);
    await expect(this.ways).toBeVisible();
  }

  /** The root of the difference flamegraph. */
  drawn(): Promise<DifferenceNode> {
    return this.graphs.evaluate((graph) => (graph as unknown as { root: DifferenceNode }).root);
  }

  treeOf(name: string): Promise<TreeAnswer> {
    return this.root.evaluate(
      (element, asked) =>
        (element as unknown as { report(query: object, name: string): Promise<TreeAnswer> }).report(
          { kind: 'high-water-mark' },
          asked,
        ),
      name,
    );
  }

  async runPolicy(policy: string): Promise<void> {
    await this.root.getByTestId('policy').selectOption(policy);
    await expect(this.root.getByTestId('policy-summary').locator('code')).toBeVisible();
    await this.root.getByRole('button', { name: 'Run the policy' }).click();
    await expect(this.runs.filter({ hasText: policy })).toContainText('peak');
    await expect(this.run).toBeEnabled({ timeout: WHOLE_RUN });
  }
}

/** The frame of a function, at any depth. */
function find(node: DifferenceNode, name: string): DifferenceNode | undefined {
  return node.name === name
    ? node
    : node.children.map((child) => find(child, name)).find((found) => found !== undefined);
}

test('a fix is compared with the run before it: frame by frame, as a table and as a tree', async ({
  page,
}) => {
  const python = await new ComparePage(page).open();
  await python.runProgram(LEAK);
  await python.runProgram(FIX);
  await expect(python.runs).toHaveCount(2);
  await expect(python.ways).toHaveCount(0);

  await python.beside('edit 1');
  await expect(python.graphs).toHaveCount(2);
  await expect(python.way('Side by side')).toHaveAttribute('aria-pressed', 'true');
  await python.way('As a difference').focus();
  await page.keyboard.press('Enter');
  await expect(python.way('As a difference')).toHaveAttribute('aria-pressed', 'true');
  await expect(python.graphs).toHaveCount(1);
  await expect(python.difference.getByRole('heading')).toHaveText(
    /from\s+edit 1\s+to\s+edit 2\s+at the high-water mark of each/,
  );
  await expect(python.root.getByRole('tree')).toHaveAttribute(
    'aria-label',
    'From edit 1 to edit 2, at the high-water mark of each',
  );

  const [before, after] = [await python.treeOf('edit 1'), await python.treeOf('edit 2')];
  const root = await python.drawn();
  expect(root).toMatchObject({
    beforeBytes: before.bytes,
    afterBytes: after.bytes,
    bytes: after.bytes - before.bytes,
  });
  // One frame, though its line has moved from 2 to 5.
  const make = find(root, 'make');
  expect(make).toMatchObject({ file: 'lru_cache.py', line: 5 });
  expect(make?.beforeBytes).toBeGreaterThan(4_000_000);
  expect(make?.afterBytes).toBeLessThan(2_200_000);
  expect(make?.bytes).toBe((make?.afterBytes ?? 0) - (make?.beforeBytes ?? 0));

  const views = python.root.getByRole('group', { name: 'View of the report' });
  await views.getByRole('button', { name: 'Table' }).click();
  const rows = python.difference.getByRole('row').filter({ hasText: 'return "x" * n' });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('lru_cache.py:5');
  await expect(rows).toContainText('−2.0MiB');
  await views.getByRole('button', { name: 'Tree' }).click();
  await expect(python.difference.getByRole('treeitem').first()).toContainText('−');
  await views.getByRole('button', { name: 'Stats' }).click();
  await expect(python.way('As a difference')).toBeDisabled();
  await expect(python.difference).toHaveCount(0);
});

test('a program is compared with a cache policy, by the share of each run', async ({ page }) => {
  const python = await new ComparePage(page).open();
  const plot = python.root.getByTestId('memory-plot');
  await python.runProgram(LEAK);
  await expect(plot).toHaveAccessibleName(/over allocations made/);
  const end = Number(await plot.getAttribute('aria-valuemax'));

  await python.runPolicy('class/unbounded/clear:1');
  await expect(python.runs).toHaveCount(2);
  await expect(plot).toHaveAccessibleName(/over share of each run/);
  // The selected run's own instants are unchanged.
  await expect(plot).toHaveAttribute('aria-valuemax', String(end));
  await expect(plot).toHaveAttribute('aria-valuetext', /^100\.0% of each run; edit 1 .*; class/);
  const results = await python.results();
  expect(results.at(-1)).toMatchObject({
    policy: 'class/unbounded/clear:1',
    outcome: 'completed',
    ranges: [500, 1000],
    calls: 2_497_000,
  });

  // Its report is beside that of the program.
  await expect(python.graphs).toHaveCount(2);
  await expect(python.root.getByTestId('report-subject').last()).toContainText(/at call [\d,]+/);
  await expect(python.root.getByTestId('report-subject').first()).toContainText(/at allocation/);
  await python.way('As a difference').click();
  await expect(python.difference.getByRole('heading')).toHaveText(
    /from\s+edit 1\s+to\s+class\/unbounded\/clear:1/,
  );

  // Half of the program's allocations is half of the policy's calls.
  await plot.focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press('PageUp');
  }
  const half = Number(await plot.getAttribute('aria-valuenow'));
  expect(Math.abs(half / end - 0.5)).toBeLessThan(0.01);
  await python.way('Side by side').click();
  await expect(python.root.getByTestId('report-subject').last()).toContainText(
    /Live at call 1,2\d\d,\d\d\d/,
  );
  await python.runs.getByRole('button', { name: 'class/unbounded/clear:1', exact: true }).click();
  await expect(plot).toHaveAttribute('aria-valuemax', '2497000');
  expect(Number(await plot.getAttribute('aria-valuenow')) / 2_497_000).toBeCloseTo(half / end, 5);
  await expect(python.root.getByRole('button', { name: 'By cause' })).toBeVisible();

  // Without it everything is as before.
  await python.root.getByRole('button', { name: 'Remove the run class/unbounded/clear:1' }).click();
  await expect(plot).toHaveAccessibleName(/over allocations made/);
});

test('runs of different length are compared by the share of each, and back', async ({ page }) => {
  const python = await new ComparePage(page).open();
  const plot = python.root.getByTestId('memory-plot');
  const axis = python.root.getByRole('group', { name: 'Axis of the runs' });
  await python.runProgram('kept = [str(n) for n in range(3000)]\n');
  await expect(axis).toHaveCount(0);
  const short = Number(await plot.getAttribute('aria-valuemax'));
  await python.runProgram('kept = [str(n) for n in range(60_000)]\n');
  const long = Number(await plot.getAttribute('aria-valuemax'));
  expect(long).toBeGreaterThan(5 * short);

  const shares = axis.getByRole('button', { name: 'Share of each run' });
  await shares.focus();
  await page.keyboard.press('Enter');
  await expect(shares).toHaveAttribute('aria-pressed', 'true');
  await expect(plot).toHaveAccessibleName(/over share of each run/);
  // The whole of the short run is as wide as that of the long one.
  const [first = ''] = /edit 1 [^;]*/.exec((await plot.getAttribute('aria-valuetext')) ?? '') ?? [];
  expect(first).toMatch(/live/);
  await python.runs.getByRole('button', { name: 'edit 1', exact: true }).click();
  await expect(plot).toHaveAttribute('aria-valuemax', String(short));
  await plot.focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageUp');
  expect(Number(await plot.getAttribute('aria-valuenow')) / short).toBeCloseTo(0.5, 1);
  await axis.getByRole('button', { name: 'Allocations' }).click();
  await expect(plot).toHaveAccessibleName(/over allocations made/);
  await expect(plot).toHaveAttribute('aria-valuemax', String(long));
});

test('policies count among the stored runs, and other exercises have none', async ({ page }) => {
  const python = await new ComparePage(page).open();
  for (const text of ['a', 'b', 'c', 'd']) {
    await python.runProgram(`print("${text}")\n`);
  }
  await python.runPolicy('instance/unbounded');
  await expect(python.runs).toHaveCount(4);
  await expect(python.runs.first()).toContainText('edit 2');
  await expect(python.runs.last()).toContainText('instance/unbounded');
  await python.root.getByTestId('exercise').selectOption('a-list-for-a-sum');
  await expect(python.root.getByTestId('policy')).toHaveCount(0);
});

for (const [width, scheme] of [
  [1280, 'light'],
  [360, 'dark'],
] as const) {
  test(`axe finds nothing in a comparison at ${width} pixels, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    const python = await new ComparePage(page).open();
    await python.runProgram(LEAK);
    await python.runPolicy('class/lru:1000');
    await python.way('As a difference').click();
    await expect(python.difference).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}
