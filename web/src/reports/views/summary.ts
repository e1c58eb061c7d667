import { html } from 'lit';
import { reportView } from './report-view.ts';
import './report-summary.ts';

/** Functions with their own allocations and their total. */
export const SUMMARY = reportView({
  title: 'Summary',
  ofPrograms: true,
  nativeFrames: true,
  compare: null,
  pictures: [],
  kinds: ['summary'],
  queries: {
    'high-water-mark': ({ at }) => ({ kind: 'summary', at }),
    leaks: ({ at }) => ({ kind: 'summary', at }),
    temporary: ({ threshold }) => ({ kind: 'summary', threshold }),
    at: ({ at }) => ({ kind: 'summary', at }),
    difference: 'A summary is of one instant. The table shows what came and went by location.',
  },
  render: (rows) => html`<highwater-report-summary .rows=${rows}></highwater-report-summary>`,
});
