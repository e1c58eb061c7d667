/** The exercise's unit tests on the page: the panel, and the element's API. */

import type { Locator, Page } from '@playwright/test';
import type { TestEventDetail, TestProgress } from '../../web/src/model/test-report';
import { expect, test } from '../lib/fixtures';
import { test as exerciseTest } from './lib/exercise-run';
import { MEMORY, POLICIES } from './lib/expected';
import { Playground, type PlaygroundElement } from './lib/playground';
import { violations } from './lib/violations';

const NAMES = [
  'test_memory_of_the_comparison',
  'test_inc_0_gives_the_factorials',
  'test_inc_5_is_added_at_every_step',
  'test_last_digits_of_one_instance',
  'test_last_digits_of_first_results',
  'test_last_digits_of_several_instances',
];

/** The panel, by the names of its parts. */
class TestsPanel {
  readonly root: Locator;
  readonly policy: Locator;
  readonly limit: Locator;
  readonly run: Locator;
  readonly stop: Locator;
  readonly rows: Locator;
  readonly failures: Locator;
  readonly summary: Locator;
  readonly status: Locator;

  constructor(playground: Playground) {
    const root = playground.root.locator('highwater-tests-panel');
    this.root = root;
    this.policy = root.getByLabel('Policy');
    this.limit = root.getByLabel('Memory limit', { exact: true });
    this.run = root.getByRole('button', { name: 'Run tests' });
    this.stop = root.getByRole('button', { name: 'Stop tests' });
    this.rows = root.getByTestId('test-row');
    this.failures = root.getByTestId('test-failure');
    this.summary = root.getByTestId('test-summary');
    this.status = root.getByTestId('test-status');
  }
}

async function open(page: Page, query: string): Promise<[Playground, TestsPanel]> {
  const playground = await new Playground(page).open(query);
  return [playground, new TestsPanel(playground)];
}

test('the bug fails only the memory test, and the message names the line that returns @phone', async ({
  page,
}) => {
  const [, panel] = await open(page, '?policies=class/unbounded&preview=0');
  await expect(panel.root.getByTestId('tests-empty')).toContainText('6 unit tests');
  await panel.run.click();
  await expect(panel.summary).toHaveText(
    /^\s*1 failed, 5 passed in .*, highest peak 571\.0MiB\s*$/,
    {
      timeout: 60_000,
    },
  );
  await expect(panel.summary).toHaveClass(/failed/);
  await expect(panel.status).toHaveText(/^class\/unbounded: 1 failed, 5 passed/);
  await expect(panel.rows.getByRole('rowheader')).toHaveText(
    NAMES.map((name) => `tests/test_exercise_3.py::${name}`),
  );
  await expect(panel.rows.locator('.verdict')).toHaveText(['FAILED', ...Array(5).fill('PASSED')]);
  await expect(panel.rows.locator('.share')).toHaveText([
    '[ 16%]',
    '[ 33%]',
    '[ 50%]',
    '[ 66%]',
    '[ 83%]',
    '[100%]',
  ]);
  await expect(panel.failures).toHaveCount(1);
  const message = await panel.failures.locator('pre').textContent();
  expect(message?.split('\n').slice(0, 6)).toEqual([
    'The high-water mark is above the memory limit.',
    'Limit      200 MB (= 200 × 1024² bytes = 209,715,200 B)',
    'Allocated  571.0MiB (598,722,544 B) live at call 2,497,000',
    'Largest locations at that instant:',
    '  543.4MiB  factorial_plus lru_cache.py:11',
    '              return n * self.factorial_plus(n - 1) + self.inc if n > 1 else 1 + self.inc',
  ]);
});

exerciseTest(
  'each of the three solutions passes, and the runs of the page are the evidence',
  async ({ exercise }) => {
    const { page, playground } = exercise;
    // Another test may have repeated the page's runs: the times are those of the last.
    const results = await playground.results();
    const panel = new TestsPanel(playground);
    for (const policy of POLICIES.slice(1)) {
      await panel.policy.selectOption(policy);
      await panel.run.click();
      await expect(panel.status).toHaveText(new RegExp(`^${policy}: 6 passed`));
      await expect(panel.failures).toHaveCount(0);
    }
    const told = page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const calls: number[] = [];
          const heard = (event: Event) => {
            const { name, calls: made } = (event as CustomEvent<TestProgress>).detail;
            if (name.includes('memory')) calls.push(made);
          };
          document.addEventListener('highwater-test-progress', heard);
          document.addEventListener('highwater-test', () => resolve(calls), { once: true });
        }),
    );
    const report = await playground.root.evaluate((element) =>
      (element as PlaygroundElement).test('instance/unbounded/gc', { limit: '70MB' }),
    );
    // Nothing was run for it: the page's run is reused.
    expect(await told).toEqual([0, 2_497_000]);
    expect(report.tests[0]).toEqual({
      name: NAMES[0],
      passed: true,
      message: null,
      durationMs: results.find(({ policy }) => policy === 'instance/unbounded/gc')?.durationMs,
      peakLive: MEMORY['instance/unbounded/gc'].peakLive,
    });
    expect(await playground.results()).toEqual(results);
    await playground.root.evaluate((element) => {
      const selected = element.shadowRoot?.querySelector('highwater-results-table [data-selected]');
      (selected as HTMLElement | null)?.click();
    });
  },
);

