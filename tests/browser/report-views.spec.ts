/** The views of a report that are rows, trees and pictures, each alone on a page. */

import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type {
  CauseRow,
  DifferenceNode,
  DifferenceRow,
  Rows,
  Stats,
  SummaryRow,
  TableRow,
  TreeNode,
} from '../../web/src/report/answers';
import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';

const FILE = 'lru_cache.py';
const LINES = [
  'class FactorialPlus:',
  '    @functools.cache',
  '    def factorial_plus(self, n):',
  '        return n * self.factorial_plus(n - 1) + self.inc',
];

const TABLE: Rows<TableRow> = {
  bytes: 4096,
  count: 1234,
  rows: [
    { name: 'factorial_plus', file: FILE, line: 4, bytes: 3072, count: 34 },
    { name: 'generate', file: 'a "run", of.py', line: 12, bytes: 768, count: 1000 },
    { name: 'generate', file: 'a "run", of.py', line: 9, bytes: 256, count: 200 },
  ],
};

const SUMMARY: Rows<SummaryRow> = {
  bytes: 1000,
  count: 30,
  rows: [
    { name: 'f', file: FILE, ownBytes: 900, ownCount: 10, totalBytes: 900, totalCount: 10 },
    { name: 'main', file: FILE, ownBytes: 100, ownCount: 20, totalBytes: 1000, totalCount: 30 },
  ],
};

const CAUSES: Rows<CauseRow> = {
  bytes: 2000,
  count: 60,
  rows: [
    { cause: 'cached values', bytes: 1500, count: 30, percent: 75 },
    { cause: 'keys', bytes: 250, count: 20, percent: 12.5 },
    { cause: 'cache structure', bytes: 125, count: 1, percent: 6.25 },
    { cause: 'instances', bytes: 0, count: 0, percent: 0 },
    { cause: 'the rest', bytes: 125, count: 9, percent: 6.25 },
  ],
};

const STATS: Stats = {
  totalAllocations: 1500,
  totalBytes: 1_048_576,
  peakBytes: 524_288,
  histogram: [0, 300, 0, 0, 600, 0, 0, 0, 599, 1].map((count, bin) => ({
    minBytes: bin === 0 ? 0 : 2 ** bin,
    maxBytes: bin === 9 ? 1024 : 2 ** (bin + 1) - 1,
    count,
  })),
  topLocationsBySize: [{ name: 'f', file: FILE, line: 4, bytes: 786_432, count: 500 }],
  topLocationsByCount: [{ name: 'g', file: FILE, line: 9, bytes: 262_144, count: 1000 }],
  topModules: [{ file: FILE, bytes: 1_048_576, count: 1500 }],
};

/** A frame with so many bytes of its own, in one allocation. */
function frame(name: string, own: number, children: readonly TreeNode[] = []): TreeNode {
  const sum = (key: 'bytes' | 'count') => children.reduce((total, child) => total + child[key], 0);
  return {
    name,
    file: FILE,
    line: 4,
    bytes: own + sum('bytes'),
    count: 1 + sum('count'),
    ownBytes: own,
    ownCount: 1,
    children,
  };
}

/** A program whose `f` calls itself so deep, and a smaller path beside it. */
function program(depth: number): TreeNode {
  let f = frame('f', 1024);
  for (let level = 1; level < depth; level += 1) {
    f = frame('f', 1024, [f]);
  }
  const main = frame('main', 0, [frame('small', 10, [frame('smaller', 5)]), f]);
  return { ...frame('<root>', 0, [main]), file: '', line: 0 };
}

/** An element of the bundle alone on a page, with some properties. */
async function show(page: Page, tag: string, properties: object): Promise<Locator> {
  await openEmbedding(page, '<main><h1>A lesson</h1></main>');
  await page.evaluate(
    async ([tag, properties, lines]) => {
      await customElements.whenDefined(tag);
      const source = new Map([['lru_cache.py', lines]]);
      const element = Object.assign(
        document.createElement(tag),
        { source },
        JSON.parse(properties),
      );
      document.querySelector('main')?.append(element);
    },
    // As text, because Playwright cannot pass an object that is a thousand levels deep.
    [tag, JSON.stringify(properties), LINES] as const,
  );
  return page.locator(tag);
}

