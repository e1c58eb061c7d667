/** Native frames in the reports, with answers in the inspector's format. */

import { INITIAL_STATE } from '../../web/src/settings/flamegraph-settings';
import { expect, test } from '../lib/fixtures';
import { differenceOf } from '../unit/flamegraph-trees';
import { DIFFERENCE_ROW, HYBRID, PYTHON, SUMMARY, TABLE } from '../unit/native-answers';
import { Flamegraph } from './lib/flamegraph';
import { NativePanel } from './lib/native-panel';
import { Playground } from './lib/playground';
import { copied, show } from './lib/report-view';
import { violations } from './lib/violations';

const ZOOM = ['main@app.py:1', 'f@app.py:2'];

test('the switch shows the native frames below the same zoom, and hides them again', async ({
  page,
}) => {
  const panel = await new NativePanel(page).open({
    settings: { flamegraph: { ...INITIAL_STATE, zoom: ZOOM } },
  });
  await expect(panel.crumbs).toHaveText(['All', 'main app.py:1', 'f app.py:2']);
  await expect(panel.filters).toHaveCount(0);
  await panel.switch.click();
  await expect(panel.switch).toHaveAttribute('aria-pressed', 'true');
  await expect(panel.crumbs.last()).toHaveText('f app.py:2');
  await expect(panel.crumbs).toHaveText([
    'All',
    'main app.py:1',
    'workload::step workload.rs:41',
    'f app.py:2',
  ]);
  await expect(panel.graph.getByRole('list', { name: 'Colours' })).toHaveText(
    /Python frames\s+native frames/,
  );
  // Into a native frame, and back: the zoom retains its Python frames.
  const tree = panel.graph.getByRole('tree');
  await tree.press('ArrowDown');
  await tree.press('Enter');
  await expect(panel.crumbs.last()).toHaveText('<BigUint as Mul<u32>>::mul multiplication.rs:139');
  await panel.switch.click();
  await expect(panel.crumbs).toHaveText(['All', 'main app.py:1', 'f app.py:2']);
  expect(await panel.zoom()).toEqual(ZOOM);
  await expect(panel.graph.getByRole('list', { name: 'Colours' })).toHaveCount(0);
  expect(await panel.sent()).toEqual([
    { name: 'native', value: '1' },
    { name: 'native', value: '0' },
  ]);
  expect(await panel.asked()).toEqual([
    { kind: 'high-water-mark' },
    { kind: 'high-water-mark', frames: 'native', hide: ['allocator'] },
    { kind: 'high-water-mark' },
  ]);
});

test('the filters are part of the query, and the crates are those of the run', async ({ page }) => {
  const panel = await new NativePanel(page).open({ native: true, settings: { view: 'table' } });
  const crate = panel.filters.getByRole('combobox', { name: 'Only crate' });
  await expect(crate.getByRole('option')).toHaveText([
    'all crates',
    'alloc',
    'hashbrown',
    'num-bigint',
  ]);
  await expect(panel.filters.getByLabel('Hide allocator frames')).toBeChecked();
  await panel.filters.getByLabel('Hide std').check();
  await panel.filters.getByLabel('Hide allocator frames').uncheck();
  await crate.selectOption('num-bigint');
  const query = { kind: 'table', at: 'peak', frames: 'native' };
  await expect
    .poll(() => panel.asked())
    .toEqual([
      { ...query, hide: ['allocator'] },
      { ...query, hide: ['allocator', 'std'] },
      { ...query, hide: ['std'] },
      { ...query, hide: ['std'], only: 'num-bigint' },
    ]);
  await crate.selectOption('all crates');
  await expect.poll(async () => (await panel.asked()).at(-1)).toEqual({ ...query, hide: ['std'] });
});

test('a run without native stacks is reported, and can be repeated with them', async ({ page }) => {
  const panel = await new NativePanel(page).open({
    native: true,
    made: [false, true],
    settings: { beside: 'class/lru:1' },
  });
  await expect(panel.notice).toContainText('The run of class/unbounded has no native stacks.');
  await expect(panel.graph).toHaveCount(0);
  await expect(panel.story).toHaveCount(0);
  await panel.notice.getByRole('button', { name: 'Run again with native stacks' }).click();
  expect(await panel.sent()).toEqual([{ runs: 'class/unbounded' }]);
  // Controls unrelated to frames are available too.
  await panel.root.getByRole('button', { name: 'By cause' }).click();
  await expect(panel.notice).toHaveCount(0);
  await panel.root.getByRole('button', { name: 'Tree' }).click();
  await expect(panel.notice).toBeVisible();
  await panel.switch.click();
  await expect(panel.notice).toHaveCount(0);
  await expect(panel.root.locator('highwater-report-tree')).toHaveCount(2);
});