test('a script receives the documented answer and events', async ({ page }) => {
  const [playground] = await open(page, '?policies=class/unbounded&ranges=60&preview=0');
  const { report, event, progress } = await playground.root.evaluate(async (element) => {
    const progress: TestProgress[] = [];
    document.addEventListener('highwater-test-progress', (event) => {
      progress.push((event as CustomEvent<TestProgress>).detail);
    });
    const event = new Promise<TestEventDetail>((resolve) => {
      document.addEventListener('highwater-test', (event) => {
        resolve((event as CustomEvent<TestEventDetail>).detail);
      });
    });
    const report = await (element as PlaygroundElement).test('class/lru:2/refcount', {
      limit: 6000,
      ranges: '50, 60',
    });
    return { report, event: await event, progress };
  });
  expect(report).toEqual({
    passed: 6,
    failed: 0,
    tests: NAMES.map((name) => ({
      name,
      passed: true,
      message: null,
      durationMs: expect.any(Number),
      peakLive: expect.any(Number),
    })),
  });
  // Bytes are the engine's own, and the same on every machine.
  expect(report.tests.map(({ peakLive }) => peakLive)).toEqual(PEAKS_OF_LRU_2);
  expect(event).toEqual({ policy: 'class/lru:2', ranges: [50, 60], limit: 6000, ...report });
  const ended = progress.filter(({ outcome }) => outcome !== null);
  expect(ended.map(({ name, index, count }) => [name, index, count])).toEqual(
    NAMES.map((name, index) => [name, index + 1, 6]),
  );
  expect(ended.map(({ outcome }) => outcome)).toEqual(report.tests);
  expect(progress[0]).toEqual({
    policy: 'class/lru:2',
    name: NAMES[0],
    index: 1,
    count: 6,
    calls: 0,
    plannedCalls: 50 * 98 + 60 * 118,
    outcome: null,
  });
});

const PEAKS_OF_LRU_2 = [352, 1844, 216, 248, 280, 304];

test('a policy whose run ends in an error fails with the error', async ({ page }) => {
  const [playground, panel] = await open(page, '?policies=class/lru:0&ranges=600&preview=0');
  await panel.run.click();
  await expect(panel.failures.locator('pre')).toHaveText(
    /^RecursionError: maximum recursion depth exceeded in factorial_plus\(497\).*\nIt ended at call 123,754, with a peak of 1\.4KiB\.$/,
  );
  await expect(panel.summary).toHaveText(/1 failed, 5 passed/);
  expect(await playground.results()).toEqual([]);
});

test('invalid tests are refused with a message', async ({ page }) => {
  const [playground] = await open(page, '?policies=class/unbounded&ranges=20&preview=0');
  const refusals = await playground.root.evaluate(async (element) => {
    const { test } = element as PlaygroundElement;
    const refused = (...options: Parameters<PlaygroundElement['test']>) =>
      test.apply(element as PlaygroundElement, options).then(
        () => 'answered',
        (error: Error) => error.message,
      );
    return [
      await refused('klass/unbounded'),
      await refused('class/lru:1', { limit: 'small' }),
      await refused('class/lru:1', { ranges: '0' }),
      await refused('class/lru:1', { signal: AbortSignal.abort(new Error('not now')) }),
    ];
  });
  expect(refusals[0]).toContain('allowed');
  expect(refusals[1]).toContain('“small” is not a size');
  expect(refusals[2]).toContain('range “0”');
  expect(refusals[3]).toBe('not now');
});

