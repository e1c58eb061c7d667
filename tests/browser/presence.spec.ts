/** Both elements when the host page moves, removes and inserts them. */

import type { Locator } from '@playwright/test';
import type { ReportAnswer } from '../../web/src/model/report-answers';
import type { RunResult } from '../../web/src/model/run-result';
import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';
import { Playground, type PlaygroundElement } from './lib/playground';
import { type PythonElement, PythonPage } from './lib/python';

/** Moves an element into another part of its document. */
function move(element: Locator): Promise<void> {
  return element.evaluate((host) => {
    const part = document.createElement('aside');
    document.body.append(part);
    part.append(host);
  });
}

const PROGRAM = `
kept = [str(number) for number in range(20_000)]
print(len(kept))
`;

/** Continues for a while after its first allocations, and ends by itself. */
const LONGER = `
kept = [str(number) for number in range(200_000)]
print(len(kept))
`;

const host = (attributes: string) =>
  `<main><highwater-playground preview="0" ${attributes}></highwater-playground></main>`;

test('a moved playground keeps its results and reports, and does not run again', async ({
  page,
}) => {
  await openEmbedding(page, host('policies="class/unbounded,class/lru:3" ranges="60" autorun="1"'));
  const playground = new Playground(page);
  const results = await playground.ended();
  expect(results).toHaveLength(2);
  const report = await playground.report('class/lru:3', { kind: 'table' });
  // An inspector for each run.
  await expect.poll(() => page.workers().length).toBe(2);
  await move(playground.root);
  await expect(playground.canvas).toBeVisible();
  expect(await playground.report('class/lru:3', { kind: 'table' })).toEqual(report);
  expect(await playground.results()).toEqual(results);
  expect(page.workers()).toHaveLength(2);
  await expect(playground.rows).toHaveCount(2);
});

test('a run and tests in progress complete in a moved playground', async ({ page }) => {
  await openEmbedding(page, host('policies="none/unbounded" ranges="300"'));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  const run = await playground.root.evaluate(async (element) => {
    let moved = 0;
    element.addEventListener(
      'highwater-progress',
      (event) => {
        moved = (event as CustomEvent<{ calls: number }>).detail.calls;
        document.body.append(element);
      },
      { once: true },
    );
    const [result] = await (element as PlaygroundElement).run();
    return { moved, result };
  });
  expect(run.result).toMatchObject({ outcome: 'completed', error: null });
  expect(run.result?.calls).toBeGreaterThan(run.moved);
  const tests = await playground.root.evaluate(async (element) => {
    let moved = 0;
    const main = document.querySelector('main');
    element.addEventListener(
      'highwater-test-progress',
      () => {
        moved += 1;
        main?.append(element);
      },
      { once: true },
    );
    const { passed, failed } = await (element as PlaygroundElement).test('class/lru:3');
    return { moved, all: passed + failed };
  });
  expect(tests.moved).toBe(1);
  expect(tests.all).toBeGreaterThan(1);
});

