/** Workers that end without a word, as when the browser is short of memory. */

import { expect, test } from '../lib/fixtures';
import { Conversation } from './lib/embedding';
import { Flamegraph, TREE } from './lib/flamegraph';
import { Playground, type PlaygroundElement } from './lib/playground';
import { PythonPage } from './lib/python';
import { endWorker, listWorkers, untilCalls } from './lib/workers';

/** Milliseconds in which the page notices. */
const NOTICED = 3000;

const LONG = 'class/unbounded';
const QUERY = `?policies=${LONG},class/lru:3&ranges=1000&preview=0`;

const ended = (name: string) =>
  `the ${name} ended without a message: the browser may be short of memory`;

/** Allocates and then computes for ever. */
const ENDLESS = `
kept = [str(number) for number in range(50_000)]
print("begun")
while True:
    pass
`;

test.beforeEach(({ page }) => listWorkers(page));

test('the engine’s fails its run alone, with its reports up to there', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const progress = untilCalls(page, 1);
  await playground.run.click();
  await progress;
  await endWorker(page, 'engine-worker');
  await expect(playground.status).not.toHaveText(/, 1 of 2$/, { timeout: NOTICED });
  const [failed, next] = await playground.ended();
  expect(failed).toMatchObject({ policy: LONG, outcome: 'failed', error: ended('engine') });
  expect(failed?.calls).toBeGreaterThan(0);
  expect(next).toMatchObject({ outcome: 'completed', error: null });
  await expect(playground.state(LONG)).toContainText(`Failed: ${ended('engine')}`);
  const table = await playground.report(LONG, { kind: 'table' });
  expect(table).toMatchObject({ kind: 'table', bytes: failed?.memory.peakLive });
  const again = await playground.runToEnd();
  expect(again.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
});

test('the inspector’s during a run fails it, and the element runs again', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const progress = untilCalls(page, 1);
  await playground.run.click();
  await progress;
  await endWorker(page, 'inspector-worker');
  await expect(playground.status).not.toHaveText(/, 1 of 2$/, { timeout: NOTICED });
  const [failed, next] = await playground.ended();
  expect(failed).toMatchObject({ outcome: 'failed', error: ended('inspector') });
  expect(failed?.calls).toBeGreaterThan(0);
  expect(next).toMatchObject({ outcome: 'completed', error: null });
  // The engine of the failed run has been ended too.
  await expect.poll(() => page.workers().length).toBe(1);
  const again = await playground.runToEnd();
  expect(again.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
});

test('Stop ends a run whose inspector has just ended', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const progress = untilCalls(page, 1);
  await playground.run.click();
  await progress;
  await endWorker(page, 'inspector-worker', true);
  await expect(playground.run).toBeEnabled({ timeout: NOTICED });
  expect((await playground.results()).map(({ outcome }) => outcome)).toEqual(['stopped']);
  const again = await playground.runToEnd();
  expect(again.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
});

test('the inspector’s after a run is the reason why its reports are gone', async ({ page }) => {
  const playground = await new Playground(page).open(`?policies=${LONG}&ranges=60&preview=0`);
  const results = await playground.runToEnd();
  await endWorker(page, 'inspector-worker');
  await expect
    .poll(() => playground.report(LONG, { kind: 'table' }).catch(String), { timeout: NOTICED })
    .toContain(ended('inspector'));
  expect(await playground.results()).toEqual(results);
  const [again] = await playground.runToEnd();
  expect(await playground.report(LONG, { kind: 'table' })).toMatchObject({
    bytes: again?.memory.peakLive,
  });
});

test('one that closes itself is noticed as well', async ({ page }) => {
  await page.route('**/inspector-worker-*.js', async (route) => {
    const response = await route.fetch();
    const body = `setTimeout(() => self.close(), 300);\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  const playground = await new Playground(page).open(QUERY);
  const [failed] = await playground.runToEnd();
  expect(failed).toMatchObject({ outcome: 'failed', error: ended('inspector') });
});

test('the worker of unit tests ends them with the reason', async ({ page }) => {
  await page.route('**/unit-test-worker-*.js', async (route) => {
    const response = await route.fetch();
    const body = `self.postMessage = () => self.close();\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  const playground = await new Playground(page).open('?policies=class/lru:3&ranges=60&preview=0');
  const tested = playground.root.evaluate((element) =>
    (element as PlaygroundElement).test('class/lru:3').then(String, String),
  );
  expect(await tested).toContain(ended('engine'));
});

test.describe('without locks', () => {
  // Its workers have URLs with the origin null, and one of them can no longer be read.
  test.use({
    allowedProblems:
      /^request to another host: blob:null|^console: Fetch API cannot load blob:null/,
  });

  test('an end is noticed in a frame that allows scripts alone', async ({ page }) => {
    const host = await (await new Conversation(page).listen()).open(
      `?embed=1&view=plot&policies=${LONG}&ranges=1000&preview=0`,
      { attributes: 'sandbox="allow-scripts"', file: 'highwater.html' },
    );
    await host.expectType('ready');
    const lock = () =>
      navigator.locks
        .request('any', () => '')
        .then(
          () => 'granted',
          () => 'refused',
        );
    expect(await host.frame.evaluate(lock)).toBe('refused');
    const progress = untilCalls(host.frame, 1);
    await host.send({ highwater: 1, type: 'run', id: 1 });
    await progress;
    // The inspector's is the latest.
    await endWorker(host.frame, 'blob:');
    const { detail } = await host.expectAnswer(1);
    expect(detail.results).toMatchObject([{ outcome: 'failed', error: ended('inspector') }]);
    await host.send({ highwater: 1, type: 'run', id: 2 });
    const again = await host.expectAnswer(2);
    expect(again.detail.results).toMatchObject([{ outcome: 'completed', error: null }]);
  });
});

test('the worker of patterns is replaced for the next search', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE);
  await graph.search.fill('^none$');
  await expect(graph.found).toContainText('0 frames match');
  await endWorker(page, 'pattern-worker');
  await expect(async () => {
    await graph.search.fill('^nothing$');
    await expect(graph.found).toContainText('0 frames match', { timeout: 500 });
    await graph.search.fill('^.');
    await expect(graph.found).toContainText(/[1-9]\d* frames match/, { timeout: 500 });
  }).toPass({ timeout: NOTICED });
});

