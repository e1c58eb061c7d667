import { expect, test } from '../lib/fixtures';

// The fixture checks the rest: no console error, no violation, no request elsewhere.
test('the page loads from a sub-path and defines its element @phone', async ({ page }) => {
  const answer = await page.goto('./');
  expect(answer?.status()).toBe(200);
  await page.evaluate(() => customElements.whenDefined('highwater-playground'));
  await expect(page.locator('highwater-playground')).toBeVisible();
});

test('the page declares a content security policy without unsafe scripts', async ({ page }) => {
  await page.goto('./');
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  const directives = (policy ?? '').split(';').map((directive) => directive.trim());
  expect(directives).toContain("script-src 'self' 'wasm-unsafe-eval'");
});
