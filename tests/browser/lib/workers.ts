/** The workers of a page, ended as a browser ends them: without a word to the page. */

import type { Page } from '@playwright/test';

interface Known {
  readonly address: string;
  end(): void;
}

/** The name of the list in the page. */
const LIST = 'workersOfTheTest';

/** Lists the workers that the page will start. To be called before the page is opened. */
export async function listWorkers(page: Page): Promise<void> {
  await page.addInitScript((list) => {
    const known: Known[] = [];
    Object.assign(globalThis, { [list]: known });
    globalThis.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        // The page's own code does not notice.
        known.push({ address: String(address), end: () => super.terminate() });
      }
    };
  }, LIST);
}

/** Ends the latest worker whose script has this name. */
export function endWorker(page: Page, name: string): Promise<void> {
  return page.evaluate(
    ([list, name]) => {
      const known = (globalThis as unknown as Record<string, Known[]>)[list] ?? [];
      const worker = known.findLast(({ address }) => address.includes(name));
      if (worker === undefined) throw new Error(`there is no worker ${name}`);
      worker.end();
    },
    [LIST, name] as const,
  );
}

/** Resolves when the page has announced the progress of a run with this many calls. */
export function untilCalls(page: Page, calls: number): Promise<void> {
  return page.evaluate(
    (calls) =>
      new Promise<void>((resolve) => {
        document.addEventListener('highwater-progress', (event) => {
          if ((event as CustomEvent<{ calls: number }>).detail.calls >= calls) resolve();
        });
      }),
    calls,
  );
}
