/** A page under attack: its invariants are checked after each case. */

import type { CDPSession, Page } from '@playwright/test';
import { expect } from '../../lib/fixtures.ts';

/** Most milliseconds of a task on the page's thread. */
const LONGEST_TASK = 1000;

/** Milliseconds after which a page that does not answer counts as frozen. */
const PATIENCE = 30_000;

/** Milliseconds in which workers that were ended are gone. */
const WORKERS_PATIENCE = 10_000;

/** Messages of browsers about a refused request, for an exercise that an address or a message names. */
export const REFUSED = /^console: (Failed to load resource|.*Content Security Policy)/;

/** A task took longer than it may. */
export class LongTask extends Error {}

/** Milliseconds between the beats of the page's thread. */
const BEAT = 50;

declare global {
  /** The longest time between two beats of the page's thread since the last call, in milliseconds. */
  var takeLongestGap: (() => number) | undefined;
}

export class WatchedPage {
  /** The milliseconds of the longest task so far: at most these, by the clock and by the processor. */
  longest = 0;

  /** The processor time of the page's thread at the last check, in milliseconds. */
  #used = 0;

  private constructor(
    readonly page: Page,
    readonly problems: readonly string[],
    readonly allowed: RegExp | undefined,
    readonly session: CDPSession,
  ) {}

  /** Watches a page from its next navigation. `problems` are those of the fixture of that name. */
  static async of(page: Page, problems: readonly string[], allowed?: RegExp): Promise<WatchedPage> {
    // An observer of long tasks would miss those that a test starts in the page.
    await page.addInitScript((milliseconds) => {
      let last = performance.now();
      let longest = 0;
      const beat = () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      };
      setInterval(beat, milliseconds);
      globalThis.takeLongestGap = () => {
        beat();
        const gap = longest;
        longest = 0;
        return gap;
      };
    }, BEAT);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new WatchedPage(page, problems, allowed, session);
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
    const gap = await this.within(this.page.evaluate(() => globalThis.takeLongestGap?.() ?? 0));
    const unexpected = this.problems.filter((problem) => !this.allowed?.test(problem));
    expect(unexpected, 'problems of the page').toEqual([]);
    await expect
      .poll(() => this.workers, { message: 'workers of the page', timeout: WORKERS_PATIENCE })
      .toBeLessThanOrEqual(workers);
    const used = await this.#takeUsed();
    // By the clock, a task also takes the time of other programs on a busy machine.
    const longest = Math.min(gap, used);
    this.longest = Math.max(this.longest, longest);
    if (longest > LONGEST_TASK) {
      throw new LongTask(
        `the page's thread did not answer for ${Math.round(gap)} ms, and took ${Math.round(used)} ms of a processor since the last check`,
      );
    }
  }

  /** The processor time of the page's thread since the last call, in milliseconds. */
  async #takeUsed(): Promise<number> {
    const { metrics } = await this.within(this.session.send('Performance.getMetrics'));
    const now = 1000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0);
    const before = this.#used;
    this.#used = now;
    // After a navigation to another process, it starts again.
    return now < before ? now : now - before;
  }
}
