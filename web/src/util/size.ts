/**
 * Sizes of memory, parsed and formatted as pytest-memray does: a number and a unit, where 1 KB is
 * 1024 bytes. memray's own reports, the source of the measurements of CPython, count 1 MB as
 * 1,000,000 bytes and have a formatter of their own.
 */

import { quote } from './quote.ts';

/** A typed size. */
export interface Size {
  /** Whole bytes. */
  readonly bytes: number;
  /** The number as typed, without a sign. */
  readonly quantity: string;
  /** One of `UNITS`. */
  readonly unit: string;
  /** The canonical text: quantity and unit, no space. */
  readonly text: string;
}

/** The units of pytest-memray; the index is the power of 1024. */
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

const POWERS = ['', '1024', '1024²', '1024³', '1024⁴', '1024⁵'] as const;

/**
 * Maximum number of characters of a number, and the maximum bytes that a number represents exactly.
 */
const LONGEST = 20;
const LARGEST = 2 ** 53;

const PATTERN = /^\+?(\d*\.\d+|\d+)\s*([kmgtp]i?b|b)$/i;

/** Parses a size such as `70MB`, `.5 GB` or `512 KiB`; throws an error for the reader. */
export function parseSize(text: string): Size {
  const match = PATTERN.exec(text.trim());
  if (match === null) {
    throw new Error(
      `${quote(text)} is not a size: write a number and a unit (B, KB, MB, GB, TB or PB), such as 70MB`,
    );
  }
  const [, quantity = '', written = ''] = match;
  const unit = written.toUpperCase().replace('I', '');
  const power = UNITS.indexOf(unit as (typeof UNITS)[number]);
  const bytes = Math.floor(Number(quantity) * 1024 ** power);
  if (quantity.length > LONGEST) {
    throw new Error(`“${quantity.slice(0, LONGEST)}…” has too many digits for a size`);
  }
  if (bytes > LARGEST) {
    throw new Error(`${quote(text)} is too large (maximum 8PB)`);
  }
  if (bytes < 1) {
    throw new Error(`${quote(text)} is less than one byte`);
  }
  return { bytes, quantity, unit, text: `${quantity}${unit}` };
}

/** The meaning of a size: `70 MB (= 70 × 1024² bytes = 73,400,320 B)`. */
export function explainSize(size: Size): string {
  const name = `${size.quantity} ${size.unit}`;
  const power = UNITS.indexOf(size.unit as (typeof UNITS)[number]);
  if (power < 1) {
    return name;
  }
  const bytes = size.bytes.toLocaleString('en-US');
  return `${name} (= ${size.quantity} × ${POWERS[power]} bytes = ${bytes} B)`;
}

/** Bytes in binary units to one decimal, as pytest-memray formats them: `740.9MiB`. */
export function formatSize(bytes: number): string {
  const { quantity, unit } = splitSize(bytes);
  return `${quantity}${unit}`;
}

/** The two parts of `formatSize`, where the unit is set smaller than the number. */
export function splitSize(bytes: number): { quantity: string; unit: string } {
  let value = bytes;
  let power = 0;
  while (Math.abs(value) >= 1024 && power < BINARY_UNITS.length - 1) {
    value /= 1024;
    power += 1;
  }
  const unit = BINARY_UNITS[power] ?? 'B';
  return { quantity: power === 0 ? String(value) : value.toFixed(1), unit };
}

/** Bytes in memray's megabytes of 10⁶ bytes: `776.9 MB`. */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
