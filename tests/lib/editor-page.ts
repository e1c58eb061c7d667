/** A page with an editor alone, under the policy of the built pages. */

import type { Locator, Page } from '@playwright/test';
import { FILES_POLICY } from '../../web/build/policy.ts';
import { build } from '../../web/node_modules/vite/dist/node/index.js';
import { REPOSITORY } from './dist.ts';
import type { EditorElement } from './editor-element.ts';

let script: Promise<string> | null = null;

async function bundled(): Promise<string> {
  const built = await build({
    root: `${REPOSITORY}/web`,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: `${REPOSITORY}/tests/lib/editor-element.ts`,
        output: { codeSplitting: false },
      },
    },
  });
  if (!('output' in built)) {
    throw new Error('the build has no output');
  }
  return built.output[0].code;
}

/** Opens the page with a source in the editor; returns the editable element. */
export async function openEditorPage(page: Page, source: string): Promise<Locator> {
  script ??= bundled();
  const code = await script;
  await page.route('**/editor-page/**', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: code })
      : route.fulfill({
          contentType: 'text/html',
          headers: { 'Content-Security-Policy': FILES_POLICY },
          body: pageOf(source),
        }),
  );
  await page.goto('/editor-page/');
  return page.getByRole('textbox', { name: 'lru_cache.py' });
}

function pageOf(source: string): string {
  const text = source.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An editor</title>
    <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
    <script type="module" src="./editor.js"></script></head>
    <body><test-editor>\n${text}</test-editor></body></html>`;
}

/** Calls a function with the element in the page. */
export function withEditor<T, A>(
  page: Page,
  call: (element: EditorElement, argument: A) => T,
  argument: A,
): Promise<T> {
  return page
    .locator('test-editor')
    .evaluate(
      call as unknown as (element: Element, argument: A) => T,
      argument as never,
    ) as Promise<T>;
}
