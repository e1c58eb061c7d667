/** The queries for the report settings. */

import type { Instant, ReportKind, ReportQuery } from '../../model/report-answers.ts';
import type { TickUnit } from '../../model/ticks.ts';
import type { ReportSettings, Subject } from '../../settings/report-settings.ts';
import { formatCount } from '../../util/format.ts';

/** The displayed names of the subjects. */
export const SUBJECT_NAMES: Readonly<Record<Subject, string>> = {
  'high-water-mark': 'High-water mark',
  leaks: 'Leaks',
  temporary: 'Temporary',
  at: 'At an instant',
  difference: 'Difference',
};

/** The settings that select the subject of a report. */
export type SubjectChoice = Pick<ReportSettings, 'subject' | 'at' | 'between' | 'threshold'>;

/** The parameters of a query about each subject. */
interface SubjectParameters {
  'high-water-mark': { readonly at: 'peak' };
  leaks: { readonly at: 'end' | 'released' };
  temporary: { readonly threshold: number };
  at: { readonly at: Instant };
  difference: { readonly between: readonly [number, number] };
}

/** The query about a subject, or the reason why a view does not support the subject. */
type SubjectQuery<Name extends Subject, Kind extends ReportKind> =
  | ((parameters: SubjectParameters[Name]) => ReportQuery<Kind>)
  | string;

/** A view's query about each subject. */
type SubjectQueries<Kind extends ReportKind = ReportKind> = {
  readonly [Name in Subject]: SubjectQuery<Name, Kind>;
};

/** The single query of a view that covers the whole run, whatever the subject. */
interface WholeRunQuery<Kind extends ReportKind = ReportKind> {
  readonly wholeRun: ReportQuery<Kind>;
  /** The displayed subject of its report. */
  readonly description: string;
}

export type ViewQueries<Kind extends ReportKind = ReportKind> =
  | SubjectQueries<Kind>
  | WholeRunQuery<Kind>;

/** The displayed reason for a missing query. */
export interface MissingQuery {
  readonly missing: string;
}

/** The queries for trees, whose kinds are the subjects themselves. */
export const TREE_QUERIES: SubjectQueries<Subject> = {
  'high-water-mark': () => ({ kind: 'high-water-mark' }),
  leaks: ({ at }) => ({ kind: 'leaks', at }),
  temporary: ({ threshold }) => ({ kind: 'temporary', threshold }),
  at: ({ at }) => ({ kind: 'at', at }),
  difference: ({ between }) => ({ kind: 'difference', between }),
};

/** A view's query about the chosen subject. */
export function queryOf(queries: ViewQueries, choice: SubjectChoice): ReportQuery | MissingQuery {
  if ('wholeRun' in queries) {
    return queries.wholeRun;
  }
  const { subject, at, between, threshold } = choice;
  switch (subject) {
    case 'high-water-mark':
      return ask(queries[subject], { at: 'peak' });
    case 'leaks':
      return ask(queries[subject], { at: leaksAt(choice) });
    case 'temporary':
      return ask(queries[subject], { threshold });
    case 'at':
      return at === null
        ? { missing: 'Choose an instant: click the plot of memory, or use its arrow keys.' }
        : ask(queries[subject], { at });
    case 'difference':
      return between === null
        ? { missing: 'Choose two instants: drag over the plot of memory, or enter them here.' }
        : ask(queries[subject], { between });
  }
}

function ask<Parameters>(
  query: ((parameters: Parameters) => ReportQuery) | string,
  parameters: Parameters,
): ReportQuery | MissingQuery {
  return typeof query === 'string' ? { missing: query } : query(parameters);
}

/** The instant at which leaks are counted. */
export function leaksAt({ at }: Pick<SubjectChoice, 'at'>): 'end' | 'released' {
  return at === 'released' ? 'released' : 'end';
}

/** The query for the calling context with the most live bytes at the instant of a report. */
export function stackQueryOf({ subject, at, between }: SubjectChoice): ReportQuery<'stack'> {
  const instants: Readonly<Record<Subject, Instant | undefined>> = {
    'high-water-mark': 'peak',
    leaks: leaksAt({ at }),
    temporary: 'peak',
    at: at ?? 'peak',
    difference: between?.[1],
  };
  return { kind: 'stack', frames: 'native', at: instants[subject] ?? 'peak' };
}

/** The displayed subject of a report; `calls` is its answer's instant, counted by `unit`. */
export function describeSubject(
  queries: ViewQueries,
  { subject, at, between, threshold }: SubjectChoice,
  calls: number,
  unit: TickUnit = 'calls',
): string {
  if ('wholeRun' in queries) {
    return queries.description;
  }
  const tick = unit === 'calls' ? 'call' : 'allocation';
  switch (subject) {
    case 'high-water-mark':
      return `Live at the high-water mark, at ${tick} ${formatCount(calls)}`;
    case 'leaks':
      return at === 'released'
        ? 'Still allocated after release'
        : `Allocated and not freed at the end, at ${tick} ${formatCount(calls)}`;
    case 'temporary':
      return `Freed after at most ${formatCount(threshold)} other ${threshold === 1 ? 'allocation' : 'allocations'}`;
    case 'at':
      return `Live at ${tick} ${formatCount(calls)}`;
    case 'difference': {
      const [from, to] = between ?? [0, 0];
      return `From ${tick} ${formatCount(from)} to ${tick} ${formatCount(to)}`;
    }
  }
}