test.describe('the interpreter', () => {
  test('fails its run with words, output and reports, and runs again', async ({ page }) => {
    const python = await new PythonPage(page).open();
    await python.write(ENDLESS);
    await python.run.click();
    await expect(python.output).toHaveText('begun');
    await endWorker(page, 'python-worker');
    const failure = python.root.getByTestId('run-failure');
    await expect(failure).toContainText(`The run failed: ${ended('interpreter')}.`, {
      timeout: NOTICED,
    });
    const [failed] = await python.results();
    expect(failed).toMatchObject({ outcome: 'failed', stdout: 'begun\n' });
    expect(failed?.calls).toBeGreaterThan(50_000);
    expect((await python.table()).bytes).toBe(failed?.memory.peakLive);
    await failure.getByRole('button', { name: 'Try again' }).click();
    await expect(python.output).toHaveText('begun');
    await expect(failure).toHaveCount(0);
    await python.stop.click();
    await expect(python.run).toBeEnabled();
    expect(await python.results()).toMatchObject([{ outcome: 'stopped', error: null }]);
  });

  test('is not taken for ended in a single step of several seconds', async ({ page }) => {
    const python = await new PythonPage(page).open();
    await python.write(`
import itertools
print("begun")
0 in itertools.repeat(1)
`);
    await python.run.click();
    await expect(python.output).toHaveText('begun');
    // Longer than it takes to notice an end: the limit itself is tested.
    await page.waitForTimeout(2 * NOTICED);
    await expect(python.stop).toBeEnabled();
    await python.stop.click();
    await expect(python.run).toBeEnabled();
    expect(await python.results()).toMatchObject([{ outcome: 'stopped', error: null }]);
  });
});

test.describe('a download that is never answered', () => {
  /** Milliseconds without data after which it is given up. */
  const SILENCE = 30_000;

  test.use({ allowedProblems: /^console: Failed to load resource/ });
  test.beforeEach(({ page }) => page.clock.install());

  test('of the engine is shown, given up and tried again', async ({ page }) => {
    await page.route('**/highwater_engine*.wasm', () => undefined);
    const playground = new Playground(page);
    await page.goto(`./?policies=${LONG}&ranges=60&preview=0`);
    await page.clock.runFor(2000);
    await expect(playground.status).toHaveText('Fetching the engine…');
    const alert = playground.root.getByRole('alert');
    await expect(async () => {
      await page.clock.runFor(SILENCE);
      await expect(alert).toContainText('no data arrived in 30 seconds', { timeout: 100 });
    }).toPass();
    await page.unrouteAll();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(playground.run).toBeEnabled();
  });

  test('of a worker’s script fails its run with the reason', async ({ page }) => {
    await page.route('**/engine-worker-*.js', () => undefined);
    const playground = await new Playground(page).open(`?policies=${LONG}&ranges=60&preview=0`);
    await playground.run.click();
    await expect(playground.stop).toBeEnabled();
    await expect(async () => {
      await page.clock.runFor(SILENCE);
      await expect(playground.run).toBeEnabled({ timeout: 100 });
    }).toPass();
    expect(await playground.results()).toMatchObject([
      {
        outcome: 'failed',
        error: 'the engine has not started in 30 seconds: the connection may be lost',
      },
    ]);
    await page.unrouteAll();
    const again = await playground.runToEnd();
    expect(again).toMatchObject([{ outcome: 'completed' }]);
  });

  test('of the interpreter is shown, given up and tried again', async ({ page }) => {
    await page.route('**/highwater_python*.br', () => undefined);
    const python = await new PythonPage(page).open();
    await python.write('print("whole")');
    await python.run.click();
    await expect(python.root.getByTestId('download')).toContainText(
      /Fetching the Python interpreter, 0\s*B of/,
    );
    const failure = python.root.getByTestId('run-failure');
    await expect(async () => {
      await page.clock.runFor(SILENCE);
      await expect(failure).toContainText('no data arrived in 30 seconds', { timeout: 100 });
    }).toPass();
    await page.unrouteAll();
    await failure.getByRole('button', { name: 'Try again' }).click();
    await expect(async () => {
      await page.clock.runFor(1000);
      await expect(python.output).toHaveText('whole', { timeout: 500 });
    }).toPass();
    await expect(failure).toHaveCount(0);
  });
});
