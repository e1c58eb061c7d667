/** The limit of a run's memory. */

import { parseSize, type Size } from '../util/size.ts';

const MEGABYTE = 1024 * 1024;

/** A limit in bytes as a size: whole megabytes as such. */
export function limitOf(bytes: number): Size {
  return parseSize(bytes % MEGABYTE === 0 ? `${bytes / MEGABYTE}MB` : `${bytes}B`);
}
