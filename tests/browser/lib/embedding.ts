/** Host pages with the built playground in them. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from '@playwright/test';
import { expect } from '../../lib/fixtures';
import { serve } from '../../lib/serve.mjs';

/** The parts of a host page besides its body. */
interface Host {
  /** Its content security policy. */
  readonly policy?: string;
  /** The script that it loads, by URL; `null` for none. */
  readonly script?: string | null;
  /** The other content of its head. */
  readonly head?: string;
}

/**
 * Opens a page beside the built one with `body` as its only content, and the script by which the
 * documentation embeds the playground.
 */
export async function openEmbedding(
  page: Page,
  body: string,
  { policy, script = './highwater.js', head = '' }: Host = {},
): Promise<void> {
  const loads = script === null ? '' : `<script type="module" src="${script}"></script>`;
  await page.route('**/lesson.html', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: policy === undefined ? {} : { 'Content-Security-Policy': policy },
      body: `<!doctype html><html lang="en"><head><title>A lesson</title>
        <link rel="icon" href="data:,">${head}${loads}</head><body>${body}</body></html>`,
    }),
  );
  await page.goto('./lesson.html');
  if (script !== null) {
    await page.evaluate(() => customElements.whenDefined('highwater-playground'));
  }
}

/** Requests of a page of another origin for the built page. */
export const FROM_ANOTHER_ORIGIN = /^request to another host: (blob:)?http:\/\/127\.0\.0\.1/;

/**
 * Opens a page of another origin, with the script of the built page and a strict policy that names
 * its origin. Returns a function that stops both servers.
 */
export async function openFromAnotherOrigin(
  page: Page,
  body: string,
  folder: string,
): Promise<() => Promise<unknown>> {
  const scripts = await serve({ headers: { 'Access-Control-Allow-Origin': '*' } });
  const { origin } = new URL(scripts.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><title>A lesson</title><link rel="icon" href="data:,">
      <script type="module" src="${scripts.url}highwater.js"></script>${body}`,
  );
  const policy = `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}; worker-src blob: ${origin}; img-src data:`;
  const site = await serve({ folder, headers: { 'Content-Security-Policy': policy } });
  await page.goto(site.url);
  return () => Promise.all([scripts.close(), site.close()]);
}

/** A message of an embedded page. */
export interface Told {
  readonly highwater: number;
  readonly type: string;
  readonly id?: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each type of message has its own.
  readonly detail: any;
}

/** The page around a frame, and its messages. */
export class Conversation {
  constructor(readonly page: Page) {}

  /** Opens a page that stores the messages of its frame; the frame is 1,000 pixels high. */
  async open(query: string, { attributes = '', file = 'index.html', before = '' } = {}) {
    await openEmbedding(
      this.page,
      `${before}<iframe title="Highwater" ${attributes} src="./${file}${query}"
        style="inline-size: 100%; block-size: 1000px; border: 0"></iframe>`,
      { script: null, head: '<script src="./listening.js"></script>' },
    );
    return this;
  }

  /** Makes the page store its messages, from its very beginning. */
  async listen() {
    await this.page.route('**/listening.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `const told = []; addEventListener('message', ({ data }) => told.push(data));`,
      }),
    );
    return this;
  }

  told(): Promise<Told[]> {
    return this.page.evaluate('told') as Promise<Told[]>;
  }

  async ofType(type: string): Promise<Told[]> {
    return (await this.told()).filter((told) => told.type === type);
  }

  /** Waits for a message of a type, and returns the last one. */
  async expectType(type: string): Promise<Told> {
    await expect
      .poll(async () => (await this.ofType(type)).length, { timeout: 60_000 })
      .not.toBe(0);
    return (await this.ofType(type)).at(-1) as Told;
  }

  /** The answer to a request of that `id`. */
  async expectAnswer(id: unknown): Promise<Told> {
    const answer = async () => (await this.ofType('answer')).find((told) => told.id === id);
    await expect.poll(answer, { timeout: 60_000 }).toBeTruthy();
    return (await answer()) as Told;
  }

  /** Sends any message. */
  async send(message: unknown): Promise<void> {
    await this.page.evaluate((message) => {
      document.querySelector('iframe')?.contentWindow?.postMessage(message, '*');
    }, message);
  }

  /** The embedded page. */
  get frame(): Frame {
    const [, frame] = this.page.frames();
    if (frame === undefined) throw new Error('the page has no frame');
    return frame;
  }
}
