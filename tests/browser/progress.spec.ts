/** Progress and stopping of a run. */

import { expect, test } from '../lib/fixtures';
import { hold } from './lib/held-requests';
import { Playground, type PlaygroundElement } from './lib/playground';

/** A run that takes minutes and little memory, followed by a very short one. */
const SLOW = 'none/unbounded';
const QUICK = 'class/lru:2';
const QUERY = `?policies=${SLOW},${QUICK}&ranges=990,20&preview=0`;

/** Each of `n` calls of the plain recursion makes one more for each number down to 1. */
const plainCalls = (n: number) => n * (1 + (n * (n - 1)) / 2);
const PLANNED = plainCalls(990) + plainCalls(20);

test('a bar shows the calls done, the rate and the time left, and Stop is available', async ({
  page,
}) => {
  const playground = await new Playground(page).open(QUERY);
  await expect(playground.stop).toBeDisabled();
  await playground.run.click();
  await expect(playground.status).toHaveText(`Running ${SLOW}, 1 of 2`);
  await expect(playground.run).toBeDisabled();
  await expect(playground.stop).toBeEnabled();
  await expect(playground.ranges).toBeDisabled();
  await expect(playground.limit).toBeDisabled();
  await expect(playground.add).toBeDisabled();
  await expect(playground.state(QUICK)).toHaveText('Waiting');

  const bar = playground.card(SLOW).getByRole('progressbar', { name: `${SLOW}: calls made` });
  await expect(bar).toHaveAttribute('max', String(PLANNED));
  const done = () => bar.evaluate((progress) => (progress as HTMLProgressElement).value);
  await expect.poll(done).toBeGreaterThan(0);
  const earlier = await done();
  await expect.poll(done).toBeGreaterThan(earlier);
  await expect(playground.state(SLOW)).toHaveText(
    /^\s*[\d.]+[KM] of 485M calls\s*[\d.]+[KM]\/s\s*(\d+ min )?\d+ s left\s*$/,
  );
  // The axis is complete from the start: its end is the planned end of the run.
  await expect(playground.plot).toHaveAttribute('aria-valuemax', String(PLANNED));
  await expect(playground.canvas).toBeVisible();
  await expect(playground.instant).toHaveText('So far');
  await playground.stop.click();
  await playground.ended();
});

test('Stop ends the run at once, keeps its numbers, and Run works again', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.run.click();
  const bar = playground.card(SLOW).getByRole('progressbar');
  await expect
    .poll(() => bar.evaluate((progress) => (progress as HTMLProgressElement).value))
    .toBeGreaterThan(0);
  expect(page.workers()).toHaveLength(2);
  await playground.stop.click();

  const results = await playground.ended();
  // The engine is terminated; the inspector stays, to answer queries.
  await expect
    .poll(() => page.workers().map((worker) => worker.url()))
    .toEqual([expect.stringContaining('/inspector-worker-')]);
  await expect(playground.status).toHaveText(`Stopped during ${SLOW}`);
  expect(results.map(({ policy, outcome, error }) => ({ policy, outcome, error }))).toEqual([
    { policy: SLOW, outcome: 'stopped', error: null },
  ]);
  const [stopped] = results;
  expect(stopped?.calls).toBeGreaterThan(0);
  expect(stopped?.calls).toBeLessThan(PLANNED);
  expect(stopped?.memory.peakLive).toBeGreaterThan(0);
  expect(stopped?.durationMs).toBeGreaterThan(0);
  const at = stopped?.calls.toLocaleString('en-US');
  await expect(playground.state(SLOW)).toHaveText(`Stopped at call ${at}`);
  await expect(playground.verdict(SLOW)).toContainText(`stopped at call ${at}`);
  await expect(playground.plot).toHaveAttribute('aria-valuemax', String(stopped?.calls));
  await expect(playground.state(QUICK)).toHaveText('Not run yet');
  await expect(playground.row(QUICK)).toContainText('Not run yet');

  await playground.ranges.fill('20');
  await playground.ranges.press('Enter');
  const again = await playground.runToEnd();
  expect(again.map(({ policy, outcome }) => [policy, outcome])).toEqual([
    [SLOW, 'completed'],
    [QUICK, 'completed'],
  ]);
  expect(again[0]?.calls).toBe(plainCalls(20));
  await expect(playground.verdict(SLOW)).toHaveText('Pass');
});

test('events report the progress and the results of a run', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  // At the document, which only bubbling events that cross shadow roots reach.
  const events = await page.evaluateHandle(() => {
    const seen: { type: string; target: string; detail: Record<string, unknown> }[] = [];
    for (const type of ['highwater-progress', 'highwater-result']) {
      document.addEventListener(type, (event) => {
        const target = (event.target as Element).localName;
        seen.push({ type, target, detail: (event as CustomEvent).detail });
      });
    }
    return seen;
  });
  const seen = () => events.jsonValue();
  await playground.run.click();
  await expect.poll(async () => (await seen()).length).toBeGreaterThan(3);
  await playground.stop.click();
  await playground.ended();

  const all = await seen();
  expect(new Set(all.map(({ target }) => target))).toEqual(new Set(['highwater-playground']));
  expect(all.map(({ type }) => type)).toEqual([
    ...Array(all.length - 1).fill('highwater-progress'),
    'highwater-result',
  ]);
  const progress = all.slice(0, -1).map(({ detail }) => detail);
  for (const detail of progress) {
    expect(detail).toEqual({
      policy: SLOW,
      calls: expect.any(Number),
      plannedCalls: PLANNED,
      rate: expect.any(Number),
      elapsedMs: expect.any(Number),
      remainingMs: expect.any(Number),
    });
  }
  const calls = progress.map((detail) => Number(detail.calls));
  expect(calls).toEqual([...new Set(calls)].sort((a, b) => a - b));
  expect(all.at(-1)?.detail).toEqual((await playground.results())[0]);
});

