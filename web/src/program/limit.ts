/** The limit of an exercise as a size that is read as it was meant: `200 MB`. */

import { parseSize, type Size } from '../size.ts';

const MEGABYTE = 1024 * 1024;

export function limitOf(bytes: number | null): Size | null {
  if (bytes === null) {
    return null;
  }
  return parseSize(bytes % MEGABYTE === 0 ? `${bytes / MEGABYTE}MB` : `${bytes}B`);
}
