/** The memory of each line of a file, from the locations of a report. */

import type { TableRow } from '../model/report-answers.ts';

export interface LineMemory {
  readonly bytes: number;
  /** The share of all bytes, between 0 and 1. */
  readonly share: number;
}

/** The memory of a file's lines, as shares of `total` bytes. */
export function linesOf(
  rows: readonly TableRow[],
  file: string,
  total: number,
): Map<number, LineMemory> {
  const bytes = new Map<number, number>();
  for (const row of rows) {
    if (row.file === file && row.line !== null && row.line > 0) {
      bytes.set(row.line, (bytes.get(row.line) ?? 0) + row.bytes);
    }
  }
  return new Map(
    [...bytes].map(([line, sum]) => [line, { bytes: sum, share: total === 0 ? 0 : sum / total }]),
  );
}
