/** The workers of a page, ended as a browser ends them: without a word to the page. */

import type { Frame, Page } from '@playwright/test';
import type { PlaygroundElement } from './playground';

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

/** Ends the latest worker whose script has this name, and stops the playground if requested. */
export function endWorker(page: Page | Frame, name: string, stop = false): Promise<void> {
  return page.evaluate(
    ([list, name, stop]) => {
      const known = (globalThis as unknown as Record<string, Known[]>)[list] ?? [];
      const worker = known.findLast(({ address }) => address.includes(name));
      if (worker === undefined) throw new Error(`there is no worker ${name}`);
      worker.end();
      if (stop) document.querySelector<PlaygroundElement>('highwater-playground')?.stop();
    },
    [LIST, name, stop] as const,
  );
}

/**
 * Counts the messages with records from workers whose script has this name. To be called before the
 * page is opened; returns a function that reads the count.
 */
export async function countHandovers(page: Page, name: string): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const count = Object.assign(globalThis, { handovers: 0 });
    new BroadcastChannel('handovers').onmessage = () => {
      count.handovers += 1;
    };
  });
  await page.route(`**/${name}-*.js`, async (route) => {
    const response = await route.fetch();
    const counting = `
      const handovers = new BroadcastChannel('handovers');
      const send = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (...message) {
        if (message[0].type === 'records') handovers.postMessage(0);
        send.apply(this, message);
      };`;
    await route.fulfill({ response, body: `${counting}\n${await response.text()}` });
  });
  return () => page.evaluate(() => (globalThis as unknown as { handovers: number }).handovers);
}

/** Resolves when the page has announced the progress of a run with this many calls. */
export function untilCalls(page: Page | Frame, calls: number): Promise<void> {
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
