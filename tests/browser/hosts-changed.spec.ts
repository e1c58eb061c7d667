/** Hosts that change their responses: encodings, types, ranges, pages in place of files, caches. */

import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { test as base, expect } from '../lib/fixtures';
import { serve } from '../lib/serve.mjs';
import { Playground } from './lib/playground';
import { type PythonElement, PythonPage } from './lib/python';

type Answer = Parameters<NonNullable<NonNullable<Parameters<typeof serve>[0]>['change']>>[0];
type Change = (answer: Answer) => Answer;

const isInterpreter = ({ path }: Answer) => path.endsWith('.br');
const isModule = ({ path }: Answer) => path.endsWith('.wasm');

/** The change for the files of some kind; others are sent unchanged. */
const only =
  (isMeant: (answer: Answer) => boolean, change: Change): Change =>
  (answer) =>
    isMeant(answer) ? change(answer) : answer;

const withHeaders =
  (headers: Record<string, string>): Change =>
  (answer) => ({ ...answer, headers: { ...answer.headers, ...headers } });

const encoded =
  (name: string, encode: (content: Buffer) => Buffer): Change =>
  (answer) => ({
    ...withHeaders({ 'Content-Encoding': name })(answer),
    content: encode(answer.content),
  });

const brotli = (content: Buffer) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

const typed = (type: string) => withHeaders({ 'Content-Type': type });

const isWebAssembly = (answer: Answer) => isModule(answer) || isInterpreter(answer);

/** Hosts on which all works. */
const HARMLESS: Readonly<Record<string, Change>> = {
  'declares the compression of the interpreter': only(
    isInterpreter,
    withHeaders({ 'Content-Encoding': 'br' }),
  ),
  'compresses all by gzip': encoded('gzip', gzipSync),
  'compresses all by deflate': encoded('deflate', deflateSync),
  'compresses all by brotli, the compressed interpreter too': encoded('br', brotli),
  'declares that nothing is encoded': withHeaders({ 'Content-Encoding': 'identity' }),
  'sends WebAssembly as HTML': only(isWebAssembly, typed('text/html')),
  'sends WebAssembly as text': only(isWebAssembly, typed('text/plain; charset=utf-8')),
  'sends WebAssembly as bytes, and forbids guesses': only(
    isWebAssembly,
    withHeaders({
      'Content-Type': 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
    }),
  ),
  'sends the compressed interpreter as WebAssembly in Breton, by gzip': only(
    isInterpreter,
    (answer) =>
      withHeaders({ 'Content-Type': 'application/wasm', 'Content-Language': 'br' })(
        encoded('gzip', gzipSync)(answer),
      ),
  ),
  'answers with the whole range': (answer) => ({
    ...withHeaders({
      'Content-Range': `bytes 0-${answer.content.length - 1}/${answer.content.length}`,
    })(answer),
    status: isWebAssembly(answer) ? 206 : 200,
  }),
};

/** The text of a page that some hosts send for any address that they have no file for. */
const FALLBACK = Buffer.from('<!doctype html><title>My course</title><p>Welcome back.</p>');

const cut: Change = (answer) => ({
  ...answer,
  content: answer.content.subarray(0, Math.floor(answer.content.length / 2)),
});

const fallback: Change = (answer) => ({ ...typed('text/html')(answer), content: FALLBACK });

