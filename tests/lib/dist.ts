/** The built page as files. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, without a trailing slash. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The folder of the built page. */
export const DIST = join(REPOSITORY, 'web', 'dist');

/** Every file of the built page, by its path within the page. */
export function distFiles(): { name: string; bytes: Buffer }[] {
  return readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { name: relative(DIST, path), bytes: readFileSync(path) };
    });
}

/**
 * The limits, in pages, of each memory that a module defines; `max` is absent without a maximum.
 */
export function memoryLimits(module: Uint8Array): { min: number; max?: number }[] {
  const MEMORY_SECTION = 5;
  const HAS_MAXIMUM = 1;
  let at = 8; // after the magic number and the version
  const leb128 = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = module[at++];
      if (byte === undefined) throw new Error('the module is truncated');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < module.length) {
    const section = module[at++];
    const end = leb128() + at;
    if (section === MEMORY_SECTION) {
      return Array.from({ length: leb128() }, () => {
        const flags = leb128();
        const min = leb128();
        return flags & HAS_MAXIMUM ? { min, max: leb128() } : { min };
      });
    }
    at = end;
  }
  return [];
}
