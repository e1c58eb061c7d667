/** The page in a frame of another page that allows scripts alone. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { serve } from '../lib/serve.mjs';
import { expect, test } from './lib/test';

interface Message {
  readonly type: string;
  readonly id?: number;
  readonly detail: { readonly results: { readonly policy: string; readonly outcome: string }[] };
}

interface Host extends Window {
  readonly received: readonly Message[];
}

test('a frame with allow-scripts alone runs, and reports to the page around it', async ({
  session,
}, info) => {
  const folder = info.outputPath('site');
  mkdirSync(folder, { recursive: true });
  const address = `${session.site}index.html?embed=1&view=plot&policies=class/unbounded,class/lru:3&ranges=40`;
  writeFileSync(
    `${folder}/index.html`,
    `<!doctype html><html lang="en"><title>A course</title><link rel="icon" href="data:,">
      <h1>A course</h1>
      <script>const received = []; addEventListener('message', ({ data }) => received.push(data));
      Object.assign(window, { received });</script>
      <iframe title="Highwater" sandbox="allow-scripts" src="${address}"
        style="inline-size: 100%; block-size: 700px"></iframe>`,
  );
  const site = await serve({ folder });
  try {
    await session.browser.driver.get(site.url);
    const answers = () =>
      session.call(() =>
        (window as unknown as Host).received.filter(({ type }) => type === 'answer'),
      );
    await expect
      .poll(
        () => session.call(() => (window as unknown as Host).received.map(({ type }) => type)),
        { timeout: 30_000 },
      )
      .toContain('ready');
    await session.call(() => {
      const message = { highwater: 1, type: 'run', id: 7 };
      document.querySelector('iframe')?.contentWindow?.postMessage(message, '*');
    });
    await expect.poll(async () => (await answers()).length, { timeout: 60_000 }).toBe(1);
    const [answer] = await answers();
    expect(answer?.id).toBe(7);
    expect(answer?.detail.results.map(({ policy, outcome }) => [policy, outcome])).toEqual([
      ['class/unbounded', 'completed'],
      ['class/lru:3', 'completed'],
    ]);
    await session.picture('sandbox');
    // Inside is the page that is one file, of no origin.
    const { driver } = session.browser;
    await driver.switchTo().frame(0);
    expect(await driver.executeScript('return [self.origin, location.pathname]')).toEqual([
      'null',
      expect.stringMatching(/\/highwater\.html$/),
    ]);
    await driver.switchTo().defaultContent();
  } finally {
    await site.close();
  }
});
