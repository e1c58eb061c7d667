/**
 * Elements that are removed while something is under way, and inserted again: their earlier runs are
 * gone with their memory, and all that they then show agrees. Moved elements go on.
 */

import type { Page } from '@playwright/test';
import type { RunResult } from '../../web/src/model/run-result';
import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';
import { hold } from './lib/held-requests';
import { Playground, type PlaygroundElement } from './lib/playground';
import { type PythonElement, PythonPage } from './lib/python';

const POLICY = 'class/unbounded';

const host = (attributes: string) =>
  `<main><highwater-playground preview="0" ${attributes}></highwater-playground></main>`;

/** Runs for long, with its peak at once. */
const ENDLESS = 'kept = [str(number) for number in range(50_000)]\nwhile True:\n    pass\n';

const SHORT = 'kept = [str(number) for number in range(20_000)]\nprint(len(kept))\n';

test('a playground that is removed in a run and inserted again runs at once', async ({ page }) => {
  await openEmbedding(page, host(`policies="${POLICY},class/lru:3" ranges="990"`));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  const [first, second] = await playground.root.evaluate(async (element) => {
    const found = element as PlaygroundElement;
    const begun = new Promise((resolve) => {
      found.addEventListener('highwater-progress', resolve, { once: true });
    });
    const first = found.run();
    await begun;
    found.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.querySelector('main')?.append(found);
    found.setAttribute('ranges', '60');
    return Promise.all([first, found.run()]);
  });
  expect(first?.map(({ outcome }: RunResult) => outcome)).toEqual(['stopped']);
  expect(second).toMatchObject([
    { policy: POLICY, ranges: [60], outcome: 'completed' },
    { policy: 'class/lru:3', ranges: [60], outcome: 'completed' },
  ]);
  expect(await playground.results()).toEqual(second);
  await expect(playground.status).toHaveText(/^2 runs done/);
  const table = await playground.report(POLICY, { kind: 'table' });
  expect(table).toMatchObject({ bytes: second?.[0]?.memory.peakLive });
});

test('a playground that was removed in a run shows nothing of it', async ({ page }) => {
  await openEmbedding(page, host(`policies="${POLICY}" ranges="990"`));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  await playground.root.evaluate(async (element) => {
    element.addEventListener('highwater-progress', () => element.remove(), { once: true });
    await (element as PlaygroundElement).run();
    document.querySelector('main')?.append(element);
  });
  await expect(playground.run).toBeEnabled();
  await expect(playground.status).toHaveText('');
  expect(await playground.results()).toEqual([]);
  // Chromium reports the end of a worker a little later.
  await expect.poll(() => page.workers().length).toBe(0);
});

test('a Python element that is removed in a run and inserted again runs at once', async ({
  page,
}) => {
  const python = await new PythonPage(page).open();
  const [first, second] = await python.root.evaluate(
    async (element, [endless, short]) => {
      const found = element as PythonElement;
      const parent = found.parentElement;
      found.source = endless;
      const begun = new Promise((resolve) => {
        found.addEventListener('highwater-progress', resolve, { once: true });
      });
      const first = found.run();
      await begun;
      found.remove();
      await new Promise((resolve) => setTimeout(resolve));
      parent?.append(found);
      found.source = short;
      return Promise.all([first, found.run()]);
    },
    [ENDLESS, SHORT] as const,
  );
  expect(first).toMatchObject({ outcome: 'stopped' });
  expect(second).toMatchObject({ outcome: 'completed', stdout: '20000\n' });
  expect(await python.results()).toEqual([second]);
  expect((await python.table()).bytes).toBe(second?.memory.peakLive);
  await expect(python.runs).toHaveCount(1);
  await expect.poll(() => page.workers().length).toBe(1);
});

test('a Python element that is removed before its run begins never begins it', async ({ page }) => {
  const python = await new PythonPage(page).open();
  const result = await python.root.evaluate((element, source) => {
    const found = element as PythonElement;
    found.source = source;
    const running = found.run();
    found.remove();
    return running;
  }, ENDLESS);
  expect(result).toBeNull();
  expect(page.workers()).toEqual([]);
});

