/**
 * All views of reports by name.
 *
 * A view is added by a file in this folder, its entry below, and its name among those of
 * `settings/report-settings.ts`. The names are there because addresses are checked against them
 * before any view is loaded. A missing part does not compile.
 */

import type { ReportViewName } from '../../settings/report-settings.ts';
import { BY_CAUSE } from './by-cause.ts';
import { FLAMEGRAPH } from './flamegraph.ts';
import type { ReportView } from './report-view.ts';
import { STATS } from './stats.ts';
import { SUMMARY } from './summary.ts';
import { TABLE } from './table.ts';
import { TREE } from './tree.ts';

export const REPORT_VIEWS: Readonly<Record<ReportViewName, ReportView>> = {
  flamegraph: FLAMEGRAPH,
  table: TABLE,
  tree: TREE,
  summary: SUMMARY,
  'by-cause': BY_CAUSE,
  stats: STATS,
};
