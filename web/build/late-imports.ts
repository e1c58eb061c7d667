/** Imports of chunks that are loaded later. */

import type { Plugin } from 'vite';

/** The module by which Vite's bundles import chunks loaded later. */
const PRELOADER = '\0vite/preload-helper.js';

/**
 * The function that imports a chunk, in place of Vite's: a chunk loaded later names its own imports
 * and has no stylesheet, so there is nothing to preload.
 *
 * Browsers of before 2026 remember for ever that a script could not be fetched, so an import that
 * failed is tried once more by another address, which the errors of these browsers contain. A later
 * import of the same chunk gets the same copy of it.
 */
const LATE_IMPORT = `
const copies = new Map();
let count = 0;
export const __vitePreload = async (load) => {
  try {
    return await load();
  } catch (error) {
    const [address] = /https?:\\S+\\.js$/.exec(error?.message) ?? [];
    if (!address) throw error;
    if (!copies.has(address)) {
      const copy = import(/* @vite-ignore */ address + '?again=' + ++count);
      copies.set(address, copy);
      copy.catch(() => copies.delete(address));
    }
    return copies.get(address);
  }
};`;

/** Puts the function into the build. */
export function lateImports(): Plugin {
  return {
    name: 'late-imports',
    enforce: 'pre',
    apply: 'build',
    load: (id) => (id === PRELOADER ? LATE_IMPORT : null),
  };
}
