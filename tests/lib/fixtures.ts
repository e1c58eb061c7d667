/** What every test in a browser starts from; import `test` and `expect` from here. */

import { test as base, expect } from '@playwright/test';

interface Fixtures {
  /** What the lines of problems that the test means to provoke match; nothing unless it is set. */
  allowedProblems: RegExp | undefined;
  /**
   * What went wrong in any page or worker of the test, a line each, as it happens: console
   * errors (violations of the content security policy and missing files are among them),
   * uncaught exceptions, and requests to other hosts. A line that is not allowed fails the test.
   */
  problems: string[];
}

/** Playwright's `test`, failing whatever logs an error or asks another host for anything. */
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
        // A blob's origin is its page's; data has none and asks nobody.
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
