/**
 * The worker's end of the watch on its life. It is imported first, so that the message of the watch
 * does not reach the worker's other listeners.
 */

import { deferred } from '../util/deferred.ts';
import type { LifeMessage, LifeSign } from './worker-life.ts';

const held = deferred<void>();

/**
 * Resolves when the page can tell the worker's end. Work that does not return to the event loop
 * begins after it.
 */
export const watched: Promise<void> = held.promise;

/** Referenced as long as the worker lives: a port that is collected as garbage closes too. */
let kept: MessagePort | null = null;

self.addEventListener('message', (event: MessageEvent<LifeMessage>) => {
  if (event.data?.type === 'life') {
    event.stopImmediatePropagation();
    kept = event.data.port;
    hold(kept).finally(held.resolve);
  }
});

/** Holds a lock until the worker's end, unless the end closes the port. */
async function hold(port: MessagePort): Promise<void> {
  const sign = (lock: string | null) => port.postMessage({ lock } satisfies LifeSign);
  if ('onclose' in port || navigator.locks === undefined) {
    sign(null);
    return;
  }
  const name = `highwater ${Date.now()} ${Math.random()}`;
  await new Promise<void>((resolve) => {
    const request = navigator.locks.request(name, () => {
      sign(name);
      resolve();
      return new Promise<never>(() => {});
    });
    // An origin that is shared with no other page has no locks.
    request.catch(() => {
      sign(null);
      resolve();
    });
  });
}
