/** Starts workers from scripts of any origin. */

import { type SilentEnd, watchLife } from './worker-life.ts';

/** Blob URLs of this document, by the URLs of another origin that they import. */
const bootstraps = new Map<string, string>();

/** A worker that is watched until it is terminated. */
export interface StartedWorker {
  readonly worker: Worker;
  terminate(): void;
}

/**
 * Starts the worker at a URL; `onEnd` is called if it ends on its own. Browsers refuse workers from
 * other origins, but not imports of modules from there: for those, a blob worker consists of the
 * import alone. That requires `blob:` in the page's `worker-src`.
 */
export function startWorker(address: string, onEnd: (end: SilentEnd) => void): StartedWorker {
  const worker = workerAt(address);
  const unwatch = watchLife(worker, onEnd);
  // Its failure has an event of its own.
  worker.addEventListener('error', unwatch);
  return {
    worker,
    terminate() {
      unwatch();
      worker.terminate();
    },
  };
}

function workerAt(address: string): Worker {
  const { protocol, origin } = new URL(address, location.href);
  if (protocol === 'blob:') {
    // The script is complete and imports no module: in a sandbox, Chromium would start no module
    // worker from a blob.
    return new Worker(address);
  }
  const own = origin === self.origin;
  return new Worker(own ? address : bootstrapOf(address), { type: 'module' });
}

function bootstrapOf(address: string): string {
  let bootstrap = bootstraps.get(address);
  if (bootstrap === undefined) {
    const script = `import ${JSON.stringify(address)};`;
    bootstrap = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    bootstraps.set(address, bootstrap);
  }
  return bootstrap;
}
