import { html } from 'lit';
import { compareTables } from './compare-answers.ts';
import { reportView } from './report-view.ts';
import './report-table.ts';

/** Locations with their own allocations. */
export const TABLE = reportView({
  title: 'Table',
  ofPrograms: true,
  nativeFrames: true,
  compare: compareTables,
  pictures: [],
  kinds: ['table'],
  queries: {
    'high-water-mark': ({ at }) => ({ kind: 'table', at }),
    leaks: ({ at }) => ({ kind: 'table', at }),
    temporary: ({ threshold }) => ({ kind: 'table', threshold }),
    at: ({ at }) => ({ kind: 'table', at }),
    difference: ({ between }) => ({ kind: 'table', between }),
  },
  render: (rows, { source }) => html`<highwater-report-table
    .rows=${rows}
    .source=${source}
  ></highwater-report-table>`,
});
