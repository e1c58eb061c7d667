/** Work that can wait until the page is at rest. */

/** Milliseconds after which the work is done in any case. */
const MOST_WAITING = 2000;

/** Calls a function when the browser is idle. Safari cannot tell, so there it is called soon. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) {
    requestIdleCallback(work, { timeout: MOST_WAITING });
  } else {
    setTimeout(work, 200);
  }
}
