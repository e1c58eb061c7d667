/**
 * The worker's end of the watch on its life. It is imported first, so that the message of the watch
 * does not reach the worker's other listeners.
 */

import { deferred } from '../util/deferred.ts';
import type { LifeMessage, LifeSign } from './worker-life.ts';

const held = deferred<void>();

/**
 * Resolves when the page can detect the worker's end. Work that does not return to the event loop
 * begins after it.
 */
export const watched: Promise<void> = held.promise;

self.addEventListener('message', (event: MessageEvent<LifeMessage>) => {
  if (event.data?.type === 'life') {
    event.stopImmediatePropagation();
    sign(event.data.port).finally(held.resolve);
  }
});

async function sign(port: MessagePort): Promise<void> {
  const lock = await heldLock();
  const message: LifeSign = lock === null ? { url: URL.createObjectURL(new Blob()) } : { lock };
  port.postMessage(message);
}

/** The name of a lock that is held until the worker's end; `null` if there are no locks. */
async function heldLock(): Promise<string | null> {
  const name = `highwater ${Date.now()} ${Math.random()}`;
  return new Promise((resolve) => {
    if (navigator.locks === undefined) {
      resolve(null);
      return;
    }
    const request = navigator.locks.request(name, () => {
      resolve(name);
      return new Promise<never>(() => {});
    });
    // An origin that is shared with no other page has no locks.
    request.catch(() => resolve(null));
  });
}
