/** The column that rows of native frames have. */

import { html } from 'lit';
import { isNative, writeOffset } from '../../model/places.ts';
import type { Named } from '../../model/report-answers.ts';
import { inlinedMark } from './cells.ts';
import type { ShownColumn } from './report-rows.ts';

/** The crates of rows, with what else only native ones have; no column where none is native. */
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
                ? html`<span class="muted">not known</span>`
                : html`<code>${row.crate}</code>`
            }${inlinedMark(row)}`
          : html`<span class="muted">Python</span>`,
    },
  ];
}

/** What a filter of rows looks at besides: the crate. */
export function crateTexts({ crate }: Named): string[] {
  return typeof crate === 'string' ? [crate] : [];
}
