/** Measurements in headless Chromium: runs on the built page, reading captures, drawing. */

import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from '../lib/chromium.mjs';
import { serve } from '../lib/serve.mjs';
import {
  drawFrames,
  makeRun,
  readInWorker,
  requestKeys,
  runNothing,
  untilInteractive,
} from './in-page.mjs';
import { REPOSITORY } from './machine.mjs';

/**
 * @typedef {object} Recording
 * @property {boolean} traced
 * @property {boolean} [stacks] True if native stacks of allocations are recorded.
 *
 * @typedef {Recording & {policy: string, ranges: string, growth: string}} Settings
 *
 * @typedef {object} PageRun
 * @property {number} runMs From the workload's first call to its last, on the engine's clock.
 * @property {number} releasedMs From the page's start of the run until all its memory has been released.
 * @property {number} wholeMs From the page's navigation, with an empty cache, to the result.
 * @property {number} firstFlamegraphMs From the result to the visible flamegraph.
 * @property {number} symbolsMs From the first query for native frames to its answer, with names.
 * @property {import('../../web/src/model/run-result.ts').RunResult} result
 *
 * @typedef {PageRun & {cpuMs: number}} BrowserRun With the processor time of all threads of the page's process.
 */

/** Starts the browser and a server for it. */
export async function openBrowser() {
  const site = await serve({ folder: REPOSITORY, base: '/' });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  const devtools = await browser.newBrowserCDPSession();

  /** Seconds of processor time so far, by the ID of each renderer process. */
  async function processorTimes() {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]));
  }

  /**
   * A page of a new context, which is a new process without compiled code from a previous page.
   *
   * @template T
   * @param {string} address
   * @param {(page: import('@playwright/test').Page) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async function onPage(address, use) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    try {
      const page = await context.newPage();
      await page.goto(`${site.url}${address}`);
      return await use(page);
    } finally {
      await context.close();
    }
  }

  /** @param {Recording} settings */
  function recordingOf({ traced, stacks }) {
    const digit = (/** @type {boolean | undefined} */ on) => (on ? '1' : '0');
    return { traced: digit(traced), native: digit(stacks) };
  }

  /** @param {Settings} settings */
  function addressOf({ policy, ranges, growth, ...recording }) {
    const query = { policies: policy, ranges, growth, ...recordingOf(recording), preview: '0' };
    return `web/dist/?${new URLSearchParams(query)}`;
  }

  /** @param {Recording} settings */
  function programAddressOf(settings) {
    const query = { engine: 'python', ...recordingOf(settings) };
    return `web/dist/?${new URLSearchParams(query)}`;
  }

  return {
    version: browser.version(),
    /**
     * @param {Settings} settings
     * @returns {Promise<BrowserRun>}
     */
    run(settings) {
      return onPage(addressOf(settings), async (page) => {
        const before = await processorTimes();
        const told = await page.evaluate(makeRun, settings);
        const after = await processorTimes();
        // The page's process is the one that worked.
        const worked = [...after].map(([id, seconds]) => seconds - (before.get(id) ?? 0));
        return { ...told, cpuMs: 1000 * Math.max(...worked) };
      });
    },
    /**
     * The exercise's original file, run by the interpreter.
     *
     * @param {Recording} settings
     * @returns {Promise<import('./browser.mjs').PageRun>}
     */
    runProgram(settings) {
      // The flamegraph is drawn concurrently with other results, and is not awaited here.
      return onPage(programAddressOf(settings), (page) =>
        page.evaluate(makeRun, { ...settings, drawn: false }),
      );
    },
    /**
     * Milliseconds from the start of an empty program to its result, with the interpreter
     * downloaded before.
     *
     * @returns {Promise<number>}
     */
    startInterpreter() {
      return onPage(programAddressOf({ traced: true }), (page) => page.evaluate(runNothing));
    },
    /**
     * Milliseconds from the navigation of the page, with an empty cache, until it is interactive.
     *
     * @returns {Promise<number>}
     */
    load() {
      return onPage('web/dist/', (page) => page.evaluate(untilInteractive));
    },
    /**
     * The capture of a run, as saved by the page.
     *
     * @param {Settings} settings
     * @returns {Promise<Buffer>}
     */
    capture(settings) {
      return onPage(addressOf(settings), async (page) => {
        await page.evaluate(makeRun, settings);
        const [download] = await Promise.all([
          page.waitForEvent('download', { timeout: 120_000 }),
          page.getByRole('button', { name: 'Save capture' }).click(),
        ]);
        const { readFile } = await import('node:fs/promises');
        return readFile(await download.path());
      });
    },
    /**
     * Reading a capture in a worker, with and without locations.
     *
     * @param {string} file Its path in the repository.
     * @returns {Promise<import('./in-page.mjs').Reading>}
     */
    read(file) {
      return onPage('tests/bench/page.html', (page) => page.evaluate(readInWorker, `/${file}`));
    },
    /**
     * Requests to the policies of `highwater-cache`, in the order of its list.
     *
     * @param {import('./in-page.mjs').KeyRequests} requests
     * @returns {Promise<import('./in-page.mjs').Requested[]>}
     */
    requestKeys(requests) {
      return onPage('tests/bench/page.html', (page) => page.evaluate(requestKeys, requests));
    },
    /**
     * Zooming in a flamegraph.
     *
     * @param {number} frames The number of its frames.
     */
    draw(frames) {
      const address = 'web/dist/?policies=class/lru:1&ranges=10&preview=0';
      return onPage(address, (page) => page.evaluate(drawFrames, frames));
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