test('tests are stopped by their signal and by the button, and can be run again', async ({
  page,
}) => {
  const [playground, panel] = await open(page, '?policies=class/unbounded&preview=0');
  const stopped = await playground.root.evaluate(async (element) => {
    const abort = new AbortController();
    // As soon as the run has progressed.
    document.addEventListener('highwater-test-progress', (event) => {
      if ((event as CustomEvent<TestProgress>).detail.calls > 0) abort.abort(new Error('enough'));
    });
    const { signal } = abort;
    return (element as PlaygroundElement).test('class/unbounded', { signal }).then(
      () => 'answered',
      (error: Error) => error.message,
    );
  });
  expect(stopped).toBe('enough');
  await expect(panel.summary).toHaveText(/Stopped after 0 of 6 tests/);

  await panel.run.click();
  await expect(panel.root.getByRole('progressbar')).toBeVisible();
  await expect(panel.run).toBeDisabled();
  await panel.stop.click();
  await expect(panel.summary).toHaveText(/Stopped after 0 of 6 tests/);
  await expect(panel.status).toHaveText('The tests were stopped');

  await playground.ranges.fill('30');
  await playground.ranges.press('Enter');
  await panel.run.click();
  await expect(panel.summary).toHaveText(/6 passed/);
});

test('tests wait for the runs of the page and leave them unchanged', async ({ page }) => {
  const [playground] = await open(
    page,
    '?policies=class/lru:5,class/unbounded&ranges=200&preview=0',
  );
  const order = await playground.root.evaluate(async (element) => {
    const order: string[] = [];
    const playground = element as PlaygroundElement;
    playground.addEventListener('highwater-result', (event) => {
      order.push((event as CustomEvent<{ policy: string }>).detail.policy);
    });
    const running = playground.run();
    const testing = [playground.test('class/lru:5'), playground.test('instance/unbounded')];
    for (const test of testing) test.then(({ passed }) => order.push(`${passed} passed`));
    const [results] = await Promise.all([running, ...testing]);
    return [...order, results.length];
  });
  expect(order).toEqual(['class/lru:5', 'class/unbounded', '6 passed', '6 passed', 2]);
});

test('the panel works by keyboard alone, and the report is copied as text', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const [, panel] = await open(page, '?policies=class/unbounded,class/lru:3&ranges=60&preview=0');
  await panel.policy.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(panel.limit).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('10 B');
  await page.keyboard.press('Enter');
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Tab');
  await expect(panel.run).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.summary).toHaveText(/1 failed, 5 passed/);
  await panel.root.getByRole('button', { name: 'Copy as text' }).focus();
  await page.keyboard.press('Enter');
  await expect(panel.root.getByText('Copied as text')).toBeVisible();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines[0]).toContain(' class/lru:3, ranges 60, memory limit 10 B ');
  expect(lines.slice(1, 7).map((line) => line.split(' ').slice(0, 2))).toEqual(
    NAMES.map((name, index) => [
      `tests/test_exercise_3.py::${name}`,
      index === 0 ? 'FAILED' : 'PASSED',
    ]),
  );
  expect(lines.at(-2)).toContain(' 1 failed, 5 passed in ');
});

test('the file of the tests is shown with the limit in it', async ({ page }) => {
  const [, panel] = await open(page, '?policies=class/lru:3&ranges=60&preview=0');
  await panel.root.getByText('Show tests/test_exercise_3.py').click();
  const code = panel.root.locator('.source code');
  await expect(code).toContainText('@pytest.mark.limit_memory("200 MB")\ndef test_memory');
  await panel.limit.fill('70MB');
  await panel.limit.press('Enter');
  await expect(code).toContainText('@pytest.mark.limit_memory("70 MB")');
});

for (const [width, theme] of [
  [1280, 'light'],
  [390, 'dark'],
] as const) {
  test(`axe finds nothing at ${width} pixels in the ${theme} theme`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const [playground, panel] = await open(
      page,
      `?policies=class/unbounded,none/unbounded&ranges=60&theme=${theme}&challenge=under-1mb&preview=0`,
    );
    const found = () => violations(page, { within: 'highwater-playground' });
    expect(await found(), 'before').toEqual([]);
    await playground.root.evaluate((element) =>
      (element as PlaygroundElement).test('class/unbounded', { limit: 100 }),
    );
    await panel.root.getByText('Show tests/test_exercise_3.py').click();
    await expect(panel.failures).toHaveCount(1);
    expect(await found(), 'with a failure').toEqual([]);
    // A run that takes longer than axe.
    await playground.ranges.fill('990');
    await playground.ranges.press('Enter');
    await panel.policy.selectOption('none/unbounded');
    await panel.run.click();
    await expect(panel.root.getByRole('progressbar')).toBeVisible();
    expect(await found(), 'while it runs').toEqual([]);
    await panel.stop.click();
    await expect(panel.summary).toHaveText(/Stopped/);
    expect(await found(), 'stopped').toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}
