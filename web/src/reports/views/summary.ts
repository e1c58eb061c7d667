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
    difference:
      'A summary needs a single instant. The table shows allocated and freed bytes by location.',
  },
  render: (rows) => html`<highwater-report-summary .rows=${rows}></highwater-report-summary>`,
});