test('a second run without native stacks does not hide the first', async ({ page }) => {
  const panel = await new NativePanel(page).open({
    native: true,
    made: [true, false],
    settings: { beside: 'class/lru:1' },
  });
  await expect(panel.notice).toContainText('The run of class/lru:1 has no native stacks.');
  await expect(panel.graph).toHaveCount(1);
});

test('the reason for missing names is above the report', async ({ page }) => {
  const symbolsProblem = 'the capture is of another build of the engine';
  const panel = await new NativePanel(page).open({ native: true, symbolsProblem });
  await expect(panel.notice).toContainText(`Native frames have no names: ${symbolsProblem}.`);
  await expect(panel.graph).toHaveCount(1);
  await panel.switch.click();
  await expect(panel.notice).toHaveCount(0);
});

test('a frame of each kind has its colour, and an edge during a search', async ({ page }) => {
  const graph = await new Flamegraph(page).open(HYBRID);
  const channels = async (row: number) =>
    [1, 3, 5].map(async (start) =>
      Number.parseInt((await graph.colourAt(0.5, row)).slice(start, start + 2), 16),
    );
  const [pythonRed = 0, , pythonBlue = 0] = await Promise.all(await channels(1));
  const [nativeRed = 0, , nativeBlue = 0] = await Promise.all(await channels(2));
  expect(pythonRed).toBeGreaterThan(pythonBlue);
  expect(nativeBlue).toBeGreaterThan(nativeRed);
  const svg = () =>
    graph.root.evaluate((element) => (element as HTMLElement & { toSVG(): string }).toSVG());
  expect(await svg()).toContain('native, crate num-bigint, code offset 0x1a2b');
  expect(await svg()).not.toContain('height="2"');
  await graph.search.fill('grow_one');
  await expect(graph.found).toContainText('1 frame matches');
  await expect(graph.root.getByRole('list', { name: 'Colours' })).toHaveText(
    /native frames have an edge/,
  );
  expect((await svg()).match(/height="2"/g)).toHaveLength(6);
});

test('a native frame is described with its crate, its offset and inlining', async ({ page }) => {
  const graph = await new Flamegraph(page).open(HYBRID, {
    state: { search: '' },
  });
  await graph.tree.focus();
  for (let step = 0; step < 5; step += 1) {
    await graph.tree.press('ArrowDown');
  }
  await expect(graph.item).toHaveAccessibleName(
    'alloc::raw_vec::RawVec<T,A>::grow_one, std: alloc/src/raw_vec.rs:340, native, crate alloc, code offset 0x1a2b, inlined, 500B in 1 allocation, 50.0% of the whole, own 500B in 1 allocation, level 6',
  );
  await expect(graph.details).toContainText('native, crate alloc, code offset 0x1a2b, inlined');
});

test('a difference with native frames explains its colours and edges', async ({ page }) => {
  const graph = await new Flamegraph(page).open(differenceOf(HYBRID, 3), { difference: true });
  await expect(graph.root.getByRole('list', { name: 'Colours' })).toHaveText(
    /grew[\s\S]*shrank[\s\S]*native frames have an edge/,
  );
});

test('rows of native frames have their crate, and a filter finds it', async ({ page }) => {
  const view = await show(page, 'highwater-report-table', { rows: TABLE });
  const crates = view.locator('tbody td[data-label="Crate"]');
  await expect(crates).toHaveText([
    'alloc inlined',
    'hashbrown',
    'num-bigint',
    'unknown',
    'Python',
  ]);
  await view.getByRole('searchbox', { name: 'Filter' }).fill('hashbrown');
  await expect(view.getByTestId('row')).toHaveCount(1);
  await view.getByRole('searchbox', { name: 'Filter' }).fill('');
  await view.getByRole('columnheader', { name: 'Crate' }).getByRole('button').click();
  await expect(crates).toHaveText([
    'Python',
    'unknown',
    'alloc inlined',
    'hashbrown',
    'num-bigint',
  ]);
  expect((await copied(page, view, 'CSV')).split('\n').slice(0, 4)).toEqual([
    'function,file,line,crate,code_offset,inlined,bytes,percent,count',
    'f,app.py,2,,,,25,2.5,1',
    'wasm+0x3f10,,0,,0x3f10,0,75,7.5,1',
    '"alloc::raw_vec::RawVec<T,A>::grow_one",std: alloc/src/raw_vec.rs,340,alloc,0x1a2b,1,500,50.0,1',
  ]);
});