/** Presses the button that copies, and answers the text that it copied. */
async function copied(page: Page, view: Locator, format: string): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await view.getByRole('button', { name: `Copy as ${format}` }).click();
  await expect(view.getByText(`Copied as ${format}`)).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The texts of the cells of rows, without the spaces that only lay them out. */
function textsOf(rows: Locator): Promise<string[][]> {
  return rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.children].map((cell) => (cell.textContent ?? '').trim().replace(/\s+/g, ' ')),
    ),
  );
}

async function firstCells(view: Locator): Promise<string[]> {
  const rows = await textsOf(view.getByTestId('row'));
  return rows.map(([first = '']) => first);
}

test('the table shows each location with its source, and adds them up', async ({ page }) => {
  const view = await show(page, 'highwater-report-table', { rows: TABLE });
  await expect(view.getByRole('columnheader')).toHaveText([
    'Function',
    'Location',
    'Source',
    /^\s*Bytes/,
    'Share',
    'Allocations',
  ]);
  expect(await textsOf(view.getByTestId('row'))).toEqual([
    ['factorial_plus', 'lru_cache.py:4', LINES[3]?.trim(), '3.0KiB', '75.0%', '34'],
    ['generate', 'a "run", of.py:12', '', '768B', '18.8%', '1,000'],
    ['generate', 'a "run", of.py:9', '', '256B', '6.3%', '200'],
  ]);
  expect(await textsOf(view.getByTestId('total'))).toEqual([
    ['Total', '', '', '4.0KiB', '100.0%', '1,234'],
  ]);
});

test('the table sorts by each column, either way, and says so', async ({ page }) => {
  const view = await show(page, 'highwater-report-table', { rows: TABLE });
  const header = (name: string) => view.getByRole('columnheader', { name, exact: true });
  const locations = async () =>
    (await textsOf(view.getByTestId('row'))).map(([, location]) => location?.split('.py:')[1]);
  await expect(header('Bytes')).toHaveAttribute('aria-sort', 'descending');
  for (const [column, direction, lines] of [
    ['Bytes', 'ascending', ['9', '12', '4']],
    ['Allocations', 'descending', ['12', '9', '4']],
    ['Allocations', 'ascending', ['4', '9', '12']],
    ['Location', 'ascending', ['9', '12', '4']],
    ['Location', 'descending', ['4', '12', '9']],
    ['Function', 'ascending', ['4', '12', '9']],
    ['Share', 'descending', ['4', '12', '9']],
    ['Source', 'ascending', ['12', '9', '4']],
  ] as const) {
    await header(column).getByRole('button').press('Enter');
    await expect(header(column)).toHaveAttribute('aria-sort', direction);
    expect(await locations(), `${column} ${direction}`).toEqual(lines);
  }
  await expect(view.locator('[aria-sort]')).toHaveCount(1);
});

test('the table is filtered by text and by expression, and explains a bad one', async ({
  page,
}) => {
  const view = await show(page, 'highwater-report-table', { rows: TABLE });
  const filter = view.getByRole('searchbox', { name: 'Filter' });
  await filter.fill('OF.PY:1');
  expect((await textsOf(view.getByTestId('row'))).map(([, place]) => place)).toEqual([
    'a "run", of.py:12',
  ]);
  await expect(view.getByText('1 of 3 locations')).toBeVisible();
  expect(await textsOf(view.getByTestId('total'))).toEqual([
    ['Total of these', '', '', '768B', '18.8%', '1,000'],
  ]);
  await filter.fill('^g.*e$');
  await expect(view.getByText('None of 3 locations matches the filter.')).toBeVisible();
  await expect(view.getByRole('button', { name: 'Copy as CSV' })).toBeDisabled();
  await view.getByRole('checkbox', { name: 'Regular expression' }).check();
  expect(await firstCells(view)).toEqual(['generate', 'generate']);
  await filter.fill('gen(');
  await expect(view.getByRole('alert')).toHaveText(
    '“gen(” is not a regular expression: Unterminated group. Nothing is filtered.',
  );
  await expect(filter).toHaveAttribute('aria-invalid', 'true');
  await expect(view.getByTestId('row')).toHaveCount(3);
  await filter.fill('gen(e)');
  await expect(view.getByRole('alert')).toBeHidden();
  await expect(view.getByTestId('row')).toHaveCount(2);
});

