import { html } from 'lit';
import { reportView } from './report-view.ts';
import './report-stats.ts';

/** Totals of a run, the sizes of its allocations, and the locations that allocated the most. */
export const STATS = reportView({
  title: 'Stats',
  ofPrograms: true,
  nativeFrames: true,
  compare: null,
  pictures: [],
  kinds: ['stats'],
  queries: { wholeRun: { kind: 'stats' }, description: 'All allocations of the run' },
  render: (stats) => html`<highwater-report-stats .stats=${stats}></highwater-report-stats>`,
});
