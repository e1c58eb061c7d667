/** Columns of a report's rows: their values, sorting, and both as CSV. */

import { asCsv } from '../../util/csv.ts';

type Value = string | number;

/** One value of a column. A place has two: its file and its line. */
export interface Field<Row> {
  /** Its name in CSV. */
  readonly name: string;
  readonly value: (row: Row) => Value;
  /** Digits after the decimal point, for fractions. */
  readonly digits?: number;
}

export interface ReportColumn<Row> {
  /** Its displayed name, unique among the columns. */
  readonly label: string;
  /** True if it is numeric: right-aligned, the largest first. */
  readonly number: boolean;
  /** The sort keys, the first field foremost. */
  readonly fields: readonly Field<Row>[];
}

/** The sort order of rows. */
export interface Order {
  readonly label: string;
  readonly descending: boolean;
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** The order after a column was chosen: reversed if it is the current one. */
export function chooseColumn(order: Order, { label, number }: ReportColumn<never>): Order {
  return { label, descending: order.label === label ? !order.descending : number };
}

/** Rows in an order. Equal rows keep their relative order in both directions. */
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

/** Rows as CSV: a header, and plain numbers. */
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
