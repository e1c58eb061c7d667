/** The size of the first load, and its limit. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** A file with its transfer size, compressed by brotli, in bytes. */
export interface SentFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Prints the files of the first load of `page` and fails the build if they exceed `most` bytes: the
 * page, the files that it names, and everything that its scripts import statically and refer to,
 * which are styles, workers and modules.
 */
export function budget(page: string, most: number): Plugin {
  let publicFolder = '';
  return {
    name: 'budget',
    enforce: 'post',
    apply: 'build',
    configResolved({ publicDir }) {
      publicFolder = publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = sentFiles(bundle, page, publicFolder);
        const sum = files.reduce((total, { bytes }) => total + bytes, 0);
        const lines = [
          ...files.map(({ name, bytes }) => `${String(bytes).padStart(8)}  ${name}`),
          `${String(sum).padStart(8)}  bytes in the first load, compressed by brotli; at most ${most}`,
        ];
        console.log(lines.join('\n'));
        if (sum > most) {
          this.error(`the first load of ${page} is ${sum - most} bytes over its budget`);
        }
      },
    },
  };
}

/** The files of a page's first load, the largest first. */
function sentFiles(bundle: Rolldown.OutputBundle, page: string, publicFolder: string): SentFile[] {
  const names = new Set([page]);
  const visit = (name: string) => {
    if (!names.has(name)) {
      names.add(name);
      const file = bundle[name];
      if (file?.type === 'chunk') {
        [...namedIn(file), ...file.imports].forEach(visit);
      }
    }
  };
  const html = String(contentOf(bundle, page, publicFolder));
  for (const [, name = ''] of html.matchAll(/ (?:src|href)="\.\/([^"]+)"/g)) {
    visit(name);
  }
  return [...names]
    .map((name) => {
      const content = contentOf(bundle, name, publicFolder);
      return { name, bytes: brotliCompressSync(content).length };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

function namedIn({ viteMetadata }: Rolldown.OutputChunk): string[] {
  return [...(viteMetadata?.importedAssets ?? []), ...(viteMetadata?.importedCss ?? [])];
}

function contentOf(
  bundle: Rolldown.OutputBundle,
  name: string,
  publicFolder: string,
): string | Uint8Array {
  const file = bundle[name];
  if (file === undefined) {
    return readFileSync(join(publicFolder, name));
  }
  return file.type === 'chunk' ? file.code : file.source;
}
