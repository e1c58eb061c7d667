/** Starting workers, wherever the script that starts them came from. */

/** Addresses of this document's own that stand for those of another origin. */
const bootstraps = new Map<string, string>();

/**
 * A worker of an address. A browser refuses a worker from another origin than the page's, but not
 * the import of a module from there: where it has to be, a worker of the page's own begins with
 * nothing else. That takes `blob:` in a page's `worker-src`.
 */
export function startWorker(address: string): Worker {
  const { protocol, origin } = new URL(address, location.href);
  if (protocol === 'blob:') {
    // It is whole, and needs no module: in a sandbox Chromium would start none from a blob.
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