test('a run is made in a worker, and the page stays responsive', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.run.click();
  await expect(playground.canvas).toBeVisible();
  const workers = page.workers().map((worker) => worker.url());
  expect(workers.sort()).toEqual([
    expect.stringMatching(/\/assets\/engine-worker-[^/]*\.js$/),
    expect.stringMatching(/\/assets\/inspector-worker-[^/]*\.js$/),
  ]);

  await playground.plot.focus();
  await page.keyboard.press('Home');
  await expect(playground.plot).toHaveAttribute('aria-valuetext', /^call 0; none\/unbounded /);
  await expect(playground.instant).toHaveText('At call 0');
  await page.keyboard.press('Escape');
  await expect(playground.instant).toHaveText('So far');
  const log = playground.root.getByRole('button', { name: 'Log', exact: true });
  await log.click();
  await expect(log).toHaveAttribute('aria-pressed', 'true');
  await page.getByLabel('Theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await playground.card(QUICK).getByRole('button', { name: QUICK, exact: true }).click();
  await expect(playground.row(QUICK)).toHaveAttribute('data-selected');

  await expect(playground.state(SLOW)).toContainText('left');
  await playground.stop.click();
  await playground.ended();
});

test('a stop right after the call of run() is not lost', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const outcomes = await playground.root.evaluate(async (element) => {
    const host = element as PlaygroundElement;
    const running = host.run();
    host.stop();
    return (await running).map(({ outcome }) => outcome);
  });
  expect(outcomes).toEqual([]);
  await expect(playground.run).toBeEnabled();
  expect(page.workers()).toEqual([]);
});

for (const name of ['engine', 'inspector'] as const) {
  test(`a policy is stopped before the ${name} is loaded`, async ({ page }) => {
    // The run is stopped before the worker's script is loaded.
    const release = await hold(page, `**/${name}-worker-*.js`);
    const playground = await new Playground(page).open(QUERY);
    await playground.run.click();
    await expect(playground.status).toHaveText(`Running ${SLOW}, 1 of 2`);
    await playground.stop.click();
    const results = await playground.ended();
    release();
    expect(results.map(({ outcome, calls }) => ({ outcome, calls }))).toEqual([
      { outcome: 'stopped', calls: 0 },
    ]);
    await expect(playground.verdict(SLOW)).toContainText('stopped at call 0');
    await expect(playground.plot).toContainText('The runs ended before their first values.');
  });
}

test.describe('without tracing', () => {
  test('a run shows its progress, and has its counts when stopped', async ({ page }) => {
    const playground = await new Playground(page).open(`${QUERY}&traced=0`);
    const first = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          document.addEventListener('highwater-progress', (event) => {
            resolve((event as CustomEvent<{ calls: number }>).detail.calls);
          });
        }),
    );
    await playground.run.click();
    expect(await first).toBeGreaterThan(0);
    await playground.stop.click();
    const [stopped] = await playground.ended();
    expect(stopped).toMatchObject({ policy: SLOW, ranges: [990, 20], traced: false });
    expect(stopped?.calls).toBeGreaterThan(0);
    expect(stopped?.memory.linear).toBeGreaterThan(0);
    // Bytes are counted only at the end, which was not reached.
    for (const column of ['Peak live', 'End live', 'Allocations']) {
      await expect(playground.cell(SLOW, column)).toHaveText('–');
    }
    await expect(playground.readout(SLOW)).toContainText('Not traced');
  });

  test('a completed run has the same numbers, and no curve of live bytes', async ({ page }) => {
    const query = '?policies=class/lru:3,class/unbounded&ranges=200&preview=0';
    const playground = await new Playground(page).open(query);
    const traced = await playground.runToEnd();
    await playground.open(`${query}&traced=0`);
    const untraced = await playground.runToEnd();
    expect(untraced).toEqual(
      traced.map((result) => ({
        ...result,
        memory: { ...result.memory, peakCall: null },
        durationMs: expect.any(Number),
        traced: false,
      })),
    );
    await expect(playground.readout('class/unbounded')).not.toContainText('Not traced');
    await playground.plot.press('ArrowLeft');
    await expect(playground.readout('class/unbounded')).toContainText('Not traced');
    await expect(playground.plot).toHaveAttribute(
      'aria-valuetext',
      /; class\/unbounded [\d.]+MiB linear memory$/,
    );
    const data = playground.root.locator('highwater-plot-data');
    await data.getByText('Show the data of the plots').click();
    const rows = data.getByRole('row');
    await expect(rows.nth(12).getByRole('cell').first()).toHaveText('–');
    await expect(rows.last().getByRole('cell').last()).toHaveText(/^\s*[\d.]+MiB live\s*$/);
  });
});
