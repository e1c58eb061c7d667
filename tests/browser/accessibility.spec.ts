/** Accessibility: checkable rules, small screens, preferences of the reader. */

import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';
import { violations } from './lib/violations';

const SCREENS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing on a ${screen} in the ${theme} theme`, async ({ page }) => {
      await page.setViewportSize(viewport);
      const playground = await new Playground(page).open(
        `?policies=class/unbounded,class/lru:3,none/unbounded&ranges=20&theme=${theme}&limit=1KB&preview=0`,
      );
      expect(await violations(page), 'before a run').toEqual([]);

      await playground.runToEnd();
      await expect(playground.canvas).toBeVisible();
      await playground.row('class/lru:3').getByRole('button', { name: 'class/lru:3' }).click();
      await playground.root.getByText('Show the data of the plots').click();
      await playground.root.getByText('Advanced').click();
      await playground.area.click({ position: { x: 60, y: 60 } });
      expect(await violations(page), 'after a run, with all unfolded').toEqual([]);
    });
  }
}

for (const [screen, theme] of [
  ['desktop', 'light'],
  ['phone', 'dark'],
] as const) {
  test(`axe finds nothing amid trouble in the ${theme} theme`, async ({ page }) => {
    await page.setViewportSize(SCREENS[screen]);
    const playground = await new Playground(page).open(
      `?policies=none/unbounded,oops&ranges=1000&hard-limit=4MB&growth=no&theme=${theme}&preview=0`,
    );
    await expect(playground.problems).toBeVisible();
    await expect(playground.warnings).toBeVisible();
    await playground.add.click();
    await playground.editor.getByLabel('Policy as text').fill('class');
    await playground.limit.fill('x');
    await playground.limit.press('Enter');
    expect(await violations(page), 'with every kind of message').toEqual([]);
    // A failed run, and a run in progress.
    await playground.runToEnd();
    await expect(playground.state('none/unbounded')).toContainText('RecursionError');
    await playground.ranges.fill('990');
    await playground.ranges.press('Enter');
    await playground.run.click();
    await expect(playground.cards.getByRole('progressbar')).toBeVisible();
    expect(await violations(page), 'while it runs').toEqual([]);
    await playground.stop.click();
    await playground.ended();
  });
}

test('no content is wider than a screen of 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const playground = await new Playground(page).open(
    '?policies=class/unbounded/clear:100000/nogc,instance/lru:1000000000/gc&ranges=40,30,20,10&whatever=1&preview=0',
  );
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(320);
  await playground.add.click();
  await playground.editor.getByLabel('Clearing').selectOption('every');
  expect(await width()).toBe(320);
  await playground.editor.getByRole('button', { name: 'Cancel' }).click();
  await playground.root.getByText('Advanced').click();
  await playground.runToEnd();
  await playground.root.getByText('Show the data of the plots').click();
  await expect(playground.canvas).toBeVisible();
  expect(await width()).toBe(320);
  // Cells are stacked, each with the name of its column.
  const cell = playground.cell('class/unbounded/clear:100000/nogc', 'Linear memory');
  await cell.scrollIntoViewIfNeeded();
  await expect(cell).toBeInViewport({ ratio: 1 });
  const label = await cell.evaluate((td) => getComputedStyle(td, '::before').content);
  expect(label).toBe('"Linear memory"');
});

test('on a phone the plot stays in view while the rest scrolls by', async ({ page }) => {
  await page.setViewportSize(SCREENS.phone);
  const playground = await new Playground(page).open('?ranges=20');
  await expect(playground.canvas).toBeVisible();
  await playground.rows.last().scrollIntoViewIfNeeded();
  await expect(playground.rows.last()).toBeInViewport();
  await expect(playground.area).toBeInViewport({ ratio: 0.9 });
});

test('reduced motion disables all animation', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const playground = await new Playground(page).open('?policies=none/unbounded&ranges=990');
  const moving = () =>
    page.evaluate(() => {
      const found: string[] = [];
      const visit = (root: Document | ShadowRoot) => {
        for (const element of root.querySelectorAll('*')) {
          const style = getComputedStyle(element);
          const seconds = [style.transitionDuration, style.animationDuration]
            .flatMap((durations) => durations.split(','))
            .map((duration) => Number.parseFloat(duration));
          if (Math.max(...seconds) > 0.01 || style.scrollBehavior === 'smooth') {
            found.push(element.localName);
          }
          if (element.shadowRoot) visit(element.shadowRoot);
        }
      };
      visit(document);
      return [
        ...found,
        ...document.getAnimations().map((animation) => animation.id || 'animation'),
      ];
    });
  expect(await moving()).toEqual([]);
  await playground.run.click();
  await expect(playground.cards.getByRole('progressbar')).toBeVisible();
  expect(await moving()).toEqual([]);
  await playground.stop.click();
  await playground.ended();
});

test('forced colours leave the key, the names and the numbers readable', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const playground = await new Playground(page).open(
    '?policies=class/unbounded&ranges=20&preview=0',
  );
  await playground.runToEnd();
  const system = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('p'));
    probe.style.color = 'CanvasText';
    probe.style.backgroundColor = 'Canvas';
    const { color, backgroundColor } = getComputedStyle(probe);
    probe.remove();
    return { color, backgroundColor };
  });
  expect(system.color).not.toBe(system.backgroundColor);
  const key = playground.root.getByRole('list', { name: 'Key' }).getByRole('listitem');
  await expect(key).toHaveText(['live bytes', 'linear memory', 'held but free', 'peak', 'limit']);
  for (const text of [...(await key.all()), playground.cell('class/unbounded', 'Hits')]) {
    await expect(text).toBeVisible();
    expect(await text.evaluate((element) => getComputedStyle(element).color)).toBe(system.color);
  }
  // A pressed button must look different from one that is not.
  const [pressed, other] = await Promise.all(
    ['Linear', 'Log'].map((name) =>
      playground.root.getByRole('button', { name, exact: true }).evaluate((button) => {
        const {
          color,
          backgroundColor,
          borderColor,
          outlineStyle,
          textDecorationLine,
          fontWeight,
        } = getComputedStyle(button);
        return [
          color,
          backgroundColor,
          borderColor,
          outlineStyle,
          textDecorationLine,
          fontWeight,
        ].join();
      }),
    ),
  );
  expect(pressed).not.toBe(other);
});

test('the theme follows the system until one is chosen, the plot with it', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const playground = await new Playground(page).open('?policies=class/unbounded&ranges=20');
  await expect(playground.canvas).toBeVisible();
  const ground = () => playground.root.evaluate((host) => getComputedStyle(host).backgroundColor);
  const page_ = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect([await ground(), await page_()]).toEqual(['rgb(20, 24, 29)', 'rgb(20, 24, 29)']);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(ground).toBe('rgb(255, 255, 255)');
  await page.getByLabel('Theme').selectOption('dark');
  await expect.poll(ground).toBe('rgb(20, 24, 29)');
  expect(await page_()).toBe('rgb(20, 24, 29)');
});

test('every plot has its values as a table for a screen reader', async ({ page }) => {
  const playground = await new Playground(page).open(
    '?policies=class/unbounded,class/lru:3&ranges=100&preview=0',
  );
  const results = await playground.runToEnd();
  const count = playground.root.locator('highwater-count-plot').getByRole('img');
  await expect(count).toHaveAccessibleName(
    'Instances alive over calls made: class/unbounded at most 100, class/lru:3 at most 2',
  );
  await playground.root.getByRole('button', { name: 'Cache entries' }).click();
  await expect(count).toHaveAccessibleName(
    'Cache entries over calls made: class/unbounded at most 10K, class/lru:3 at most 3',
  );
  const summary = playground.root.getByText('Show the data of the plots');
  await summary.focus();
  await page.keyboard.press('Enter');
  const table = playground.root.getByRole('table', {
    name: /^Live bytes, linear memory, instances alive/,
  });
  await expect(table.getByRole('rowheader').first()).toHaveText('0');
  await expect(table.getByRole('rowheader').nth(20)).toHaveText(
    (results[0]?.calls ?? 0).toLocaleString('en-US'),
  );
  await expect(table.getByRole('row').last()).toHaveText(
    /^\s*Peak\s.*live at call .*live at call /s,
  );
});
