/** Columns of a report's rows: the plain values in them, their order, and both as CSV. */

import { asCsv } from '../../util/csv.ts';

type Value = string | number;

/** One value of a column. A place is two: its file and its line. */
export interface Field<Row> {
  /** What CSV calls it. */
  readonly name: string;
  readonly value: (row: Row) => Value;
  /** Digits after the point, where it is no whole number. */
  readonly digits?: number;
}

export interface ReportColumn<Row> {
  /** What a reader calls it; no two columns share one. */
  readonly label: string;
  /** Whether it is read as a number: to the right, the largest first. */
  readonly number: boolean;
  /** What it sorts by, the first field above all. */
  readonly fields: readonly Field<Row>[];
}

/** By which column rows are sorted. */
export interface Order {
  readonly label: string;
  readonly descending: boolean;
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** The order after a column was chosen: the other way round where it was the one before. */
export function chooseColumn(order: Order, { label, number }: ReportColumn<never>): Order {
  return { label, descending: order.label === label ? !order.descending : number };
}

/** Rows in an order. Equals stay as they were, whichever way the order goes. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly ReportColumn<Row>[],
  order: Order,
): Row[] {
  const fields = columns.find(({ label }) => label === order.label)?.fields ?? [];
  const sign = order.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    for (const { value } of fields) {
      const difference = compare(value(a), value(b));
      if (difference !== 0) {
        return sign * difference;
      }
    }
    return 0;
  });
}

function compare(a: Value, b: Value): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : COLLATOR.compare(String(a), String(b));
}

/** Rows as CSV: a header, plain numbers. */
export function rowsAsCsv<Row>(
  rows: readonly Row[],
  columns: readonly ReportColumn<Row>[],
): string {
  const fields = columns.flatMap((column) => column.fields);
  return asCsv([
    fields.map(({ name }) => name),
    ...rows.map((row) => fields.map((field) => write(field, row))),
  ]);
}

function write<Row>({ value, digits }: Field<Row>, row: Row): string {
  const plain = value(row);
  return typeof plain === 'number' && digits !== undefined ? plain.toFixed(digits) : String(plain);
}