test('a removed playground terminates its workers, and has no results when inserted again', async ({
  page,
}) => {
  await openEmbedding(page, host('policies="class/unbounded,class/lru:3" ranges="60"'));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  await playground.runToEnd();
  const element = await playground.root.elementHandle();
  await expect.poll(() => page.workers().length).toBe(2);
  await element?.evaluate((found) => found.remove());
  await expect.poll(() => page.workers().length).toBe(0);
  const apart = await element?.evaluate(async (found) => {
    const { results } = found as PlaygroundElement;
    const report = await (found as PlaygroundElement)
      .report('class/lru:3', { kind: 'table' })
      .catch(String);
    return { results, report };
  });
  expect(apart?.results).toEqual([]);
  expect(apart?.report).toContain('class/lru:3 has not been run');
  await element?.evaluate((found) => document.querySelector('main')?.append(found));
  await expect(playground.run).toBeEnabled();
  expect(await playground.results()).toEqual([]);
  await expect(playground.status).toHaveText('');
  const again = await playground.runToEnd();
  expect(again.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
  const report = await playground.report<ReportAnswer>('class/lru:3', { kind: 'table' });
  expect(report).toMatchObject({ kind: 'table' });
});

test('a run in a removed playground is stopped, not failed', async ({ page }) => {
  await openEmbedding(page, host('policies="none/unbounded,class/unbounded" ranges="990"'));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  const results = await playground.root.evaluate((element) => {
    element.addEventListener('highwater-progress', () => element.remove(), { once: true });
    return (element as PlaygroundElement).run();
  });
  expect(results.map(({ policy, outcome, error }: RunResult) => [policy, outcome, error])).toEqual([
    ['none/unbounded', 'stopped', null],
  ]);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('a moved Python element keeps its runs and reports, and a run in progress', async ({
  page,
}) => {
  const python = await new PythonPage(page).open();
  await python.root.evaluate((element, source) => {
    (element as PythonElement).source = source;
  }, PROGRAM);
  const result = await python.runToEnd();
  const table = await python.table();
  await expect.poll(() => page.workers().length).toBe(1);
  await move(python.root);
  await expect(python.run).toBeEnabled();
  expect(await python.table()).toEqual(table);
  expect(await python.results()).toEqual([result]);
  await expect(python.output).toContainText('20000');
  await expect(python.runs).toHaveCount(1);
  const run = await python.root.evaluate(async (element, source) => {
    const host = element as PythonElement;
    host.source = source;
    let moved = 0;
    const moveOnce = (event: Event) => {
      moved = (event as CustomEvent<{ calls: number }>).detail.calls;
      document.querySelector('main')?.append(host);
    };
    host.addEventListener('highwater-progress', moveOnce, { once: true });
    return { result: await host.run(), moved };
  }, LONGER);
  expect(run.result).toMatchObject({ outcome: 'completed', stdout: '200000\n', error: null });
  expect(run.result?.calls).toBeGreaterThan(run.moved);
});

test('a removed Python element terminates its workers, and has no runs when inserted again', async ({
  page,
}) => {
  const python = await new PythonPage(page).open();
  await python.root.evaluate((element, source) => {
    (element as PythonElement).source = source;
  }, PROGRAM);
  await python.runToEnd();
  await expect(python.root.locator('.cm-memory[title]').first()).toBeVisible();
  const element = await python.root.elementHandle();
  await element?.evaluate((found) => found.remove());
  await expect.poll(() => page.workers().length).toBe(0);
  const apart = await element?.evaluate(async (found) => {
    const host = found as PythonElement;
    const report = await host.report({ kind: 'table' }, 'as given').catch(String);
    return { results: host.results, report };
  });
  expect(apart?.results).toEqual([]);
  expect(apart?.report).toContain('as given has not been run');
  await element?.evaluate((found) => document.querySelector('main')?.append(found));
  await expect(python.run).toBeEnabled();
  await expect(python.runs).toHaveCount(0);
  await expect(python.root.locator('.cm-memory[title]')).toHaveCount(0);
  const again = await python.runToEnd();
  expect(await python.results()).toEqual([again]);
  expect((await python.table()).bytes).toBe(again.memory.peakLive);
});

test('a program in a moved playground keeps its reports, and is dropped with it', async ({
  page,
}) => {
  await openEmbedding(
    page,
    `<main><highwater-playground engine="python">
      <script type="text/x-python">${PROGRAM}</script>
    </highwater-playground></main>`,
  );
  const playground = new Playground(page);
  const [result] = await playground.root.evaluate((element) =>
    (element as PlaygroundElement).run(),
  );
  const report = await playground.report('as given', { kind: 'table' });
  await move(playground.root);
  expect(await playground.report('as given', { kind: 'table' })).toEqual(report);
  expect(await playground.results()).toEqual([result]);
  const element = await playground.root.elementHandle();
  await element?.evaluate((found) => found.remove());
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await element?.evaluate((found) => (found as PlaygroundElement).results)).toEqual([]);
});
