/** The module with anywidget's interface, and a minimal host. */

import type { Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';
import { Playground } from './lib/playground';

/** A host: a model with values and listeners, and its received values. */
const HOST = `
  class Model {
    constructor(values) { this.values = values; this.saved = 0; this.listeners = new Map(); }
    get(name) { return this.values[name]; }
    set(name, value) { this.values[name] = value; }
    save_changes() { this.saved += 1; }
    on(event, listener) { this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]); }
    off(event, listener) {
      this.listeners.set(event, (this.listeners.get(event) ?? []).filter((one) => one !== listener));
    }
    change(name, value) {
      this.values[name] = value;
      for (const listener of this.listeners.get('change:' + name) ?? []) listener();
    }
    get listening() { return [...this.listeners.values()].flat().length; }
  }
`;

async function host(page: Page, values: Record<string, unknown>): Promise<void> {
  await openEmbedding(page, '<main></main>', { script: null });
  await page.evaluate(`(async () => {
    ${HOST}
    // A notebook has the module as text, and imports it from an address that it makes for it.
    const text = await (await fetch('./anywidget.js')).text();
    const load = () => import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    const module = await load();
    globalThis.host = { model: new Model(${JSON.stringify(values)}), module, load };
    globalThis.host.stop = await module.default.render({ model: host.model, el: document.querySelector('main') });
  })()`);
}

test('its attributes are the values of the model, and results are set there', async ({ page }) => {
  await host(page, {
    policies: ['class/unbounded', 'class/lru:3'],
    ranges: '30',
    hard_limit: '100MB',
    preview: false,
    results: [],
  });
  expect(await page.evaluate('Object.keys(host.module).sort()')).toEqual(['default', 'render']);
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  await playground.root.getByText('Advanced').click();
  await expect(playground.root.getByRole('textbox', { name: 'Hard limit' })).toHaveValue('100MB');
  const results = await playground.runToEnd();
  expect(results).toHaveLength(2);
  expect(await page.evaluate('host.model.values.results')).toEqual(results);
  expect(await page.evaluate('host.model.saved')).toBe(2);
});

test('it follows the model, and writes the reader’s changes to it', async ({ page }) => {
  await host(page, { policies: 'class/lru:3', ranges: '30', limit: '1MB', preview: false });
  const playground = new Playground(page);
  await expect(playground.ranges).toHaveValue('30');
  await page.evaluate('host.model.change("ranges", "20")');
  await expect(playground.ranges).toHaveValue('20');
  await playground.limit.fill('2MB');
  await playground.limit.press('Enter');
  await expect.poll(() => page.evaluate('host.model.values.limit')).toBe('2MB');
  // Values unknown to the model are not set.
  expect(await page.evaluate('Object.keys(host.model.values).sort()')).toEqual([
    'limit',
    'policies',
    'preview',
    'ranges',
  ]);
});

test('it is removed completely, and a second copy of the module finds the elements defined', async ({
  page,
}) => {
  await host(page, { policies: 'class/lru:3', ranges: '30', preview: false });
  await expect(new Playground(page).run).toBeEnabled();
  await page.evaluate(`(async () => {
    const { render } = await host.load();
    const second = document.body.appendChild(document.createElement('section'));
    await render({ model: host.model, el: second });
  })()`);
  await expect(page.locator('section > highwater-playground')).toBeVisible();
  await page.evaluate('host.stop()');
  await expect(page.locator('main > highwater-playground')).toHaveCount(0);
  const results = await new Playground(page, 'section > highwater-playground').runToEnd();
  expect(results.map(({ outcome }) => outcome)).toEqual(['completed']);
});
