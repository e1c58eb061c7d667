/** The views of a report as rows, trees and pictures, each alone on a page. */

import type { Locator } from '@playwright/test';
import type {
  CauseRow,
  DifferenceRow,
  Rows,
  Stats,
  SummaryRow,
  TableRow,
} from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { copied, FILE, LINES, program, show } from './lib/report-view';
import { violations } from './lib/violations';

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

/** The texts of the cells of rows, without layout spaces. */
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

test('the table shows each location with its source, and totals', async ({ page }) => {
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

test('the table sorts by each column, in both directions, and announces it', async ({ page }) => {
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

test('the table is filtered by text and by expression, and explains an invalid one', async ({
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
    ['Filtered total', '', '', '768B', '18.8%', '1,000'],
  ]);
  await filter.fill('^g.*e$');
  await expect(view.getByText('None of 3 locations matches the filter.')).toBeVisible();
  await expect(view.getByRole('button', { name: 'Copy as CSV' })).toBeDisabled();
  await view.getByRole('checkbox', { name: 'Regular expression' }).check();
  await expect.poll(() => firstCells(view)).toEqual(['generate', 'generate']);
  await filter.fill('gen(');
  await expect(view.getByRole('alert')).toHaveText(
    '“gen(” is not a regular expression: unterminated group. Nothing is filtered.',
  );
  await expect(filter).toHaveAttribute('aria-invalid', 'true');
  await expect(view.getByTestId('row')).toHaveCount(3);
  await filter.fill('gen(e)');
  await expect(view.getByRole('alert')).toBeHidden();
  await expect(view.getByTestId('row')).toHaveCount(2);
});

test('the table copies its rows in their order', async ({ page }) => {
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

test('of thousands of rows the first are drawn, and all on request', async ({ page }) => {
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
  const columns = 'Function Location Change Share Before After Allocated Freed Allocations'.split(
    ' ',
  );
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
  // A callee's bytes are in several totals, so totals do not add up.
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

test('the statistics have totals, a histogram and the largest locations', async ({ page }) => {
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
  // The minimum is still visible.
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
  test(`${tag} has a message without a report`, async ({ page }) => {
    const view = await show(page, tag, {});
    await expect(view).toHaveText('No report yet.');
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
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      });
    }
  }
}
