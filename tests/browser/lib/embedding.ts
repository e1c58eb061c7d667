/** Pages of others, with the built playground in them. */

import type { Page } from '@playwright/test';
import { expect } from '../../lib/fixtures';

/**
 * Opens a page beside the built one which loads nothing but the playground's script, as the
 * README says how to embed it.
 */
export async function openEmbedding(page: Page, body: string): Promise<void> {
  const index = await page.request.get('./');
  const script = (await index.text()).match(/<script type="module"[^>]* src="([^"]+)"/)?.[1];
  expect(script).toMatch(/^\.\/assets\//);
  await page.route('**/lesson.html', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="en"><head><title>A lesson</title>
        <link rel="icon" href="data:,">
        <script type="module" src="${script}"></script></head><body>${body}</body></html>`,
    }),
  );
  await page.goto('./lesson.html');
  await page.evaluate(() => customElements.whenDefined('highwater-playground'));
}