test('the table copies what it shows, in the order it shows it', async ({ page }) => {
  const view = await show(page, 'highwater-report-table', { rows: TABLE });
  const source = LINES[3]?.trim();
  expect(await copied(page, view, 'CSV')).toBe(
    [
      'function,file,line,source,bytes,percent,count',
      `factorial_plus,lru_cache.py,4,${source},3072,75.0,34`,
      'generate,"a ""run"", of.py",12,,768,18.8,1000',
      'generate,"a ""run"", of.py",9,,256,6.3,200',
      '',
    ].join('\n'),
  );
  await view.getByRole('searchbox').fill('generate');
  await expect(view.getByText('Copied as CSV')).toBeHidden();
  await view.getByRole('button', { name: 'Location', exact: true }).click();
  expect(await copied(page, view, 'CSV')).toBe(
    [
      'function,file,line,source,bytes,percent,count',
      'generate,"a ""run"", of.py",9,,256,6.3,200',
      'generate,"a ""run"", of.py",12,,768,18.8,1000',
      '',
    ].join('\n'),
  );
});

test('of thousands of rows the first are drawn, and all when they are asked for', async ({
  page,
}) => {
  const rows = Array.from({ length: 3000 }, (_, index) => ({
    name: `f${index}`,
    file: 'x.py',
    line: index + 1,
    bytes: 3000 - index,
    count: 1,
  }));
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const view = await show(page, 'highwater-report-table', {
    rows: { bytes, count: 3000, rows },
  });
  await expect(view.getByTestId('row')).toHaveCount(500);
  await expect(view.getByTestId('total')).toContainText('3,000');
  expect((await copied(page, view, 'CSV')).split('\n')).toHaveLength(3002);
  await view.getByRole('button', { name: 'Show all 3,000 locations' }).click();
  await expect(view.getByTestId('row')).toHaveCount(3000);
  await expect(view.getByTestId('row').last()).toContainText('f2999');
});

test('the table of a difference has changes with their sign, the largest loss first', async ({
  page,
}) => {
  const grown: DifferenceRow = {
    ...{ name: 'grown', file: 'x.py', line: 1, bytes: 1024, count: 3 },
    ...{ beforeBytes: 0, afterBytes: 1024, allocatedBytes: 2048, freedBytes: 1024 },
    ...{ allocatedCount: 5, freedCount: 2 },
  };
  const shrunk: DifferenceRow = {
    ...{ name: 'shrunk', file: 'x.py', line: 4, bytes: -3072, count: -30 },
    ...{ beforeBytes: 4096, afterBytes: 1024, allocatedBytes: 0, freedBytes: 3072 },
    ...{ allocatedCount: 0, freedCount: 30 },
  };
  const total = {
    ...{ bytes: -2048, count: -27, beforeBytes: 4096, afterBytes: 2048 },
    ...{ allocatedBytes: 2048, freedBytes: 4096, allocatedCount: 5, freedCount: 32 },
  };
  const view = await show(page, 'highwater-report-table', {
    rows: { ...total, rows: [grown, shrunk] },
  });
  const columns = 'Function Location Change Share Before After Came Went Allocations'.split(' ');
  await expect(view.getByRole('columnheader')).toContainText(columns);
  const cells = await textsOf(view.getByTestId('row'));
  expect(cells.map(([name, , ...numbers]) => [name, ...numbers.slice(-7)])).toEqual([
    ['shrunk', '−3.0KiB', '−75.0%', '4.0KiB', '1.0KiB', '0Bin 0', '3.0KiBin 30', '−30'],
    ['grown', '+1.0KiB', '+25.0%', '0B', '1.0KiB', '2.0KiBin 5', '1.0KiBin 2', '+3'],
  ]);
  const sums = (await textsOf(view.getByTestId('total')))[0];
  expect(sums?.slice(-7)).toEqual([
    ...['−2.0KiB', '−50.0%', '4.0KiB', '2.0KiB', '2.0KiBin 5', '4.0KiBin 32', '−27'],
  ]);
  expect(await copied(page, view, 'CSV')).toBe(
    [
      'function,file,line,bytes,percent,before_bytes,after_bytes,allocated_bytes,allocated_count,freed_bytes,freed_count,count',
      'shrunk,x.py,4,-3072,-75.0,4096,1024,0,0,3072,30,-30',
      'grown,x.py,1,1024,25.0,0,1024,2048,5,1024,2,3',
      '',
    ].join('\n'),
  );
});