test('a run that waits for the end of another one does not outlive its element', async ({
  page,
}) => {
  await openEmbedding(page, host(`policies="${POLICY}" ranges="990"`));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  const [first, second] = await playground.root.evaluate(async (element) => {
    const found = element as PlaygroundElement;
    const begun = new Promise((resolve) => {
      found.addEventListener('highwater-progress', resolve, { once: true });
    });
    const first = found.run();
    await begun;
    found.stop();
    const second = found.run();
    // The end of the first run takes longer.
    await new Promise((resolve) => setTimeout(resolve));
    found.remove();
    return Promise.all([first, second]);
  });
  expect(first).toMatchObject([{ outcome: 'stopped' }]);
  expect(second).toEqual([]);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('saving a capture goes on in a playground that is moved', async ({ page }) => {
  await openEmbedding(page, host(`policies="${POLICY}" ranges="400"`));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  await playground.runToEnd();
  const release = await hold(page, '**/engine-worker-*.js');
  const saved = page.waitForEvent('download');
  await playground.reports.getByRole('button', { name: 'Save capture' }).click();
  await expect(playground.reports.getByRole('button', { name: /Stop saving/ })).toBeVisible();
  await move(page);
  release();
  expect((await saved).suggestedFilename()).toBe('highwater-class-unbounded.hwcapture');
});

test('playback goes on in a playground that is moved', async ({ page }) => {
  await openEmbedding(page, host(`policies="${POLICY}" ranges="300"`));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  await playground.runToEnd();
  await playground.root.getByRole('button', { name: 'Play' }).click();
  const pause = playground.root.getByRole('button', { name: 'Pause' });
  await expect(pause).toBeVisible();
  await move(page);
  await expect(pause).toBeVisible();
});

test('a Python element that is moved keeps its reports, its code and its run', async ({ page }) => {
  const python = await new PythonPage(page).open();
  const done = await python.runProgram(SHORT);
  const before = await python.table();
  await python.write(ENDLESS);
  await python.run.click();
  await expect(python.runs.last()).toContainText('running', { timeout: 60_000 });
  await python.root.evaluate((element) => {
    const part = document.createElement('aside');
    document.body.append(part);
    part.append(element);
  });
  await expect(python.runs).toHaveCount(2);
  await expect(python.runs.last()).toContainText('running');
  await expect(python.code).toContainText('while True:');
  await python.stop.click();
  await expect(python.run).toBeEnabled();
  await python.runs.first().getByRole('button', { name: done.policy, exact: true }).click();
  expect(await python.table()).toEqual(before);
  await expect(python.root.locator('highwater-flamegraph canvas')).toBeVisible();
  // The editor still edits.
  await python.write('print("moved")\n');
  expect(await python.runToEnd()).toMatchObject({ stdout: 'moved\n' });
});

test('the memory of a removed playground is free, also if its element is kept', async ({
  page,
}) => {
  await openEmbedding(page, host(`policies="${POLICY}" ranges="300,600"`));
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  const element = await playground.root.elementHandle();
  const cycle = async () => {
    await playground.runToEnd();
    await expect(playground.reports.locator('canvas').first()).toBeVisible();
    await element?.evaluate((found) => found.remove());
    await expect.poll(() => page.workers().length).toBe(0);
    const removed = await heapOf(page);
    await element?.evaluate((found) => document.querySelector('main')?.append(found));
    await expect(playground.run).toBeEnabled();
    return removed;
  };
  // The first times load code.
  await cycle();
  const before = await cycle();
  for (let times = 0; times < 3; times += 1) await cycle();
  const after = await cycle();
  expect(after - before).toBeLessThan(500_000);
});

/** Moves the playground into another part of its document. */
function move(page: Page): Promise<void> {
  return page.locator('highwater-playground').evaluate((element) => {
    const part = document.createElement('aside');
    document.body.append(part);
    part.append(element);
  });
}

/** Bytes of the page's JavaScript heap after a collection of garbage. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
