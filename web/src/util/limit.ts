/** A limit in bytes as a size that is read as it was meant: `200 MB`. */

import { parseSize, type Size } from './size.ts';

const MEGABYTE = 1024 * 1024;

export function limitOf(bytes: number): Size {
  return parseSize(bytes % MEGABYTE === 0 ? `${bytes / MEGABYTE}MB` : `${bytes}B`);
}