test('the summary has each function with its own and its total', async ({ page }) => {
  const view = await show(page, 'highwater-report-summary', { rows: SUMMARY });
  expect(await textsOf(view.getByTestId('row'))).toEqual([
    ['f', FILE, '900B', '90.0%', '10', '900B', '90.0%', '10'],
    ['main', FILE, '100B', '10.0%', '20', '1000B', '100.0%', '30'],
  ]);
  // What functions called is in several totals, so that totals do not add up.
  expect(await textsOf(view.getByTestId('total'))).toEqual([
    ['Total', '', '1000B', '100.0%', '30', '', '', ''],
  ]);
  await view.getByRole('button', { name: 'Total', exact: true }).click();
  expect(await firstCells(view)).toEqual(['main', 'f']);
  expect(await copied(page, view, 'CSV')).toBe(
    [
      'function,file,own_bytes,own_percent,own_count,total_bytes,total_percent,total_count',
      'main,lru_cache.py,100,10.0,20,1000,100.0,30',
      'f,lru_cache.py,900,90.0,10,900,90.0,10',
      '',
    ].join('\n'),
  );
  await view.getByRole('searchbox', { name: 'Filter' }).fill('main');
  expect(await firstCells(view)).toEqual(['main']);
});

/** The rows of a tree in view: level, name, and whether it is expanded. */
async function treeRows(view: Locator): Promise<string[]> {
  return view.getByRole('treeitem').evaluateAll((items) =>
    items.map((item) => {
      const expanded = item.getAttribute('aria-expanded');
      const sign = expanded === null ? '·' : expanded === 'true' ? '-' : '+';
      return `${item.getAttribute('aria-level')} ${sign} ${item.querySelector('.function')?.textContent}`;
    }),
  );
}