test('summaries and differences have crates too, and those of Python alone have none', async ({
  page,
}) => {
  const summary = await show(page, 'highwater-report-summary', { rows: SUMMARY });
  await expect(summary.locator('tbody td[data-label="Crate"]')).toHaveText([
    'alloc inlined',
    'num-bigint',
    'Python',
  ]);
  const difference = await show(page, 'highwater-report-table', {
    rows: { ...DIFFERENCE_ROW, rows: [DIFFERENCE_ROW] },
  });
  await expect(difference.locator('tbody td[data-label="Crate"]')).toHaveText(['alloc inlined']);
  const rows = [{ name: 'f', file: 'app.py', line: 2, bytes: 25, count: 1 }];
  const python = await show(page, 'highwater-report-table', {
    rows: { bytes: 25, count: 1, rows },
  });
  await expect(python.getByTestId('row')).toHaveCount(1);
  await expect(python.getByRole('columnheader', { name: 'Crate' })).toHaveCount(0);
});

test('the tree marks native frames, and describes the selected one', async ({ page }) => {
  const view = await show(page, 'highwater-report-tree', { root: HYBRID });
  const items = view.getByRole('treeitem');
  await expect(items.first()).toBeVisible();
  const native = await items.evaluateAll((all) =>
    all.map(
      (item) =>
        `${item.hasAttribute('data-native')} ${item.querySelector('.function')?.textContent}`,
    ),
  );
  expect(native.slice(0, 5)).toEqual([
    'false <root>',
    'false main',
    'true exercise::workload::step',
    'false f',
    'true <num_bigint::biguint::BigUint as core::ops::arith::Mul<u32>>::mul',
  ]);
  await items.nth(5).click();
  await expect(view.getByTestId('details')).toContainText(
    'native, crate alloc, code offset 0x1a2b, inlined',
  );
  const python = await show(page, 'highwater-report-tree', { root: PYTHON });
  await expect(python.getByRole('treeitem').first()).toBeVisible();
  await expect(python.locator('[data-native]')).toHaveCount(0);
});

test('files for native frames do not change a host page', async ({ page }) => {
  const graph = await show(page, 'highwater-report-panel', {
    native: true,
    views: [],
    settings: { subject: 'high-water-mark', view: 'table', flamegraph: INITIAL_STATE, hide: [] },
  });
  await expect(graph.getByLabel('Hide std')).toBeVisible();
  await expect(page.locator('link[rel="stylesheet"], style')).toHaveCount(0);
});

test('on the page one policy is run again with native stacks, and the others stay', async ({
  page,
}) => {
  const [one, other] = ['class/unbounded', 'class/lru:5'];
  const playground = await new Playground(page).open(
    `?policies=${one},${other}&ranges=30&preview=0&hide=none`,
  );
  const [, before] = await playground.runToEnd();
  await playground.choice('Native').click();
  await expect.poll(() => playground.parameters().native).toBe('1');
  const again = playground.reports.getByRole('button', { name: 'Run again with native stacks' });
  await again.click();
  await expect(playground.status).toHaveText('1 run done, none over 70 MB');
  await expect(again).toHaveCount(0);
  const after = await playground.results();
  expect(after.map(({ policy, ranges }) => [policy, ranges])).toEqual([
    [one, [30]],
    [other, [30]],
  ]);
  expect(after[1]).toEqual(before);
  await playground.reports.getByTestId('report-policy').selectOption(other);
  await expect(again).toBeVisible();
  await playground.choice('Native').click();
  await expect(again).toHaveCount(0);
  await expect(playground.subjects).toHaveText(/Live at the high-water mark/);
  await playground.expectParameters({
    ...{ policies: `${one},${other}`, ranges: '30', limit: '70MB', preview: '0' },
    ...{ hide: 'none', of: other },
  });
});

for (const theme of ['light', 'dark'] as const) {
  test(`reports of native frames are accessible, ${theme} @phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const panel = await new NativePanel(page).open({
      ...{ native: true, made: [true, false], theme },
      ...{ settings: { view: 'table', beside: 'class/lru:1' }, symbolsProblem: 'there is no file' },
    });
    await panel.story.getByText('From instruction pointers to names').click();
    await expect(panel.journey).toBeVisible();
    for (const view of ['Table', 'Tree', 'Flamegraph'] as const) {
      await panel.root.getByRole('button', { name: view, exact: true }).click();
      await panel.journey.getByRole('button', { name: 'Next' }).click();
      expect(await violations(page)).toEqual([]);
    }
    const [width, seen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(width).toBe(seen);
  });
}
