/** Keeps a script's static imports in one chunk: otherwise each would be a request. */

import type { Plugin } from 'vite';

export interface FirstChunk {
  readonly plugin: Plugin;
  /** True if a module is imported statically. */
  readonly has: (id: string) => boolean;
}

/** The static imports of the module whose path ends with `entry`. */
export function firstChunk(entry: string): FirstChunk {
  const modules = new Set<string>();
  return {
    has: (id) => modules.has(id),
    plugin: {
      name: 'first-chunk',
      apply: 'build',
      buildEnd() {
        const found = [...this.getModuleIds()].find((id) => id.endsWith(entry));
        const rest = found === undefined ? [] : [found];
        for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
          if (!modules.has(id)) {
            modules.add(id);
            rest.push(...(this.getModuleInfo(id)?.importedIds ?? []));
          }
        }
      },
    },
  };
}