test('the tree begins with its biggest path expanded, and goes on to its end', async ({ page }) => {
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

  await view.getByRole('button', { name: '12 levels more' }).click();
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
  // Deep levels are told by their number and not indented further, and only rows in view exist.
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

test('the tree is walked by the keyboard', async ({ page }) => {
  const view = await show(page, 'highwater-report-tree', { root: program(2) });
  const tree = view.getByRole('tree');
  await tree.focus();
  /** Presses a key; answers the row that it leads to, as the tree tells a screen reader. */
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

test('a row of the tree is chosen and expanded by the pointer', async ({ page }) => {
  const view = await show(page, 'highwater-report-tree', { root: program(3) });
  const small = view.getByRole('treeitem', { name: /^small / });
  await small.click();
  await expect(small).toHaveAttribute('aria-selected', 'true');
  await expect(small).toHaveAttribute('aria-expanded', 'false');
  const details = view.getByTestId('details');
  await expect(details).toContainText('lru_cache.py:4');
  await expect(details).toContainText(LINES[3]?.trim() ?? '');
  await expect(details).toContainText('Its own: 10B in 1 allocation.');
  await small.locator('.toggle').click();
  await expect(small).toHaveAttribute('aria-expanded', 'true');
  await expect(view.getByRole('treeitem', { name: /^smaller / })).toBeVisible();
  // The next report keeps what the reader has expanded and chosen.
  await view.evaluate((element, root) => Object.assign(element, { root }), program(1));
  await expect(view.getByRole('treeitem', { name: /^f / })).toHaveCount(1);
  await expect(view.getByRole('treeitem', { name: /^smaller / })).toBeVisible();
  await expect(small).toHaveAttribute('aria-selected', 'true');
});

test('the tree of a difference has signs, and its biggest path is what changed most', async ({
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
    '0B before, 512B after. Came: 512B in 7 allocations. Went: 0B in 8.',
  );
});

test('the statistics have totals, a histogram and the largest', async ({ page }) => {
  const view = await show(page, 'highwater-report-stats', { stats: STATS });
  await expect(view.getByTestId('totals').locator('dd')).toHaveText([
    '1,500',
    '1.0MiB',
    '512.0KiB',
  ]);
  const bins = view.getByTestId('histogram').locator('tbody tr');
  const cells = await textsOf(bins);
  expect(cells.map(([size, , count, share]) => [size, count, share])).toEqual([
    ['0B – 1B', '0', '0.0%'],
    ['2B – 3B', '300', '20.0%'],
    ['4B – 7B', '0', '0.0%'],
    ['8B – 15B', '0', '0.0%'],
    ['16B – 31B', '600', '40.0%'],
    ['32B – 63B', '0', '0.0%'],
    ['64B – 127B', '0', '0.0%'],
    ['128B – 255B', '0', '0.0%'],
    ['256B – 511B', '599', '39.9%'],
    ['512B – 1.0KiB', '1', '0.1%'],
  ]);
  const lengths = await bins.evaluateAll((rows) => {
    const whole = rows[0]?.querySelector('svg')?.getBoundingClientRect().width ?? 0;
    return rows.map((row) => {
      const bar = row.querySelector('rect')?.getBoundingClientRect().width ?? 0;
      return Math.round((1000 * bar) / whole) / 1000;
    });
  });
  // The least there is can still be seen.
  expect(lengths).toEqual([0, 0.5, 0, 0, 1, 0, 0, 0, 0.998, 0.01]);
  for (const [id, row] of [
    ['by-size', ['flru_cache.py:4', '768.0KiB', '75.0%']],
    ['by-count', ['glru_cache.py:9', '1,000', '66.7%']],
    ['modules', [FILE, '1.0MiB', '100.0%']],
  ] as const) {
    expect(await textsOf(view.getByTestId(id).locator('tbody tr')), id).toEqual([row]);
  }
  expect(JSON.parse(await copied(page, view, 'JSON'))).toEqual(STATS);
});

test('causes are a bar of shares and a table with the same colours', async ({ page }) => {
  const view = await show(page, 'highwater-report-causes', { rows: CAUSES });
  await expect(
    view.getByRole('img', {
      name: 'Live bytes by cause: cached values 75.0%, keys 12.5%, cache structure 6.3%, instances 0.0%, the rest 6.3%',
    }),
  ).toBeVisible();
  expect(await textsOf(view.getByTestId('cause'))).toEqual([
    ['cached values', '1.5KiB', '30', '75.0%'],
    ['keys', '250B', '20', '12.5%'],
    ['cache structure', '125B', '1', '6.3%'],
    ['instances', '0B', '0', '0.0%'],
    ['the rest', '125B', '9', '6.3%'],
  ]);
  expect(await textsOf(view.getByTestId('total'))).toEqual([['Total', '2.0KiB', '60', '100.0%']]);
  const fills = (rects: Locator) =>
    rects.evaluateAll((all) => all.map((rect) => getComputedStyle(rect).fill));
  const bar = await fills(view.locator('.stack rect'));
  expect(await fills(view.locator('.swatch rect'))).toEqual(bar);
  expect(new Set(bar).size).toBe(5);
  const whole = await view.locator('.stack').evaluate((svg) => svg.getBoundingClientRect().width);
  const widths = await view
    .locator('.stack rect')
    .evaluateAll((all) => all.map((rect) => (rect as SVGRectElement).width.baseVal.value));
  expect(widths.map((width) => Math.round((10_000 * width) / whole) / 100)).toEqual(
    CAUSES.rows.map(({ percent }) => percent),
  );
});

const VIEWS = {
  'highwater-report-table': { rows: TABLE },
  'highwater-report-tree': { root: program(40) },
  'highwater-report-summary': { rows: SUMMARY },
  'highwater-report-stats': { stats: STATS },
  'highwater-report-causes': { rows: CAUSES },
};

for (const [tag, properties] of Object.entries(VIEWS)) {
  test(`${tag} says that there is nothing yet`, async ({ page }) => {
    const view = await show(page, tag, {});
    await expect(view).toHaveText('There is no report yet.');
  });

  for (const [screen, width] of [
    ['desktop', 1280],
    ['phone', 320],
  ] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      test(`axe finds nothing in ${tag} on a ${screen}, ${scheme}`, async ({ page }) => {
        await page.setViewportSize({ width, height: 720 });
        await page.emulateMedia({ colorScheme: scheme });
        const view = await show(page, tag, properties);
        await page.evaluate(() => {
          document.documentElement.style.colorScheme = 'light dark';
        });
        await expect(view.getByRole('table').or(view.getByRole('tree')).first()).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`),
          ),
        ).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      });
    }
  }
}
