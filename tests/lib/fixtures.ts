/** Fixtures of every browser test; import `test` and `expect` from here. */

import { test as base, expect } from '@playwright/test';

interface Fixtures {
  /** Matches the problems that a test provokes on purpose; none by default. */
  allowedProblems: RegExp | undefined;
  /**
   * Problems in any page or worker of the test, a line each, as they happen: console errors
   * (including violations of the content security policy and missing files), uncaught exceptions,
   * and requests to other hosts. A line that is not allowed fails the test.
   */
  problems: string[];
}

/** Playwright's `test`, which also fails on logged errors and requests to other hosts. */
export const test = base.extend<Fixtures>({
  allowedProblems: [undefined, { option: true }],
  problems: [
    async ({ allowedProblems, baseURL, context }, use) => {
      const problems: string[] = [];
      const site = new URL(baseURL ?? '').origin;
      context.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => {
        problems.push(`uncaught: ${error.error().message}`);
      });
      context.on('request', (request) => {
        const url = new URL(request.url());
        // A blob's origin is its page's; a data URL has none and makes no request.
        if (url.protocol !== 'data:' && url.origin !== site) {
          problems.push(`request to another host: ${url}`);
        }
      });
      await use(problems);
      const unexpected = problems.filter((problem) => !allowedProblems?.test(problem));
      expect(unexpected, 'problems of the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
