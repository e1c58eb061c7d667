/** The gallery of embeddings. */

import { pageText } from '../lib/docs';
import { expect, test } from '../lib/fixtures';
import { violations } from './lib/violations';

// The workers of a sandboxed page have URLs with the origin null.
test.use({ allowedProblems: /^request to another host: blob:null/ });

test('every example runs, and its code is the documentation’s', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./gallery.html');
  const codes = await page.locator('figure code').allTextContents();
  const documented = pageText('embedding');
  expect(codes).toHaveLength(10);
  expect(codes.filter((code) => !documented.includes(`\n${code}\n`))).toEqual([]);

  await page.getByRole('button', { name: 'Copy: Sphinx' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(codes).toContain(copied);
  expect(copied).toContain('.. raw:: html');

  const plot = page.frameLocator('iframe[data-talk]');
  await page.locator('iframe[data-talk]').scrollIntoViewIfNeeded();
  await expect(plot.locator('canvas').first()).toBeVisible();
  await page.getByRole('button', { name: 'Set a limit of 1 MB' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  const told = page.getByRole('list', { name: 'Messages of the frame' });
  await expect(told).toContainText('"to":"run"');

  const sandbox = page.locator('iframe[sandbox]');
  await sandbox.scrollIntoViewIfNeeded();
  await expect(page.frameLocator('iframe[sandbox]').locator('highwater-flamegraph')).toBeVisible();

  const themed = page.locator('highwater-playground.themed');
  await themed.getByRole('button', { name: 'Start' }).click();
  await expect(themed.locator('highwater-memory-plot canvas')).toBeVisible();

  const widget = page.locator('[data-widget] highwater-playground');
  await widget.scrollIntoViewIfNeeded();
  await expect(widget.locator('highwater-memory-plot canvas')).toBeVisible();
});

for (const [width, scheme] of [
  [1280, 'light'],
  [390, 'dark'],
] as const) {
  test(`axe finds nothing in the gallery at ${width} pixels, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    await page.goto('./gallery.html');
    await expect(page.getByRole('button', { name: 'Copy: MyST' })).toBeVisible();
    // Several playgrounds on a page have parts of the same name.
    expect(await violations(page, { disabledRules: ['landmark-unique'] })).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}
