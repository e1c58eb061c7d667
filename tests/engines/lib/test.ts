/** Playwright's `test` with a browser of the project's engine, shared by all tests of a worker. */

import { test as base, expect } from '@playwright/test';
import { type EngineName, missingOf, startBrowser } from './engines.ts';
import { Session } from './session.ts';

export interface EngineOptions {
  /** The engine of the project. */
  engine: EngineName;
}

/** WebKitGTK reports the language of this locale as "C", which no formatter accepts. */
const LOCALE = 'C.UTF-8';

export const test = base.extend<object, EngineOptions & { session: Session }>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  session: [
    async ({ engine }, use) => {
      const missing = missingOf(engine);
      if (missing !== '') throw new Error(`${engine} cannot be started: ${missing}`);
      const browser = await startBrowser(engine, LOCALE);
      try {
        const session = new Session(engine, browser, process.env.HIGHWATER_SITE ?? '');
        await use(await session.prepare());
      } finally {
        await browser.quit();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export { expect };
