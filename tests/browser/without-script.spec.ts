/** Pages whose script is missing, cut off or another file, or may not run: each says so itself. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page, Route } from '@playwright/test';
import { DIST } from '../lib/dist';
import { expect, test } from '../lib/fixtures';
import { Conversation } from './lib/embedding';

const PAGES = [
  ['index.html', 'The playground has not started.'],
  ['python.html', 'The Python page has not started.'],
  ['gallery.html', 'The examples have not started.'],
  ['docs/index.html', 'The search has not started'],
] as const;

/** Faults of a script, by its name. */
const FAULTS: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'that is missing': (route) => route.fulfill({ status: 404, body: 'not found' }),
  'whose connection is lost': (route) => route.abort('connectionreset'),
  'that is cut off': async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({ response, body: text.slice(0, text.length / 2) });
  },
  'with a page in its place': (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Log in</title>' }),
  'with another script in its place': (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'export {};' }),
};

/** Lets the time pass after which the advice is shown. */
async function passTime(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      animation.finish();
    }
  });
}

test.describe('a broken script', () => {
  test.use({
    allowedProblems:
      /Failed to load resource|Failed to load module script|Unexpected|Invalid or unexpected|does not provide an export|missing \)|is not defined|Unterminated|SyntaxError/,
  });

  for (const [name, sentence] of PAGES) {
    for (const [fault, answer] of Object.entries(FAULTS)) {
      test(`${name} advises about a script ${fault}`, async ({ page }) => {
        await page.route(/\/assets\/[^/]+\.js$/, answer);
        await page.goto(`./${name}`);
        const advice = page.locator('.unscripted').first();
        await expect(advice).toBeHidden();
        await passTime(page);
        await expect(advice).toBeVisible();
        await expect(advice).toContainText(sentence);
        await expect(advice).toContainText('Reload the page.');
      });
    }
  }

  test('the single file advises if it is cut off', async ({ page }) => {
    await page.route('**/highwater.html', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({ response, body: text.slice(0, text.length / 2) });
    });
    await page.goto('./highwater.html');
    await passTime(page);
    await expect(page.locator('.unscripted')).toBeVisible();
  });
});

test('the advice is shown some seconds after the page, by the page alone', async ({ page }) => {
  await page.route('**/*.js', () => {
    // Never answered.
  });
  await page.goto('./index.html', { waitUntil: 'commit' });
  // Without its style the page has nothing to hide it by.
  await page.waitForFunction(() => document.styleSheets.length > 0);
  await expect(page.locator('.unscripted')).toBeHidden();
  await expect(page.locator('.unscripted')).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

for (const [name] of PAGES) {
  test(`${name} has no advice once its script has run`, async ({ page }) => {
    await page.goto(`./${name}`);
    const advice = page.locator('.unscripted');
    await expect
      .poll(async () => {
        await passTime(page);
        return advice.filter({ visible: true }).count();
      })
      .toBe(0);
  });
}

test.describe('without any scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the pages ask for JavaScript instead', async ({ page }) => {
    for (const name of ['index.html', 'python.html']) {
      await page.goto(`./${name}`);
      await expect(page.locator('noscript p')).toContainText('so it needs JavaScript');
      await expect(page.locator('.unscripted')).toHaveCSS('display', 'none');
    }
  });
});

test.describe('Python without an origin of its own', () => {
  test.use({
    allowedProblems:
      /^request to another host: file:|blocked by CORS|Failed to load resource|Not allowed to load/,
  });

  test('says so at once in a frame that allows scripts alone', async ({ page }) => {
    const host = await new Conversation(page).listen();
    await host.open('?theme=dark', {
      attributes: 'sandbox="allow-scripts"',
      file: 'python.html',
    });
    const within = page.frameLocator('iframe');
    const advice = within.getByText('Python cannot run here.');
    await expect(advice).toBeVisible();
    await expect(within.getByRole('link', { name: /\/python\.html\?theme=dark$/ })).toBeVisible();
    await expect(within.locator('.unscripted')).toHaveCount(0);
  });

  test('says so at once as a file on a disk', async ({ page }) => {
    await page.goto(String(pathToFileURL(join(DIST, 'python.html'))));
    await expect(page.getByText('Python cannot run here.')).toBeVisible();
  });
});
