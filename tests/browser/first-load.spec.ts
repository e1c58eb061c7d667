/** What a reader has to load before there is something to see. */

import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';

/** Bytes, all files together, as brotli sends them. */
const BUDGET = 200_000;

test('what is loaded until the preview is drawn keeps to the budget', async ({ page }) => {
  const files = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => files.set(response.url(), response.body()));
  const playground = await new Playground(page).open();
  await expect(playground.canvas).toBeVisible();
  await expect(playground.state('class/unbounded/clear:10')).toContainText('Preview: peak');
  const sizes = await Promise.all(
    [...files].map(async ([url, body]) => {
      const name = new URL(url).pathname.split('/').at(-1) ?? '';
      return [name.replace(/-[\w-]{8}\./, '.'), brotliCompressSync(await body).length] as const;
    }),
  );
  const first = sizes.filter(([name]) => name !== 'report-panel.js');
  expect(first.map(([name]) => name).sort()).toEqual([
    '',
    'engine-worker.js',
    'favicon.svg',
    'highwater-playground.js',
    'highwater_engine_bg.wasm',
    'highwater_inspector_bg.wasm',
    'index.js',
    'inspector-worker.js',
    'opaque-origin.js',
    'page.css',
  ]);
  expect(first.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThanOrEqual(BUDGET);
});
