/** The reports of the real exercise: the line that allocates the memory, and its release. */

import type {
  CauseAnswer,
  DifferenceAnswer,
  Instant,
  StatsAnswer,
  SummaryAnswer,
  TableAnswer,
  TreeAnswer,
  TreeNode,
} from '../../web/src/model/report-answers';
import { test as plain } from '../lib/fixtures';
import { expect, test } from './lib/exercise-run';
import { CALLS, MEMORY, POLICIES } from './lib/expected';
import { Playground } from './lib/playground';

const BUG = 'class/unbounded';

/** The deepest frame of the largest children. */
function heaviestPath(root: TreeNode): TreeNode[] {
  const path = [];
  for (let node: TreeNode | undefined = root; node !== undefined; node = node.children[0]) {
    path.push(node);
  }
  return path;
}

test('at the peak of the bug one return line has over 90 percent', async ({ exercise }) => {
  const { playground } = exercise;
  const tree = await playground.report<TreeAnswer>(BUG, { kind: 'high-water-mark' });
  expect(tree.bytes).toBe(MEMORY[BUG].peakLive);
  const path = heaviestPath(tree);
  expect(path.map(({ name, file }) => [name, file])).toEqual([
    ['<root>', ''],
    ['<module>', 'lru_cache.py'],
    ['compare_counts_different_factorials', 'lru_cache.py'],
    ['generate_factorial_plus_last_digit', 'lru_cache.py'],
    ['factorial_plus', 'lru_cache.py'],
  ]);
  // 95.2 percent; memray has 93.9 for CPython, whose integers and keys have other sizes.
  expect(path.at(-1)).toMatchObject({
    bytes: 569_812_176,
    ownBytes: 569_812_176,
    count: 2_483_675,
  });

  const table = await playground.report<TableAnswer>(BUG, { kind: 'table' });
  expect(table.bytes).toBe(tree.bytes);
  expect(table.rows[0]).toMatchObject({ name: 'factorial_plus', bytes: 569_812_176 });
  const summary = await playground.report<SummaryAnswer>(BUG, { kind: 'summary' });
  expect(summary.rows[0]).toMatchObject({ name: 'factorial_plus', ownBytes: 569_812_176 });
});

test('the page shows that line, in the flamegraph and in the table', async ({ exercise }) => {
  const { playground } = exercise;
  await expect(playground.subjects).toHaveText('Live at the high-water mark, at call 2,497,000');
  await playground.choice('Table').click();
  const row = playground.reports.getByRole('row').filter({ hasText: 'return n *' });
  await expect(row).toContainText('factorial_plus');
  await expect(row).toContainText('95.2%');
  await playground.choice('Flamegraph').click();
  await expect(playground.reports.locator('highwater-flamegraph')).toBeVisible();
});

test('temporaries of the bug are the products', async ({ exercise }) => {
  const { playground } = exercise;
  const table = await playground.report<TableAnswer>(BUG, { kind: 'table', threshold: 1 });
  // n (n - 1)! is freed as soon as the sum with `inc` exists, which is the value that stays.
  expect(table.rows.map(({ name, line }) => [name, line])).toEqual([
    ['factorial_plus', table.rows[0]?.line],
  ]);
  const tree = await playground.report<TreeAnswer>(BUG, { kind: 'temporary' });
  expect(tree.bytes).toBe(table.bytes);
  const peak = await playground.report<TableAnswer>(BUG, { kind: 'table' });
  expect(table.rows[0]?.line).toBe(peak.rows[0]?.line);
});

test('leaks of the bug are the whole cache before its release, and nothing after', async ({
  exercise,
}) => {
  const { playground, results } = exercise;
  const held = await playground.report<TreeAnswer>(BUG, { kind: 'leaks' });
  expect(held.bytes).toBe(results[0]?.memory.endLive);
  expect(held.bytes).toBe(MEMORY[BUG].endLive);
  const causes = await playground.report<CauseAnswer>(BUG, { kind: 'by-cause', at: 'end' });
  const share = (cause: string) => causes.rows.find((row) => row.cause === cause)?.bytes ?? 0;
  const cache = share('cached values') + share('keys') + share('cache structure');
  const rest = share('instances') + share('the rest');
  expect(cache + rest).toBe(held.bytes);
  // The instances are the keys' own, 1,500 of 24 bytes or so.
  expect(rest / held.bytes).toBeLessThan(0.001);

  const released = await playground.report<TreeAnswer>(BUG, { kind: 'leaks', at: 'released' });
  expect([released.bytes, released.count, released.children]).toEqual([0, 0, []]);
});

