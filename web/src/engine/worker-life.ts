/**
 * The life of a worker, watched from the page: browsers send no event when they end a worker because
 * memory is short, nor when it closes itself.
 *
 * A worker's end is detected by an effect that only its end can have, so a worker that is busy, on a
 * busy machine or in a hidden tab, is never taken for one that has ended. A lock that it holds is released, where
 * pages have locks: in secure contexts of an origin of their own. Elsewhere a URL that it has created
 * is revoked, which is read every second, where the page's policy allows connections to `blob:`.
 */

/** The worker's end of the watch: the first message to each worker. */
export interface LifeMessage {
  readonly type: 'life';
  readonly port: MessagePort;
}

/** The worker's script runs. It holds the lock of this name, or this URL is its own. */
export type LifeSign = { readonly lock: string } | { readonly url: string };

/** The end of a worker on its own. */
export type SilentEnd = 'ended' | 'not-started';

/** Milliseconds from an end to its report: an error, or last messages, may still be in transit. */
const IN_TRANSIT = 300;

/** Milliseconds between two checks of the start, or of a URL. */
const INTERVAL = 1000;

/**
 * Checks without a sign after which a worker counts as not started. Checks are counted instead of
 * seconds, so that a suspended computer does not count.
 */
const START_CHECKS = 30;

/**
 * Watches a new worker, and calls `onEnd` if it does not start or ends. Returns the function that
 * ends the watch.
 */
export function watchLife(worker: Worker, onEnd: (end: SilentEnd) => void): () => void {
  const { port1, port2 } = new MessageChannel();
  const watch = new AbortController();
  let checks = 0;
  const start = setInterval(() => {
    checks += 1;
    if (checks >= START_CHECKS) {
      end('not-started');
    }
  }, INTERVAL);

  function stop(): void {
    clearInterval(start);
    watch.abort();
    port1.close();
  }

  function end(how: SilentEnd): void {
    if (!watch.signal.aborted) {
      stop();
      onEnd(how);
    }
  }

  const ended = () => {
    setTimeout(() => end('ended'), IN_TRANSIT);
  };
  port1.onmessage = ({ data }: MessageEvent<LifeSign>) => {
    clearInterval(start);
    const { signal } = watch;
    if ('lock' in data) {
      // It is granted when the worker no longer holds it. Ending the watch rejects the request.
      navigator.locks.request(data.lock, { signal }, ended).catch(() => {});
    } else {
      untilRevoked(data.url, signal).then(ended, () => {});
    }
  };
  const message: LifeMessage = { type: 'life', port: port2 };
  worker.postMessage(message, [port2]);
  return stop;
}

/** Resolves when a URL can no longer be read; rejects if it never could, or the signal is aborted. */
async function untilRevoked(url: string, signal: AbortSignal): Promise<void> {
  await fetch(url, { signal });
  for (let isValid = true; isValid; ) {
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
    signal.throwIfAborted();
    isValid = await fetch(url, { signal }).then(
      () => true,
      () => false,
    );
  }
}

/** The reason of a failure, without a full stop; `name` is the worker's. */
export function describeSilentEnd(name: string, end: SilentEnd): string {
  return end === 'ended'
    ? `the ${name} ended without a message: the browser may be short of memory`
    : `the ${name} has not started in ${(START_CHECKS * INTERVAL) / 1000} seconds: the connection may be lost`;
}
