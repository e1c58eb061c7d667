/** The watch itself: it finds each kind of fault. */

import { Playground } from '../browser/lib/playground.ts';
import { expect, test } from '../lib/fixtures.ts';
import { LongTask, WatchedPage } from './lib/watched-page.ts';

test('a quiet page passes, and waiting is no work', async ({ page, problems }) => {
  const watched = await WatchedPage.of(page, problems);
  await page.goto('./?preview=0');
  await watched.check(0);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
  await watched.check(0);
});

test('a task that works for long is found, once', async ({ page, problems }) => {
  const watched = await WatchedPage.of(page, problems);
  await page.goto('./?preview=0');
  await watched.check(0);
  // Long enough for a second of a processor on a machine with other work.
  await page.evaluate(() => {
    const end = performance.now() + 8000;
    while (performance.now() < end);
  });
  await expect(watched.check(0)).rejects.toThrow(LongTask);
  await watched.check(0);
});

test('a worker too many, and an error, are found', async ({ page }) => {
  const problems: string[] = [];
  const watched = await WatchedPage.of(page, problems);
  const playground = await new Playground(page).open('?policies=class/lru:5&ranges=20&preview=0');
  await playground.runToEnd();
  await watched.check(1);
  await expect(watched.check(0)).rejects.toThrow('workers of the page');
  problems.push('uncaught: x is not a function');
  await expect(watched.check(1)).rejects.toThrow('problems of the page');
});
