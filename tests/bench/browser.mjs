/** Runs of the engine in headless Chromium, each in a page and a worker of its own. */

import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from '../lib/chromium.mjs';
import { serve } from '../lib/serve.mjs';
import { REPOSITORY } from './machine.mjs';

/**
 * @typedef {object} Settings
 * @property {string} policy
 * @property {string} ranges
 * @property {string} growth
 * @property {boolean} traced
 * @property {boolean} [decode] Whether to keep the capture and count its records afterwards.
 *
 * @typedef {Settings & {modules: {engine: WebAssembly.Module, inspector: WebAssembly.Module}}} Task
 *
 * @typedef {object} BrowserRun
 * @property {number} runMs From the run's first call to its last, on the worker's clock.
 * @property {number} releasedMs The same until everything has been let go.
 * @property {number} wholeMs From nothing (modules neither fetched nor compiled) to the result.
 * @property {number} cpuMs Processor time of all threads of the page's process meanwhile.
 * @property {import('../../web/src/result.ts').RunResult} result
 * @property {number} captureBytes
 * @property {number} memoryRecords
 */

/** Starts the browser and a server for it. */
export async function openBrowser() {
  const site = await serve({ folder: REPOSITORY, base: '/' });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });

  const devtools = await browser.newBrowserCDPSession();

  /** Seconds of processor time so far, by the number of each process that shows pages. */
  async function processorTimes() {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]));
  }

  /**
   * @param {Settings} settings
   * @returns {Promise<BrowserRun>}
   */
  async function run(settings) {
    // A context of its own is a process of its own: nothing compiled is left from a run before.
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${site.url}tests/bench/page.html`);
      const before = await processorTimes();
      const told = await page.evaluate(runInWorker, settings);
      const after = await processorTimes();
      // The page's process is the one that worked.
      const worked = [...after].map(([id, seconds]) => seconds - (before.get(id) ?? 0));
      return { ...told, cpuMs: 1000 * Math.max(...worked) };
    } finally {
      await context.close();
    }
  }

  return {
    version: browser.version(),
    run,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/**
 * What the page does; it runs there and knows nothing of this file.
 *
 * @param {Settings} settings
 * @returns {Promise<Omit<BrowserRun, 'cpuMs'>>}
 */
async function runInWorker(settings) {
  /** @param {string} name */
  const compile = (name) =>
    WebAssembly.compileStreaming(fetch(`/web/wasm/${name}/highwater_${name}_bg.wasm`));
  const began = performance.now();
  const [engine, inspector] = await Promise.all([compile('engine'), compile('inspector')]);
  const worker = new Worker('/tests/bench/worker.mjs', { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => {
      if (data.type === 'failed') reject(new Error(data.error));
      if (data.type !== 'finished') return;
      const { type: _, ...run } = data;
      resolve({ ...run, wholeMs: performance.now() - began });
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage({ ...settings, modules: { engine, inspector } });
  });
}
