/** The single-file page: in a sandbox, and opened from a disk. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIST } from '../lib/dist';
import { expect, test } from '../lib/fixtures';
import { Conversation } from './lib/embedding';
import { Playground } from './lib/playground';

const SMALL = 'policies=class/unbounded,class/lru:3&ranges=40';
const SANDBOX = { attributes: 'sandbox="allow-scripts"' };

test.describe('one file', () => {
  // Its workers have URLs with the origin null.
  test.use({ allowedProblems: /^request to another host: (blob:null|file:)/ });

  for (const view of ['plot', 'flamegraph', 'full']) {
    test(`runs in a frame that allows scripts alone, view=${view}`, async ({ page }) => {
      const requested: string[] = [];
      const host = await (await new Conversation(page).listen()).open(
        `?embed=1&view=${view}&${SMALL}`,
        { ...SANDBOX, file: 'highwater.html' },
      );
      await host.expectType('ready');
      page.on('request', (request) => requested.push(new URL(request.url()).protocol));
      await host.send({ highwater: 1, type: 'run', id: 1 });
      const { detail } = await host.expectAnswer(1);
      expect(detail.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
        'completed',
        'completed',
      ]);
      const within = page.frameLocator('iframe');
      const drawn = view === 'flamegraph' ? 'highwater-flamegraph' : 'highwater-memory-plot canvas';
      await expect(within.locator(drawn).first()).toBeVisible();
      expect(await host.frame.evaluate(() => self.origin)).toBe('null');
      // It requests nothing.
      expect(requested.filter((protocol) => !['blob:', 'data:'].includes(protocol))).toEqual([]);
    });
  }

  test('runs from a file on a disk', async ({ page }) => {
    await page.goto(`${pathToFileURL(join(DIST, 'highwater.html'))}?${SMALL}&preview=0`);
    const playground = new Playground(page);
    await expect(playground.run).toBeEnabled();
    const results = await playground.runToEnd();
    expect(results.map(({ policy, outcome }) => [policy, outcome])).toEqual([
      ['class/unbounded', 'completed'],
      ['class/lru:3', 'completed'],
    ]);
    await expect(page.locator('highwater-flamegraph')).toBeVisible();
  });
});

test.describe('the page of several files', () => {
  // Before the redirect, the browser logs the refused scripts and styles.
  test.use({
    allowedProblems:
      /^request to another host: (blob:null|file:)|blocked by CORS|Failed to load resource/,
  });

  test('redirects to the single file in a sandbox, with its address', async ({ page }) => {
    const host = await (await new Conversation(page).listen()).open(
      `?embed=1&view=plot&${SMALL}`,
      SANDBOX,
    );
    await host.expectType('ready');
    await expect(page.frameLocator('iframe').locator('canvas').first()).toBeVisible();
    expect(host.frame.url()).toMatch(/\/highwater\.html\?embed=1&view=plot&policies=/);
    await host.send({ highwater: 1, type: 'run', id: 1 });
    expect((await host.expectAnswer(1)).detail.results).toHaveLength(2);
  });

  test('redirects to the single file on a disk', async ({ page }) => {
    await page.goto(`${pathToFileURL(join(DIST, 'index.html'))}?${SMALL}`);
    await page.waitForURL(/highwater\.html\?policies=class\/unbounded,class\/lru:3&ranges=40$/);
    await expect(new Playground(page).canvas).toBeVisible();
  });
});
