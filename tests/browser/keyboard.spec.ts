/** The page by keyboard alone. */

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { Playground, rowAt } from './lib/playground';

/** Presses a key until an element has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const focused = await target.evaluate(
      (element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element,
    );
    if (focused) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reaches ${target}`);
}

test('a policy is added, run and read without a pointer', async ({ page }) => {
  const playground = await new Playground(page).open('?policies=class/unbounded&ranges=100');
  await tabTo(page, playground.add);
  await page.keyboard.press('Enter');
  const maxsize = playground.editor.getByRole('spinbutton', { name: 'maxsize' });
  await tabTo(page, maxsize);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(playground.card('class/lru:5')).toBeVisible();
  await expect(playground.add).toBeFocused();

  await tabTo(page, playground.run, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const results = await playground.ended();
  expect(results.map(({ policy }) => policy)).toEqual(['class/unbounded', 'class/lru:5']);

  await tabTo(page, playground.plot);
  await expect(playground.plot).toHaveRole('slider');
  await expect(playground.plot).toHaveAccessibleName(/Memory over calls made/);
  const calls = results[0]?.calls ?? 0;
  expect(calls).toBe(100 * 198);
  const step = calls / 100;
  await page.keyboard.press('ArrowLeft');
  await expect(playground.plot).toHaveAttribute('aria-valuenow', String(calls - step));
  await page.keyboard.press('Shift+ArrowLeft');
  const instant = Math.round(calls - step - step / 10);
  await expect(playground.plot).toHaveAttribute('aria-valuenow', String(instant));
  const timelines = await playground.timelines();
  const kib = (bytes: number) =>
    bytes < 1024
      ? `${bytes}B`
      : bytes < 1024 ** 2
        ? `${(bytes / 1024).toFixed(1)}KiB`
        : `${(bytes / 1024 ** 2).toFixed(1)}MiB`;
  const spoken = ['class/unbounded', 'class/lru:5'].map((policy) => {
    const [, live, linear] = rowAt(timelines[policy] ?? [], instant);
    return `${policy} ${kib(live)} live of ${kib(linear)} linear memory`;
  });
  await expect(playground.plot).toHaveAttribute(
    'aria-valuetext',
    [`call ${instant.toLocaleString('en-US')}`, ...spoken].join('; '),
  );
  await expect(playground.instant).toHaveText(`At call ${instant.toLocaleString('en-US')}`);
  for (const [key, value] of [
    ['Home', 0],
    ['ArrowDown', 0],
    ['PageUp', calls / 10],
    ['ArrowUp', calls / 10 + step],
    ['PageDown', step],
    ['ArrowRight', 2 * step],
    ['End', calls],
    ['ArrowRight', calls],
  ] as const) {
    await page.keyboard.press(key);
    await expect(playground.plot, key).toHaveAttribute('aria-valuenow', String(value));
  }
  await page.keyboard.press('Escape');
  await expect(playground.instant).toHaveText('At the end');

  // A policy is selected in the table, and the axis fits it.
  const name = playground.row('class/lru:5').getByRole('button', { name: 'class/lru:5' });
  await tabTo(page, name);
  await page.keyboard.press('Space');
  await expect(name).toHaveAttribute('aria-pressed', 'true');
  await expect(playground.card('class/lru:5')).toHaveAttribute('data-selected');
});

test('Stop follows Run in the tab order, and the focus is always visible', async ({ page }) => {
  const playground = await new Playground(page).open(
    '?policies=none/unbounded&ranges=990&preview=0',
  );
  await tabTo(page, playground.run);
  await page.keyboard.press('Space');
  await expect(playground.stop).toBeEnabled();
  await page.keyboard.press('Tab');
  await expect(playground.stop).toBeFocused();
  await page.keyboard.press('Enter');
  await playground.ended();

  // Every tab stop has a focus ring. The order includes the browser's own controls.
  await page.locator('h1').click();
  const unseen: string[] = [];
  const reached = new Set<string>();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const { name, seen } = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (element === null || element === document.body) return { name: '', seen: true };
      const rings = [undefined, '::before', '::after'].map((pseudo) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element as Element, pseudo);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
      });
      const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return { name: `${element.localName} ${label.trim()}`, seen: rings.includes(true) };
    });
    reached.add(name);
    if (!seen) unseen.push(name);
  }
  expect(unseen).toEqual([]);
  expect([...reached].join('\n')).toContain('button Run');
  expect([...reached].join('\n')).toContain('button Copy as JSON');
});
