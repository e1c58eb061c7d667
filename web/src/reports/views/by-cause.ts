import { html } from 'lit';
import { reportView } from './report-view.ts';
import './report-causes.ts';

const ONE_INSTANT =
  'This view needs a single instant: choose High-water mark, Leaks or At an instant.';

/** Live bytes by their purpose in the exercise. */
export const BY_CAUSE = reportView({
  title: 'By cause',
  ofPrograms: false,
  nativeFrames: false,
  compare: null,
  pictures: [],
  kinds: ['by-cause'],
  queries: {
    'high-water-mark': ({ at }) => ({ kind: 'by-cause', at }),
    leaks: ({ at }) => ({ kind: 'by-cause', at }),
    temporary: ONE_INSTANT,
    at: ({ at }) => ({ kind: 'by-cause', at }),
    difference: ONE_INSTANT,
  },
  render: (rows) => html`<highwater-report-causes .rows=${rows}></highwater-report-causes>`,
});
