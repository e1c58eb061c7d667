/** The page in a frame of another page. */

import { expect, test } from '../lib/fixtures';
import { Conversation } from './lib/embedding';

const SMALL = 'policies=class/unbounded,class/lru:3&ranges=40';

/** The visible sections of the playground, by name. */
const SHOWN = {
  full: [
    'Run',
    'Lesson',
    'Code',
    'Memory over calls',
    'Policies',
    'Values',
    'Results',
    'Challenge and tests',
    'Reports',
  ],
  plot: ['Run', 'Memory over calls', 'Values'],
  lesson: ['Lesson', 'Code', 'Run', 'Memory over calls'],
  tests: ['Challenge and tests'],
  flamegraph: ['Run', 'Reports'],
  table: ['Run', 'Reports'],
} as const;

for (const [view, sections] of Object.entries(SHOWN)) {
  test(`view=${view} shows its part and nothing around it`, async ({ page }) => {
    const host = await (await new Conversation(page).listen()).open(
      `?embed=1&view=${view}&${SMALL}`,
    );
    const within = page.frameLocator('iframe');
    const run = view === 'tests' ? 'Run tests' : 'Run';
    await expect(within.getByRole('button', { name: run, exact: true })).toBeEnabled();
    for (const section of SHOWN.full) {
      const shown = (sections as readonly string[]).includes(section);
      await expect(within.getByRole('region', { name: section, exact: true })).toBeVisible({
        visible: shown,
      });
    }
    await expect(within.locator('header, footer').filter({ visible: true })).toHaveCount(0);
    if (view === 'flamegraph' || view === 'table') {
      await expect(
        within.locator(`highwater-${view === 'table' ? 'report-table' : view}`),
      ).toBeVisible();
    }
    await expect(within.getByTestId('problems')).toHaveCount(0);
    await host.expectType('ready');
  });
}

