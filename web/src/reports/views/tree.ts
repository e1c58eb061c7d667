import { html } from 'lit';
import { SUBJECTS } from '../../settings/report-settings.ts';
import { compareTrees } from './compare-answers.ts';
import { TREE_QUERIES } from './queries.ts';
import { reportView } from './report-view.ts';
import './report-tree.ts';

/** Callers and callees, as an outline. */
export const TREE = reportView({
  title: 'Tree',
  ofPrograms: true,
  nativeFrames: true,
  compare: compareTrees,
  pictures: [],
  kinds: SUBJECTS,
  queries: TREE_QUERIES,
  render: (root, { source }) => html`<highwater-report-tree
    .root=${root}
    .difference=${root.kind === 'difference'}
    .source=${source}
  ></highwater-report-tree>`,
});
