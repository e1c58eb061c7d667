/** The script that defines the element, in other pages. */

import { expect, test } from '../lib/fixtures';
import { FROM_ANOTHER_ORIGIN, openEmbedding, openFromAnotherOrigin } from './lib/embedding';
import { Playground } from './lib/playground';

const ELEMENT =
  '<highwater-playground policies="class/unbounded" ranges="30" preview="0"></highwater-playground>';

test('it runs under a strict policy, and adds nothing to the page but elements', async ({
  page,
}) => {
  await openEmbedding(page, ELEMENT, { script: null });
  const before = await page.evaluate(() => Object.getOwnPropertyNames(window));
  await openEmbedding(page, ELEMENT, {
    policy:
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; img-src data:",
  });
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  const results = await playground.runToEnd();
  expect(results.map(({ outcome }) => outcome)).toEqual(['completed']);
  await expect(page.locator('highwater-flamegraph')).toBeVisible();
  const added = await page.evaluate(
    (before) => Object.getOwnPropertyNames(window).filter((name) => !before.includes(name)),
    before,
  );
  expect(added).toEqual([]);
  expect(await page.evaluate(() => document.head.querySelectorAll('link, style').length)).toBe(1);
});

test('styles do not cross the boundary of the element', async ({ page }) => {
  await openEmbedding(page, `<p id="outside">Outside</p>${ELEMENT}`, {
    head: `<style>
      button { background: rgb(255, 0, 0) !important; font-size: 40px !important; }
      p, h2, section { display: none !important; }
      #outside { display: block !important; }
    </style>`,
  });
  const { run } = new Playground(page);
  await expect(run).toBeVisible();
  const looks = await run.evaluate((button) => {
    const { backgroundColor, fontSize } = getComputedStyle(button);
    return { backgroundColor, fontSize };
  });
  expect(looks.backgroundColor).not.toBe('rgb(255, 0, 0)');
  expect(looks.fontSize).not.toBe('40px');
  const outside = page.locator('#outside');
  const bare = await outside.evaluate((element) => getComputedStyle(element).fontFamily);
  expect(bare).not.toContain('system-ui');
});

/** The custom properties of the theme, with non-default values. */
const THEME = {
  ground: 'rgb(1, 2, 3)',
  surface: 'rgb(4, 5, 6)',
  ink: 'rgb(7, 8, 9)',
  muted: 'rgb(10, 11, 12)',
  line: 'rgb(13, 14, 15)',
  edge: 'rgb(16, 17, 18)',
  focus: 'rgb(19, 20, 21)',
  pass: 'rgb(22, 23, 24)',
  fail: 'rgb(25, 26, 27)',
  notice: 'rgb(28, 29, 30)',
  'notice-edge': 'rgb(31, 32, 33)',
  sans: 'Georgia',
  mono: 'Courier',
} as const;

test('custom properties of the host page set its theme', async ({ page }) => {
  const rules = Object.entries(THEME).map(([name, value]) => `--highwater-${name}: ${value};`);
  await openEmbedding(page, ELEMENT, {
    head: `<style>highwater-playground { ${rules.join(' ')} }</style>`,
  });
  await expect(new Playground(page).run).toBeVisible();
  const inForce = await page
    .locator('highwater-playground')
    .evaluate(
      (host, names) =>
        Object.fromEntries(
          names.map((name) => [name, getComputedStyle(host).getPropertyValue(`--${name}`)]),
        ),
      Object.keys(THEME),
    );
  expect(inForce).toEqual(THEME);
  const run = new Playground(page).run;
  const { color, fontFamily } = await run.evaluate((button) => {
    const { color, fontFamily } = getComputedStyle(button);
    return { color, fontFamily };
  });
  expect([color, fontFamily]).toEqual([THEME.ground, THEME.sans]);
});

test.describe('from another origin', () => {
  test.use({ allowedProblems: FROM_ANOTHER_ORIGIN });

  test('it runs, under a strict policy that names that origin', async ({ page }) => {
    const close = await openFromAnotherOrigin(page, ELEMENT, test.info().outputPath('site'));
    try {
      const playground = new Playground(page);
      await expect(playground.run).toBeEnabled();
      const results = await playground.runToEnd();
      expect(results.map(({ outcome, error }) => [outcome, error])).toEqual([['completed', null]]);
      await expect(page.locator('highwater-flamegraph')).toBeVisible();
    } finally {
      await close();
    }
  });
});
