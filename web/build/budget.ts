/** How much a reader has to load before there is something to see, and how much that may be. */

import { brotliCompressSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** A file with its size as it is sent, compressed by brotli, in bytes. */
export interface SentFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Prints what the page `page` loads first and fails the build where that is more than `most`
 * bytes: the page, its script with all that the script imports, and what these name: styles,
 * workers, modules and the icon. `seen` are the scripts that are imported on arrival, later.
 */
export function budget(page: string, most: number, seen: readonly string[]): Plugin {
  return {
    name: 'budget',
    enforce: 'post',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = sentFiles(bundle, page, seen);
        const sum = files.reduce((total, { bytes }) => total + bytes, 0);
        const lines = files.map(({ name, bytes }) => `${String(bytes).padStart(8)}  ${name}`);
        const total = `${String(sum).padStart(8)}  of ${most} bytes of brotli before there is something to see`;
        console.log([...lines, total].join('\n'));
        if (sum > most) {
          this.error(`the first load of ${page} is ${sum - most} bytes over its budget`);
        }
      },
    },
  };
}

/** The files that a page loads first, the largest first. */
function sentFiles(
  bundle: Rolldown.OutputBundle,
  page: string,
  seen: readonly string[],
): SentFile[] {
  const names = new Set([page]);
  const visit = (chunk: Rolldown.OutputChunk) => {
    if (names.has(chunk.fileName)) {
      return;
    }
    names.add(chunk.fileName);
    for (const name of namedIn(chunk)) {
      names.add(name);
    }
    for (const name of chunk.imports) {
      const imported = bundle[name];
      if (imported?.type === 'chunk') {
        visit(imported);
      }
    }
  };
  for (const file of Object.values(bundle)) {
    if (
      file.type === 'chunk' &&
      (file.facadeModuleId?.endsWith(`/${page}`) || seen.includes(file.name))
    ) {
      visit(file);
    }
  }
  return [...names]
    .flatMap((name) => {
      const file = bundle[name];
      const content = file?.type === 'chunk' ? file.code : file?.source;
      return content === undefined ? [] : [{ name, bytes: brotliCompressSync(content).length }];
    })
    .sort((a, b) => b.bytes - a.bytes);
}

function namedIn({ viteMetadata }: Rolldown.OutputChunk): string[] {
  return [...(viteMetadata?.importedAssets ?? []), ...(viteMetadata?.importedCss ?? [])];
}
