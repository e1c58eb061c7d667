import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Source, shownLine, sourceAt, writePlace } from '../../model/places.ts';
import type { DifferenceRow, MemoryChange, Rows, TableRow } from '../../model/report-answers.ts';
import { functionName } from '../../ui/function-name.ts';
import { size } from '../../ui/shared.ts';
import { formatCount } from '../../util/format.ts';
import { bar } from './cells.ts';
import { formatCountChange, formatShareChange, formatSizeChange } from './change.ts';
import type { Field, Order } from './columns.ts';
import { crateColumns, crateTexts } from './crate-column.ts';
import { percentOf, ReportRows, type ShownColumn, share, sumOf } from './report-rows.ts';

type Location = TableRow | DifferenceRow;

/**
 * The locations of a report, each with its own allocations, or their change in a difference. A
 * share of a difference is relative to the bytes before or after, whichever are more.
 */
@customElement('highwater-report-table')
class ReportTable extends ReportRows<Location> {
  /** The lines of each file that is known. */
  @property({ attribute: false }) source: Source = new Map();
  protected override readonly caption = 'Locations with their own allocations';
  protected override readonly noun = ['location', 'locations'] as const;

  protected override emptiness(): string {
    return isDifference(this.rows) ? 'No changes.' : super.emptiness();
  }

  protected override textsOf(row: Location): string[] {
    return [row.name, writePlace(row), ...crateTexts(row)];
  }

  /** The largest first; in a difference that shrank, the largest loss. */
  protected override firstOrder(): Order {
    return isDifference(this.rows)
      ? { label: 'Change', descending: this.rows.bytes >= 0 }
      : { label: 'Bytes', descending: true };
  }

  protected override makeColumns(): ShownColumn<Location>[] {
    const { rows } = this;
    return [
      {
        label: 'Function',
        number: false,
        fields: [{ name: 'function', value: ({ name }) => name }],
        show: ({ name }) => functionName(name),
      },
      {
        label: 'Location',
        number: false,
        style: 'where',
        fields: [
          { name: 'file', value: ({ file }) => file },
          { name: 'line', value: ({ line }) => line },
        ],
        show: (row) => html`<code class="place">${writePlace(row)}</code>`,
      },
      ...crateColumns(rows?.rows ?? []),
      ...this.sourceColumns(),
      ...(isDifference(rows) ? changeColumns(rows) : sumColumns(rows?.bytes ?? 0)),
    ];
  }

  /** The column of source lines, if any is known. */
  private sourceColumns(): ShownColumn<Location>[] {
    const { source, rows } = this;
    if (!rows?.rows.some((row) => sourceAt(source, row) !== '')) {
      return [];
    }
    return [
      {
        label: 'Source',
        number: false,
        style: 'source',
        fields: [{ name: 'source', value: (row) => shownLine(source, row) }],
        show: (row) => {
          const line = sourceAt(source, row);
          return line === '' ? nothing : html`<code>${line}</code>`;
        },
      },
    ];
  }
}

function sumColumns(whole: number): ShownColumn<Location>[] {
  return [
    numbers('Bytes', [bytesField], ([bytes]) => size(bytes)),
    numbers('Share', [percentField(whole)], ([bytes]) => share(bytes, whole), [bytesField]),
    numbers('Allocations', [countField], ([count]) => formatCount(count)),
  ];
}

function changeColumns({ beforeBytes, afterBytes }: MemoryChange): ShownColumn<Location>[] {
  const whole = Math.max(beforeBytes, afterBytes);
  const field = (name: string, key: keyof MemoryChange): NumberField => ({
    name,
    value: (row) => ('beforeBytes' in row ? row[key] : 0),
  });
  const flow = (label: string, name: 'allocated' | 'freed') =>
    numbers(
      label,
      [field(`${name}_bytes`, `${name}Bytes`), field(`${name}_count`, `${name}Count`)],
      ([bytes, count]) => html`${size(bytes)}<span class="sub">in ${formatCount(count)}</span>`,
    );
  return [
    numbers(
      'Change',
      [bytesField],
      ([bytes]) => html`<span data-sign=${Math.sign(bytes)}>${formatSizeChange(bytes)}</span>`,
    ),
    numbers(
      'Share',
      [percentField(whole)],
      ([bytes]) => html`<span class="share" data-sign=${Math.sign(bytes)}>
        ${formatShareChange(bytes, whole)} ${bar(Math.abs(bytes), whole)}
      </span>`,
      [bytesField],
    ),
    numbers('Before', [field('before_bytes', 'beforeBytes')], ([bytes]) => size(bytes)),
    numbers('After', [field('after_bytes', 'afterBytes')], ([bytes]) => size(bytes)),
    flow('Allocated', 'allocated'),
    flow('Freed', 'freed'),
    numbers('Allocations', [countField], ([count]) => formatCountChange(count)),
  ];
}

interface NumberField extends Field<Location> {
  readonly value: (row: Location) => number;
}

const bytesField: NumberField = { name: 'bytes', value: ({ bytes }) => bytes };
const countField: NumberField = { name: 'count', value: ({ count }) => count };

function percentField(whole: number): NumberField {
  return { name: 'percent', value: ({ bytes }) => percentOf(bytes, whole), digits: 1 };
}

type Numbers = readonly [number, number];

/** A column of additive numbers, formatted from its own fields unless others are given. */
function numbers(
  label: string,
  fields: readonly NumberField[],
  write: (values: Numbers) => TemplateResult | string,
  written = fields,
): ShownColumn<Location> {
  const writeAll = (sum: (field: NumberField) => number) => {
    const [first = 0, second = 0] = written.map(sum);
    return write([first, second]);
  };
  return {
    label,
    number: true,
    fields,
    show: (row) => writeAll(({ value }) => value(row)),
    total: (rows) => writeAll(({ value }) => sumOf(rows, value)),
  };
}

function isDifference(rows: Rows<Location> | null): rows is Rows<Location> & MemoryChange {
  return rows !== null && 'beforeBytes' in rows;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-table': ReportTable;
  }
}