/** Hosts on which programs cannot run, with the words that say so. */
const BROKEN: Readonly<Record<string, readonly [Change, string]>> = {
  'sends half of the interpreter': [
    only(isInterpreter, cut),
    'the interpreter is incomplete: the connection was lost',
  ],
  'sends half of it, decompressed on the way': [
    // A brotli stream of a beginning of a module.
    only(isInterpreter, (answer) => ({
      ...withHeaders({ 'Content-Encoding': 'br' })(answer),
      content: brotli(Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 99])),
    })),
    'the interpreter is damaged: reload the page',
  ],
  'sends an interpreter with a changed byte': [
    only(isInterpreter, (answer) => {
      const content = Buffer.from(answer.content);
      content.fill(0xff, 1_000_000, 1_000_064);
      return { ...answer, content };
    }),
    'the interpreter is damaged: reload the page',
  ],
  'sends another build of the interpreter': [
    only(isInterpreter, (answer) => ({
      ...answer,
      content: Buffer.concat([answer.content, Buffer.from('more')]),
    })),
    'the interpreter is of another build than this page: reload the page',
  ],
  'sends a page in place of the interpreter': [
    only(isInterpreter, fallback),
    'the host sent a page of HTML in place of the interpreter',
  ],
  'sends a page in place of modules': [only(isModule, fallback), 'sent as text/html'],
};

async function withHost(change: Change, use: (url: string) => Promise<void>): Promise<void> {
  const host = await serve({ change });
  try {
    await use(host.url);
  } finally {
    await host.close();
  }
}

/** The message of a program's run, and its output. */
async function programOn(page: Page) {
  const python = await new PythonPage(page).open();
  return python.root.evaluate(async (host: PythonElement) => {
    host.source = 'print("arrived")\n';
    const result = await host.run();
    return { outcome: result?.outcome, stdout: result?.stdout, error: result?.error?.message };
  });
}

// The option is an object: a function would be a fixture of its own.
const test = base.extend<{ setting: { readonly change: Change } }>({
  setting: [{ change: (answer) => answer }, { option: true }],
  baseURL: async ({ setting }, use) => withHost(setting.change, use),
});

for (const [what, change] of Object.entries(HARMLESS)) {
  test.describe(`a host that ${what}`, () => {
    test.use({ setting: { change } });

    test('runs policies and programs', async ({ page }) => {
      const playground = await new Playground(page).open(
        '?policies=class/lru:5&ranges=20&preview=0',
      );
      const [result] = await playground.runToEnd();
      expect(result?.outcome).toBe('completed');
      expect(await programOn(page)).toMatchObject({ outcome: 'completed', stdout: 'arrived\n' });
    });
  });
}

for (const [what, [change, words]] of Object.entries(BROKEN)) {
  test.describe(`a host that ${what}`, () => {
    test.use({ setting: { change } });

    test('is described, and the page stays usable', async ({ page }) => {
      const result = await programOn(page);
      expect(result.outcome).toBe('failed');
      expect(result.error).toContain(words);
      await expect(new PythonPage(page).run).toBeEnabled();
    });
  });
}

test.describe('a service worker', () => {
  /** Answers from its cache once it has a file, as those of course sites do. */
  const WORKER = `
    addEventListener('install', () => skipWaiting());
    addEventListener('activate', (event) => event.waitUntil(clients.claim()));
    addEventListener('fetch', (event) => {
      event.respondWith((async () => {
        const cache = await caches.open('course');
        const kept = await cache.match(event.request);
        if (kept) return kept;
        const response = await fetch(event.request);
        if (response.ok) await cache.put(event.request, response.clone());
        return response;
      })());
    });`;

  const sent: Change = (answer) =>
    // A file that the page does not load.
    answer.path.endsWith('anywidget.js')
      ? { ...answer, headers: { 'Content-Type': 'text/javascript' }, content: Buffer.from(WORKER) }
      : only(isInterpreter, withHeaders({ 'Content-Encoding': 'br' }))(answer);

  test.use({ setting: { change: sent } });

  test('answers for the host, which may then be gone', async ({ page, context }) => {
    await page.goto('./');
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('./anywidget.js');
      await navigator.serviceWorker.ready;
    });
    for (const isOffline of [false, true]) {
      await context.setOffline(isOffline);
      const playground = await new Playground(page).open(
        '?policies=class/lru:5&ranges=20&preview=0',
      );
      expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
      const [result] = await playground.runToEnd();
      expect(result?.outcome).toBe('completed');
      expect(await programOn(page)).toMatchObject({ outcome: 'completed', stdout: 'arrived\n' });
    }
  });
});
