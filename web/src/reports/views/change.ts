/** Changes, written with their sign. */

import { formatCount } from '../../util/format.ts';
import { formatSize } from '../../util/size.ts';

/** A true minus, as wide as the plus. */
const MINUS = '−';

/** The sign of a change; empty for zero. */
function signOf(change: number): string {
  return change > 0 ? '+' : change < 0 ? MINUS : '';
}

/** A change in bytes: `+1.5KiB`, `−20B`, `0B`. */
export function formatSizeChange(bytes: number): string {
  return `${signOf(bytes)}${formatSize(Math.abs(bytes))}`;
}

/** A change of a count: `+1,200`, `−3`, `0`. */
export function formatCountChange(count: number): string {
  return `${signOf(count)}${formatCount(Math.abs(count))}`;
}

/** A change as a share of a whole: `+12.5%`, `−0.1%`; a dash if the whole is zero. */
export function formatShareChange(part: number, whole: number): string {
  return whole > 0 ? `${signOf(part)}${((100 * Math.abs(part)) / whole).toFixed(1)}%` : '–';
}
