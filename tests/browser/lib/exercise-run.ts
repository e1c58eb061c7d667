/** The real exercise, run once on the page in its initial state, for many tests. */

import type { Page } from '@playwright/test';
import type { RunResult } from '../../../web/src/model/run-result';
import { test as base } from '../../lib/fixtures';
import { recordTexts } from './canvas';
import { Playground } from './playground';

export interface ExerciseRun {
  readonly page: Page;
  readonly playground: Playground;
  readonly results: RunResult[];
  /** Lengths of the main thread's long tasks during the runs, in milliseconds. */
  readonly longTasks: readonly number[];
  /** Console errors and uncaught exceptions. */
  readonly errors: readonly string[];
}

interface Watching extends Window {
  longTasks?: number[];
}

/** `test` with the page after that run. Tests must restore the state that they change. */
export const test = base.extend<object, { exercise: ExerciseRun }>({
  exercise: [
    async ({ browser }, use) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...(process.env.HIGHWATER_SITE ? { baseURL: process.env.HIGHWATER_SITE } : {}),
      });
      const errors: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      context.on('weberror', (error) => errors.push(error.error().message));
      await recordTexts(context);
      const page = await context.newPage();
      const playground = await new Playground(page).open();
      await page.evaluate(() => {
        const longTasks: number[] = [];
        new PerformanceObserver((list) => {
          longTasks.push(...list.getEntries().map(({ duration }) => duration));
        }).observe({ type: 'longtask' });
        (window as Watching).longTasks = longTasks;
      });
      const results = await playground.runToEnd(200_000);
      const longTasks = await page.evaluate(() => (window as Watching).longTasks ?? []);
      await use({ page, playground, results, longTasks, errors });
      await context.close();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

export { expect } from '../../lib/fixtures';