test('the values of view depend on embedding', async ({ page }) => {
  await page.goto('./?view=plot');
  await expect(page.getByTestId('problems')).toContainText(
    'view: “plot” is not one of flamegraph, table, tree, summary, by-cause, stats',
  );
  await page.goto('./?embed=1&view=nothing');
  await expect(page.getByTestId('problems')).toContainText(
    '“nothing” is not one of full, lesson, plot, tests, flamegraph, table',
  );
  await page.goto(`./?embed=1&view=full,table&${SMALL}`);
  await expect(page.locator('highwater-report-table')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Policies', exact: true })).toBeVisible();
});

test('the frame reports its height, and then does not scroll', async ({ page }) => {
  const host = await (await new Conversation(page).listen()).open(`?embed=1&view=plot&${SMALL}`);
  await expect(page.frameLocator('iframe').locator('canvas').first()).toBeVisible();
  await expect(page.frameLocator('iframe').getByTestId('readout-row')).toHaveCount(2);
  const { height } = (await host.expectType('resize')).detail;
  await page.locator('iframe').evaluate((frame, height) => {
    frame.style.blockSize = `${height}px`;
  }, height);
  const fits = () =>
    host.frame.evaluate(
      () => document.documentElement.scrollHeight <= document.documentElement.clientHeight,
    );
  await expect.poll(fits).toBe(true);
  expect((await host.ofType('resize')).at(-1)?.detail).toEqual({ height });
});

test('requests are carried out and answered with their id, and results are reported', async ({
  page,
}) => {
  const host = await (await new Conversation(page).listen()).open(`?embed=1&view=plot&${SMALL}`);
  await host.expectType('ready');
  await host.send({
    highwater: 1,
    type: 'set',
    id: 7,
    attributes: { policies: 'class/unbounded', limit: '1KB', ranges: 'none', theme: 'dark' },
  });
  const set = await host.expectAnswer(7);
  expect(set.detail.to).toBe('set');
  await host.send({ highwater: 1, type: 'set', id: 8, attributes: { ranges: '30' } });
  expect((await host.expectAnswer(8)).detail).toEqual({
    to: 'set',
    attributes: {
      policies: 'class/unbounded',
      ranges: '30',
      limit: '1KB',
      theme: 'dark',
      embed: '1',
      view: 'plot',
    },
    problems: [],
  });
  await host.send({ highwater: 1, type: 'run', id: 'run' });
  const ran = await host.expectAnswer('run');
  expect(
    ran.detail.results.map((result: { policy: string; ranges: number[]; outcome: string }) => [
      result.policy,
      result.ranges,
      result.outcome,
    ]),
  ).toEqual([['class/unbounded', [30], 'completed']]);
  expect((await host.ofType('result')).map(({ detail }) => detail)).toEqual(ran.detail.results);
  await host.send({ highwater: 1, type: 'stop' });
  expect((await host.expectAnswer(null)).detail).toEqual({ to: 'stop' });
  // Every message has the protocol version.
  expect((await host.told()).every(({ highwater }) => highwater === 1)).toBe(true);
});

test('invalid messages, and messages from other windows, are ignored', async ({ page }) => {
  const host = await (await new Conversation(page).listen()).open(`?embed=1&${SMALL}`);
  await host.expectType('ready');
  const malformed = [
    null,
    'run',
    7,
    [],
    { type: 'run' },
    { highwater: 2, type: 'run' },
    { highwater: '1', type: 'run' },
    { highwater: 1 },
    { highwater: 1, type: 'explode' },
    { highwater: 1, type: 'run', id: {} },
    { highwater: 1, type: 'set' },
    { highwater: 1, type: 'set', attributes: 'ranges=1' },
    { highwater: 1, type: 'set', attributes: { onclick: 'alert(1)' } },
    { highwater: 1, type: 'set', attributes: { embed: '0' } },
    { highwater: 1, type: 'set', attributes: { ranges: 9, limit: '1KB' } },
  ];
  for (const message of malformed) await host.send(message);
  // Messages of the page's own window are not the parent's.
  await host.frame.evaluate(() => postMessage({ highwater: 1, type: 'run', id: 'own' }, '*'));
  await host.send({ highwater: 1, type: 'set', id: 'last', attributes: {} });
  const { detail } = await host.expectAnswer('last');
  expect(detail.attributes).toMatchObject({
    policies: 'class/unbounded,class/lru:3',
    ranges: '40',
  });
  expect(await host.ofType('answer')).toHaveLength(1);
  expect(await host.ofType('result')).toHaveLength(0);
});

test('nothing heavy is loaded before the frame is visible', async ({ page }) => {
  const modules: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) modules.push(request.url());
  });
  const host = await (await new Conversation(page).listen()).open(`?embed=1&view=plot&${SMALL}`, {
    before: '<div style="block-size: 6000px"></div>',
  });
  await host.expectType('ready');
  // The answer proves that everything before it has been handled.
  await host.send({ highwater: 1, type: 'set', id: 1, attributes: { limit: '2MB' } });
  expect((await host.expectAnswer(1)).detail.attributes).toMatchObject({ limit: '2MB' });
  expect(modules).toEqual([]);
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await expect(page.frameLocator('iframe').locator('canvas').first()).toBeVisible();
  expect(modules).toHaveLength(2);
  await expect(page.frameLocator('iframe').getByTestId('plot-caption')).toContainText('small run');
});

test('with autorun=0 it waits for its button, by keyboard too', async ({ page }) => {
  const modules: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) modules.push(request.url());
  });
  const host = await (await new Conversation(page).listen()).open(
    `?embed=1&view=plot&autorun=0&${SMALL}`,
  );
  await host.expectType('ready');
  const start = page.frameLocator('iframe').getByRole('button', { name: 'Start' });
  await expect(start).toBeInViewport();
  expect(modules).toEqual([]);
  await start.focus();
  await page.keyboard.press('Enter');
  await expect(page.frameLocator('iframe').locator('canvas').first()).toBeVisible();
  await expect(start).toHaveCount(0);
});

test('with autorun=1 it runs when visible', async ({ page }) => {
  const host = await (await new Conversation(page).listen()).open(
    `?embed=1&view=plot&autorun=1&policies=class/lru:3&ranges=30`,
  );
  const { detail } = await host.expectType('result');
  expect([detail.policy, detail.ranges, detail.outcome]).toEqual([
    'class/lru:3',
    [30],
    'completed',
  ]);
});

test('a request to run starts a waiting frame', async ({ page }) => {
  const host = await (await new Conversation(page).listen()).open(
    `?embed=1&view=plot&autorun=0&policies=class/lru:3&ranges=30`,
  );
  await host.expectType('ready');
  await host.send({ highwater: 1, type: 'run', id: 1 });
  expect((await host.expectAnswer(1)).detail.results).toHaveLength(1);
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Start' })).toHaveCount(0);
});
