/** The memory of the exercise by line, in CPython. */

import type { TableRow } from '../../web/src/model/report-answers.ts';

/**
 * The share of each line of `lru_cache.py` in the bytes of its lines after the last result was
 * counted, by CPython 3.11.7's tracemalloc. Unlike memray, it records an object again that CPython
 * takes from a free list, as an allocation of the line that takes it.
 */
const CPYTHON: Readonly<Record<number, number>> = { 18: 0.815, 25: 0.148, 24: 0.037 };

/** The largest difference from CPython in the share of any of its lines. */
export function differenceFromCPython(rows: readonly TableRow[], bytes: number): number {
  const differences = Object.entries(CPYTHON).map(([line, share]) => {
    const row = rows.find((row) => row.file === 'lru_cache.py' && row.line === Number(line));
    return Math.abs((row?.bytes ?? 0) / bytes - share);
  });
  return Math.max(...differences);
}
