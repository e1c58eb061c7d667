/** CSV (RFC 4180), with a line feed after each line. */

export type Cell = string | number | boolean | null;

/** Lines of cells as CSV. */
export function asCsv(lines: readonly (readonly Cell[])[]): string {
  return lines.map((line) => `${line.map(quote).join(',')}\n`).join('');
}

/** Quotes a cell if CSV requires it. */
function quote(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
