/** A page under attack: its invariants are checked after each case. */

import type { Page } from '@playwright/test';
import { expect } from '../../lib/fixtures.ts';

/** Most milliseconds of a task on the page's thread. */
const LONGEST_TASK = 1000;

/** Milliseconds after which a page that does not answer counts as frozen. */
const PATIENCE = 20_000;

/** A task took longer than it may. On a busy machine it may not be the page's fault. */
export class LongTask extends Error {}

declare global {
  /** The milliseconds of the page's long tasks since the last call. */
  var takeLongTasks: (() => number[]) | undefined;
}

export class WatchedPage {
  /** The milliseconds of the longest task so far. */
  longest = 0;

  private constructor(
    readonly page: Page,
    readonly problems: readonly string[],
    readonly allowed: RegExp | undefined,
  ) {}

  /** Watches a page from its next navigation. `problems` are those of the fixture of that name. */
  static async of(page: Page, problems: readonly string[], allowed?: RegExp): Promise<WatchedPage> {
    await page.addInitScript(() => {
      const durations: number[] = [];
      const keep = (entries: PerformanceEntryList) => {
        durations.push(...entries.map(({ duration }) => duration));
      };
      const observer = new PerformanceObserver((list) => keep(list.getEntries()));
      observer.observe({ type: 'longtask', buffered: true });
      globalThis.takeLongTasks = () => {
        keep(observer.takeRecords());
        return durations.splice(0);
      };
    });
    return new WatchedPage(page, problems, allowed);
  }

  /** The number of workers of the page. */
  get workers(): number {
    return this.page.workers().length;
  }

  /** The result of an action on the page, which must not freeze it. */
  async within<T>(action: Promise<T>, milliseconds = PATIENCE): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const frozen = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`the page has not answered for ${milliseconds} ms`)),
        milliseconds,
      );
    });
    // It may still fail after the page was found frozen.
    action.catch(() => {});
    return Promise.race([action, frozen]).finally(() => clearTimeout(timer));
  }

  /**
   * Checks the invariants: no error, no request to another host, no long task, and no more workers
   * than `workers`, once those that were ended are gone.
   */
  async check(workers: number): Promise<void> {
    const tasks = await this.within(this.page.evaluate(() => globalThis.takeLongTasks?.() ?? []));
    const longest = Math.max(0, ...tasks);
    this.longest = Math.max(this.longest, longest);
    const unexpected = this.problems.filter((problem) => !this.allowed?.test(problem));
    expect(unexpected, 'problems of the page').toEqual([]);
    await expect
      .poll(() => this.workers, { message: 'workers of the page', timeout: 10_000 })
      .toBeLessThanOrEqual(workers);
    if (longest > LONGEST_TASK) {
      throw new LongTask(`a task on the page's thread took ${Math.round(longest)} ms`);
    }
  }
}
