/** The column for native frames. */

import { html } from 'lit';
import { isNative, writeOffset } from '../../model/places.ts';
import type { Named } from '../../model/report-answers.ts';
import { inlinedMark } from './cells.ts';
import type { ShownColumn } from './report-rows.ts';

/** The crates of rows, with other native details; no column if no row is native. */
export function crateColumns<Row extends Named>(rows: readonly Row[]): ShownColumn<Row>[] {
  if (!rows.some(isNative)) {
    return [];
  }
  return [
    {
      label: 'Crate',
      number: false,
      style: 'crate',
      fields: [
        { name: 'crate', value: ({ crate }) => crate ?? '' },
        {
          name: 'code_offset',
          value: ({ offset }) => (offset === undefined ? '' : writeOffset(offset)),
        },
        { name: 'inlined', value: ({ inlined }) => (inlined === undefined ? '' : inlined ? 1 : 0) },
      ],
      show: (row) =>
        isNative(row)
          ? html`${
              row.crate === null
                ? html`<span class="muted">unknown</span>`
                : html`<code>${row.crate}</code>`
            }${inlinedMark(row)}`
          : html`<span class="muted">Python</span>`,
    },
  ];
}

/** The additional text for filters: the crate. */
export function crateTexts({ crate }: Named): string[] {
  return typeof crate === 'string' ? [crate] : [];
}
