/** The documentation on the site: its navigation, its search, and access to it. */

import type { Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { serve } from '../lib/serve.mjs';
import { violations } from './lib/violations';

for (const [screen, viewport, scheme, names] of [
  // Tables, code, pictures, and a page without a list of headings.
  [
    'desktop',
    { width: 1360, height: 900 },
    'light',
    ['index', 'embedding', 'api', 'reports', 'references'],
  ],
  ['phone', { width: 360, height: 780 }, 'dark', ['embedding', 'reports']],
] as const) {
  test(`axe finds nothing on a ${screen} in the ${scheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(viewport);
    for (const name of names) {
      await page.goto(`./docs/${name}.html`);
      await expect(page.getByRole('searchbox')).toBeVisible();
      expect(await violations(page), name).toEqual([]);
    }
    await page.getByRole('searchbox').fill('cache');
    await expect(page.locator('#search-results a').first()).toBeVisible();
    expect(await violations(page), 'with results').toEqual([]);
  });
}

/** The names of all pages, as the navigation links to them. */
async function pageNames(page: Page): Promise<string[]> {
  await page.goto('./docs/');
  const links = page.locator('#pages li:not(.on-phone) a');
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}

test('every page fits a narrow phone, and wide parts scroll with the keys', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  const names = await pageNames(page);
  expect(names).toHaveLength(21);
  for (const name of names) {
    await page.goto(`./docs/${name}`);
    await expect(page.getByRole('searchbox')).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([name, width]).toEqual([name, 360]);
  }
  await page.goto('./docs/embedding.html');
  const code = page.locator('pre').first();
  await expect(code).toHaveAttribute('tabindex', '0');
  await code.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => code.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});

test('only parts that are wider than the page have a tab stop', async ({ page }) => {
  await page.setViewportSize({ width: 1360, height: 900 });
  await page.goto('./docs/policies.html');
  await expect(page.getByRole('searchbox')).toBeVisible();
  await expect(page.locator('main .wide').first()).toBeVisible();
  await expect(page.locator('main [tabindex]')).toHaveCount(0);
  await page.setViewportSize({ width: 360, height: 780 });
  await expect(page.locator('main .wide').first()).toHaveAttribute('tabindex', '0');
});

test('a picture has its place before it is loaded', async ({ page }) => {
  // Never answered.
  await page.route('**/assets/soak-*', () => {});
  await page.goto('./docs/reliability.html');
  const picture = page.locator('main img');
  await picture.scrollIntoViewIfNeeded();
  const { width = 0, height = 0 } = (await picture.boundingBox()) ?? {};
  expect(width).toBeGreaterThan(600);
  // The border is two pixels in each direction.
  expect((width - 2) / (height - 2)).toBeCloseTo(960 / 400, 1);
});

test('next leads through all pages, and the current one is marked', async ({ page }) => {
  const names = await pageNames(page);
  for (const [index, name] of names.entries()) {
    await expect(page.locator('#pages [aria-current="page"]')).toHaveAttribute('href', name);
    const before = page.locator('a[rel="prev"]');
    await (index === 0
      ? expect(before).toHaveCount(0)
      : expect(before).toHaveAttribute('href', names[index - 1] ?? ''));
    const next = page.locator('a[rel="next"]');
    if (index === names.length - 1) {
      await expect(next).toHaveCount(0);
    } else {
      await next.click();
      await page.waitForURL(`**/docs/${names[index + 1]}`);
    }
  }
});

test('the search finds a word and leads to its heading by keyboard', async ({ page }) => {
  await page.goto('./docs/index.html');
  await expect(page.getByRole('searchbox')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('weakref');
  const results = page.locator('#search-results a');
  await expect(results.first()).toContainText('References › Timeline');
  await expect(results.first().locator('mark').first()).toHaveText('weakref');
  await expect(page.getByRole('status')).toHaveText('4 sections found');
  await page.keyboard.press('ArrowDown');
  await expect(results.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/docs/references.html#timeline');
  await expect(page.getByRole('heading', { name: 'Timeline', exact: true })).toBeInViewport();
});

test('Enter opens the first result, Escape closes the list', async ({ page }) => {
  await page.goto('./docs/api.html');
  const field = page.getByRole('searchbox');
  const list = page.locator('#search-results');
  await field.fill('nothingofthisname');
  await expect(list).toHaveText('No section found.');
  await field.press('Escape');
  await expect(list).toBeHidden();
  await expect(field).toBeFocused();
  await field.fill('add an exercise');
  await field.press('Enter');
  await page.waitForURL('**/docs/contributing.html#add-an-exercise');
});

test('a failed search shows a message, and the next attempt works', async ({ page }) => {
  await page.route('**/search.json', (route) => route.fulfill({ body: 'no JSON' }));
  await page.goto('./docs/index.html');
  const field = page.getByRole('searchbox');
  await field.fill('policy');
  await expect(page.locator('#search-results')).toHaveText(
    /^The search could not be loaded: search\.json: .+\. Type on to try again\.$/,
  );
  await page.unroute('**/search.json');
  await field.fill('policies');
  await expect(page.locator('#search-results a').first()).toContainText('Policies');
});

test('on a phone the pages are behind a button', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./docs/index.html');
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await expect(pages).toBeHidden();
  const button = page.getByRole('button', { name: 'Pages' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(pages).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(pages).toBeHidden();
  await button.click();
  await pages.getByRole('link', { name: 'Settings' }).click();
  await page.waitForURL('**/docs/settings.html');
  await button.click();
  await pages.getByRole('link', { name: 'Playground' }).click();
  await expect(page.locator('highwater-playground')).toBeVisible();
});

test('a page is readable without its script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}docs/policies.html`);
  await expect(page.getByRole('heading', { name: 'Policies', level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('searchbox')).toBeHidden();
  await context.close();
});

test('the policy of the pages is that of the playground, and there is no inline code', async ({
  page,
  baseURL,
}) => {
  const policies = new Map<string, string | null>();
  for (const name of ['index.html', ...(await pageNames(page)).map((name) => `docs/${name}`)]) {
    const html = await (await page.request.get(`${baseURL}${name}`)).text();
    policies.set(name, /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? null);
    expect(html, name).not.toMatch(/ style="|<style|<script(?![^>]* src=)| on\w+="/);
  }
  const [playground] = policies.values();
  expect(playground).toContain('default-src &#39;none&#39;');
  expect([...policies].filter(([, policy]) => policy !== playground)).toEqual([]);
});

test.describe('at another path', () => {
  // The server of this test is at a port of its own.
  test.use({ allowedProblems: /^request to another host: http:\/\/127\.0\.0\.1/ });

  test('a page loads only its own files', async ({ page }) => {
    const site = await serve({ base: '/a/deeper/path/of/the/host/' });
    try {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url().replace(site.url, '')));
      await page.goto(`${site.url}docs/policies.html`);
      await page.getByRole('searchbox').fill('lru');
      await expect(page.locator('#search-results a').first()).toBeVisible();
      const files = asked.map((url) => url.replace(/-[\w-]{8}\./, '.')).sort();
      expect(files).toEqual([
        'assets/docs-page.css',
        'assets/docs-page.js',
        'docs/policies.html',
        'docs/search.json',
        'favicon.svg',
      ]);
    } finally {
      await site.close();
    }
  });
});

test('the pages of the site lead to the documentation', async ({ page }) => {
  for (const [name, target] of [
    ['', 'index'],
    ['python.html', 'python'],
    ['gallery.html', 'embedding'],
  ]) {
    await page.goto(`./${name}`);
    await page.getByRole('link', { name: 'Documentation' }).click();
    await page.waitForURL(`**/docs/${target}.html`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
});
