import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { SummaryRow } from '../../model/report-answers.ts';
import { functionName } from '../../ui/function-name.ts';
import { size } from '../../ui/shared.ts';
import { formatCount } from '../../util/format.ts';
import type { Order, ReportColumn } from './columns.ts';
import { crateColumns, crateTexts } from './crate-column.ts';
import { percentOf, ReportRows, type ShownColumn, share, sumOf } from './report-rows.ts';

/**
 * The functions of a report, each with its own allocations and its total. Only the own allocations
 * add up: those of a callee are in several totals.
 */
@customElement('highwater-report-summary')
class ReportSummary extends ReportRows<SummaryRow> {
  protected override readonly caption = 'Functions with their own allocations and their total';
  protected override readonly noun = ['function', 'functions'] as const;

  protected override firstOrder(): Order {
    return { label: 'Own', descending: true };
  }

  protected override textsOf(row: SummaryRow): string[] {
    return [row.name, row.file, ...crateTexts(row)];
  }

  protected override makeColumns(): ShownColumn<SummaryRow>[] {
    return [
      {
        label: 'Function',
        number: false,
        fields: [{ name: 'function', value: ({ name }) => name }],
        show: ({ name }) => functionName(name),
      },
      {
        label: 'File',
        number: false,
        style: 'where',
        fields: [{ name: 'file', value: ({ file }) => file }],
        show: ({ file }) => html`<code class="place">${file}</code>`,
      },
      ...crateColumns(this.rows?.rows ?? []),
      ...this.measures(
        'Own',
        'own',
        ({ ownBytes }) => ownBytes,
        ({ ownCount }) => ownCount,
        true,
      ),
      ...this.measures(
        'Total',
        'total',
        ({ totalBytes }) => totalBytes,
        ({ totalCount }) => totalCount,
        false,
      ),
    ];
  }

  /** The three columns of a sum: bytes, their share, and allocations. */
  private measures(
    label: string,
    name: string,
    bytes: (row: SummaryRow) => number,
    count: (row: SummaryRow) => number,
    adds: boolean,
  ): ShownColumn<SummaryRow>[] {
    const whole = this.rows?.bytes ?? 0;
    const column = (
      told: ReportColumn<SummaryRow>,
      write: (value: number) => ReturnType<ShownColumn<SummaryRow>['show']>,
      value: (row: SummaryRow) => number,
    ): ShownColumn<SummaryRow> => ({
      ...told,
      show: (row) => write(value(row)),
      ...(adds ? { total: (rows) => write(sumOf(rows, value)) } : {}),
    });
    return [
      column(
        { label, number: true, fields: [{ name: `${name}_bytes`, value: bytes }] },
        size,
        bytes,
      ),
      column(
        {
          label: `${label} share`,
          number: true,
          fields: [
            {
              name: `${name}_percent`,
              value: (row) => percentOf(bytes(row), whole),
              digits: 1,
            },
          ],
        },
        (value) => share(value, whole),
        bytes,
      ),
      column(
        {
          label: `${label} allocations`,
          number: true,
          fields: [{ name: `${name}_count`, value: count }],
        },
        formatCount,
        count,
      ),
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-summary': ReportSummary;
  }
}
