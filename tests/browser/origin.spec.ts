/** The page requests only its own files, and runs only its own scripts. */

import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';

test('the page requests only its own files, each below its path', async ({
  page,
  context,
  baseURL,
}) => {
  const requested: string[] = [];
  context.on('request', (request) => requested.push(request.url()));
  const failed: string[] = [];
  context.on('response', (response) => {
    if (!response.ok()) failed.push(`${response.status()} ${response.url()}`);
  });
  const playground = await new Playground(page).open(
    '?policies=class/unbounded,class/lru:3&ranges=50',
  );
  await expect(playground.state('class/lru:3')).toContainText('Preview: peak');
  await playground.runToEnd();
  await playground.root.getByText('Show the data of the plots').click();
  await page.getByLabel('Theme').selectOption('dark');

  const base = baseURL ?? '';
  expect(requested.filter((url) => !url.startsWith(base))).toEqual([]);
  const kinds = requested
    .map((url) => new URL(url).pathname.slice(new URL(base).pathname.length))
    .map((path) => path.replace(/-[\w-]{8}\./, '.'));
  const scripts = kinds.filter((path) => path.endsWith('.js'));
  expect(scripts).toEqual(
    expect.arrayContaining(['assets/engine-worker.js', 'assets/inspector-worker.js']),
  );
  // Files for native stacks, tests and watching an instance are loaded on request.
  expect(
    [...new Set(kinds)]
      .filter((path) => !path.startsWith('assets/') || !path.endsWith('.js'))
      .sort(),
  ).toEqual([
    '',
    'assets/highwater_engine_bg.wasm',
    'assets/highwater_inspector_bg.wasm',
    'assets/page.css',
    'favicon.svg',
    'opaque-origin.js',
  ]);
  expect(failed).toEqual([]);
  // The browser stores only the progress of the lesson.
  const kept = await page.evaluate(async () => ({
    cookies: document.cookie,
    storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  expect(kept).toEqual({ cookies: '', storage: ['highwater-lesson'], databases: 0, caches: 0 });
});

test('the policy allows no inline script, no eval, no foreign host', async ({ page }) => {
  await page.goto('./');
  const meta = page.locator('meta[http-equiv="Content-Security-Policy"]');
  const policy = (await meta.getAttribute('content')) ?? '';
  const directives = Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources.join(' ')];
    }),
  );
  expect(directives).toEqual({
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'style-src': "'self'",
    'connect-src': "'self' blob:",
    'worker-src': "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
  });
});

test.describe('in force', () => {
  test.use({ allowedProblems: /Content Security Policy/ });

  test('the policy blocks everything that it does not allow', async ({ page, problems }) => {
    await page.goto('./');
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "inline script";';
      document.head.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { color: rgb(1, 2, 3) !important; }';
      document.head.append(style);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'document.title = "inline handler"');
      image.src = 'data:,';
      document.body.append(image);
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        violated.push(event.effectiveDirective);
      });
      const fetched = await fetch('https://elsewhere.invalid/').then(
        () => 'fetched',
        () => 'refused',
      );
      return { title: document.title, colour: getComputedStyle(document.body).color, fetched };
    });
    expect(outcome.title).toContain('Highwater');
    expect(outcome.colour).not.toBe('rgb(1, 2, 3)');
    expect(outcome.fetched).toBe('refused');
    await expect.poll(() => problems.join('\n')).toMatch(/inline script/i);
  });
});

test('without JavaScript the page shows its requirement', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    ...(baseURL ? { baseURL } : {}),
  });
  const page = await context.newPage();
  await page.goto('./');
  const needs = page.locator('noscript p');
  await expect(needs).toHaveText(/so it needs JavaScript/);
  await expect(needs).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'Highwater' })).toBeVisible();
  await context.close();
});