test('sums of all reports agree with each other and with the result', async ({ exercise }) => {
  const { playground, results } = exercise;
  for (const { policy, memory } of results) {
    const [tree, table, causes, stats] = await Promise.all([
      playground.report<TreeAnswer>(policy, { kind: 'tree' }),
      playground.report<TableAnswer>(policy, { kind: 'table' }),
      playground.report<CauseAnswer>(policy, { kind: 'by-cause' }),
      playground.report<StatsAnswer>(policy, { kind: 'stats' }),
    ]);
    const sum = (rows: readonly { bytes: number }[]) =>
      rows.reduce((total, { bytes }) => total + bytes, 0);
    expect([tree.bytes, sum(table.rows), sum(causes.rows)], policy).toEqual(
      Array(3).fill(memory.peakLive),
    );
    expect(stats, policy).toMatchObject({
      totalAllocations: memory.allocations,
      totalBytes: memory.allocatedBytes,
      peakBytes: memory.peakLive,
    });
    const counted = stats.histogram.reduce((total, { count }) => total + count, 0);
    expect(counted, policy).toBe(memory.allocations);
  }
});

test('instants agree with each other, with the peak and with the end', async ({ exercise }) => {
  const { playground } = exercise;
  for (const policy of POLICIES) {
    const at = (instant: Instant) =>
      playground.report<TreeAnswer>(policy, { kind: 'at', at: instant });
    const [early, late] = [await at(300_000), await at(1_400_000)];
    // Checkpoints are fewer than calls: the answer is that of the previous one, with its call
    // number.
    expect(early.calls, policy).toBeLessThanOrEqual(300_000);
    expect(early.calls, policy).toBeGreaterThan(300_000 - CALLS / 256);
    const difference = await playground.report<DifferenceAnswer>(policy, {
      kind: 'difference',
      between: [300_000, 1_400_000],
    });
    expect([difference.beforeBytes, difference.afterBytes], policy).toEqual([
      early.bytes,
      late.bytes,
    ]);
    expect((await at('peak')).bytes, policy).toBe(MEMORY[policy].peakLive);
    expect((await at(CALLS)).bytes, policy).toBe(MEMORY[policy].endLive);
  }
});

plain('brushed over one clear, the difference is the drop', async ({ page }) => {
  const policy = 'class/unbounded/clear:100';
  const playground = await new Playground(page).open(`?policies=${policy}&ranges=150&preview=0`);
  const [result] = await playground.runToEnd();
  const calls = result?.calls ?? 0;
  // 150 instances make equally many calls each; the cache is cleared after the hundredth.
  const clear = (calls * 100) / 150;
  await playground.brush(clear - calls / 100, clear + calls / 100, calls);
  await expect(playground.choice('Difference')).toHaveAttribute('aria-pressed', 'true');
  await expect(playground.subjects).toHaveText(/^\s*From call [\d,]+ to call [\d,]+\s*$/);
  const [from = 0, to = 0] = (playground.parameters().between ?? '').split(',').map(Number);
  expect(from).toBeLessThan(clear);
  expect(to).toBeGreaterThan(clear);
  const difference = await playground.report<DifferenceAnswer>(policy, {
    kind: 'difference',
    between: [from, to],
  });
  // All earlier bytes are freed, and few have been allocated since.
  expect(difference.bytes).toBe(difference.afterBytes - difference.beforeBytes);
  expect(difference.afterBytes).toBeLessThan(difference.beforeBytes / 10);
  expect(difference.freedBytes).toBeGreaterThanOrEqual(difference.beforeBytes);
  await expect(playground.reports.locator('highwater-flamegraph')).toContainText('shrank');
  await playground.choice('Table').click();
  await expect(playground.reports.getByRole('row').last()).toContainText('−');
});
