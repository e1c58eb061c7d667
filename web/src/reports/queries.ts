/** From what the reports show to the questions that answer it. */

import type { Instant, ReportQuery } from '../model/report-answers.ts';
import type { TickUnit } from '../model/ticks.ts';
import type { ReportSettings, ReportView, Subject } from '../settings/report-settings.ts';
import { formatCount } from '../util/format.ts';

/** What a reader calls each subject. */
export const SUBJECT_NAMES: Readonly<Record<Subject, string>> = {
  'high-water-mark': 'High-water mark',
  leaks: 'Leaks',
  temporary: 'Temporary',
  at: 'At an instant',
  difference: 'Difference',
};

/** What a reader calls each view. */
export const VIEW_NAMES: Readonly<Record<ReportView, string>> = {
  flamegraph: 'Flamegraph',
  table: 'Table',
  tree: 'Tree',
  summary: 'Summary',
  'by-cause': 'By cause',
  stats: 'Stats',
};

/** The settings that a question depends on. */
type Asked = Pick<ReportSettings, 'subject' | 'view' | 'at' | 'between' | 'threshold'>;

/** The question behind a view, or in words why there is none. */
export function queryOf(asked: Asked): ReportQuery | { readonly missing: string } {
  const { subject, view, between, threshold } = asked;
  if (view === 'stats') {
    return { kind: 'stats' };
  }
  if (subject === 'at' && asked.at === null) {
    return { missing: 'Choose an instant: click the plot of memory, or use its arrow keys.' };
  }
  if (subject === 'difference' && between === null) {
    return { missing: 'Choose two instants: drag over the plot of memory, or write them here.' };
  }
  const isDifference = subject === 'difference';
  if (view === 'by-cause' && (isDifference || subject === 'temporary')) {
    return {
      missing:
        'Causes are of what is live at one instant: choose High-water mark, Leaks or an instant.',
    };
  }
  if (view === 'summary' && isDifference) {
    return {
      missing: 'A summary is of one instant. The table shows what came and went by location.',
    };
  }
  if (view === 'flamegraph' || view === 'tree') {
    return treeQuery(asked);
  }
  if (isDifference && between !== null) {
    return { kind: 'table', between };
  }
  return subject === 'temporary' ? { kind: view, threshold } : { kind: view, at: instantOf(asked) };
}

function treeQuery(asked: Asked): ReportQuery {
  const { subject, between, threshold } = asked;
  switch (subject) {
    case 'temporary':
      return { kind: subject, threshold };
    case 'difference':
      return { kind: subject, between: between ?? [0, 0] };
    case 'high-water-mark':
      return { kind: subject };
    default:
      return { kind: subject, at: instantOf(asked) };
  }
}

/** The instant that a subject is about. */
function instantOf({ subject, at }: Asked): Instant {
  switch (subject) {
    case 'leaks':
      return at === 'released' ? 'released' : 'end';
    case 'at':
      return at ?? 'peak';
    default:
      return 'peak';
  }
}

/** The question for the calling context that holds most where a report stands. */
export function stackQueryOf(asked: Asked): ReportQuery {
  const at = asked.subject === 'difference' ? asked.between?.[1] : instantOf(asked);
  return { kind: 'stack', frames: 'native', at: at ?? 'peak' };
}

/** In words what a report is about; `calls` is what its answer said, counted by `unit`. */
export function describeSubject(asked: Asked, calls: number, unit: TickUnit = 'calls'): string {
  const tick = unit === 'calls' ? 'call' : 'allocation';
  switch (asked.view === 'stats' ? 'stats' : asked.subject) {
    case 'stats':
      return 'All allocations of the run';
    case 'high-water-mark':
      return `Live at the high-water mark, at ${tick} ${formatCount(calls)}`;
    case 'leaks':
      return asked.at === 'released'
        ? 'Not freed after everything was let go'
        : `Allocated and not freed at the end, at ${tick} ${formatCount(calls)}`;
    case 'temporary':
      return `Freed when at most ${formatCount(asked.threshold)} other ${asked.threshold === 1 ? 'allocation' : 'allocations'} had been made`;
    case 'at':
      return `Live at ${tick} ${formatCount(calls)}`;
    case 'difference': {
      const [from, to] = asked.between ?? [0, 0];
      return `From ${tick} ${formatCount(from)} to ${tick} ${formatCount(to)}`;
    }
  }
}
