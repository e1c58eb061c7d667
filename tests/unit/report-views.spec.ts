/** The views of reports: the query of each about each subject, and the rendering of the answers. */

import { expect, test } from '@playwright/test';
import type { ReportAnswer, ReportKind } from '../../web/src/model/report-answers.ts';
import type { CompareAnswers } from '../../web/src/reports/views/compare-answers.ts';
import {
  describeSubject,
  queryOf,
  type SubjectChoice,
} from '../../web/src/reports/views/queries.ts';
import type { RenderContext } from '../../web/src/reports/views/report-view.ts';
import { INITIAL_STATE } from '../../web/src/settings/flamegraph-settings.ts';
import {
  REPORT_VIEW_NAMES,
  type ReportViewName,
  SUBJECTS,
} from '../../web/src/settings/report-settings.ts';
import { loadViews } from './bundled-views.ts';
import { DIFFERENCE_ROW, PYTHON, SUMMARY, TABLE } from './native-answers.ts';

const views = loadViews();

/** Every subject, with its options. */
const CHOICES = {
  'high-water mark': { subject: 'high-water-mark' },
  leaks: { subject: 'leaks' },
  'leaks after release': { subject: 'leaks', at: 'released' },
  'leaks with an instant chosen for another subject': { subject: 'leaks', at: 70 },
  temporary: { subject: 'temporary', threshold: 3 },
  'at a call': { subject: 'at', at: 70 },
  'at the end': { subject: 'at', at: 'end' },
  'at no instant': { subject: 'at' },
  difference: { subject: 'difference', between: [5, 90] },
  'difference of no instants': { subject: 'difference' },
} as const satisfies Record<string, Partial<SubjectChoice>>;

const NO_INSTANT = {
  missing: 'Choose an instant: click the plot of memory, or use its arrow keys.',
};
const NO_SPAN = {
  missing: 'Choose two instants: drag over the plot of memory, or enter them here.',
};
const ONE_INSTANT = {
  missing: 'This view needs a single instant: choose High-water mark, Leaks or At an instant.',
};
const NO_DIFFERENCE = {
  missing:
    'A summary needs a single instant. The table shows allocated and freed bytes by location.',
};

const TREES = {
  'high-water mark': { kind: 'high-water-mark' },
  leaks: { kind: 'leaks', at: 'end' },
  'leaks after release': { kind: 'leaks', at: 'released' },
  'leaks with an instant chosen for another subject': { kind: 'leaks', at: 'end' },
  temporary: { kind: 'temporary', threshold: 3 },
  'at a call': { kind: 'at', at: 70 },
  'at the end': { kind: 'at', at: 'end' },
  'at no instant': NO_INSTANT,
  difference: { kind: 'difference', between: [5, 90] },
  'difference of no instants': NO_SPAN,
};

/** The queries of each view. */
const QUERIES = {
  flamegraph: TREES,
  table: {
    'high-water mark': { kind: 'table', at: 'peak' },
    leaks: { kind: 'table', at: 'end' },
    'leaks after release': { kind: 'table', at: 'released' },
    'leaks with an instant chosen for another subject': { kind: 'table', at: 'end' },
    temporary: { kind: 'table', threshold: 3 },
    'at a call': { kind: 'table', at: 70 },
    'at the end': { kind: 'table', at: 'end' },
    'at no instant': NO_INSTANT,
    difference: { kind: 'table', between: [5, 90] },
    'difference of no instants': NO_SPAN,
  },
  tree: TREES,
  summary: {
    'high-water mark': { kind: 'summary', at: 'peak' },
    leaks: { kind: 'summary', at: 'end' },
    'leaks after release': { kind: 'summary', at: 'released' },
    'leaks with an instant chosen for another subject': { kind: 'summary', at: 'end' },
    temporary: { kind: 'summary', threshold: 3 },
    'at a call': { kind: 'summary', at: 70 },
    'at the end': { kind: 'summary', at: 'end' },
    'at no instant': NO_INSTANT,
    difference: NO_DIFFERENCE,
    'difference of no instants': NO_SPAN,
  },
  'by-cause': {
    'high-water mark': { kind: 'by-cause', at: 'peak' },
    leaks: { kind: 'by-cause', at: 'end' },
    'leaks after release': { kind: 'by-cause', at: 'released' },
    'leaks with an instant chosen for another subject': { kind: 'by-cause', at: 'end' },
    temporary: ONE_INSTANT,
    'at a call': { kind: 'by-cause', at: 70 },
    'at the end': { kind: 'by-cause', at: 'end' },
    'at no instant': NO_INSTANT,
    difference: ONE_INSTANT,
    'difference of no instants': NO_SPAN,
  },
  stats: {
    'high-water mark': { kind: 'stats' },
    leaks: { kind: 'stats' },
    'leaks after release': { kind: 'stats' },
    'leaks with an instant chosen for another subject': { kind: 'stats' },
    temporary: { kind: 'stats' },
    'at a call': { kind: 'stats' },
    'at the end': { kind: 'stats' },
    'at no instant': { kind: 'stats' },
    difference: { kind: 'stats' },
    'difference of no instants': { kind: 'stats' },
  },
} as const;

function chosen(choice: Partial<SubjectChoice>): SubjectChoice {
  return { subject: 'at', at: null, between: null, threshold: 1, ...choice };
}

for (const view of REPORT_VIEW_NAMES) {
  test(`${view} has its query about every subject`, async () => {
    const { queries } = (await views)[view];
    const asked = Object.entries(CHOICES).map(([name, choice]) => [
      name,
      queryOf(queries, chosen(choice)),
    ]);
    expect(Object.fromEntries(asked)).toEqual(QUERIES[view]);
  });
}

test('the choices cover every subject', () => {
  expect(new Set(Object.values(CHOICES).map(({ subject }) => subject))).toEqual(new Set(SUBJECTS));
});

test('the views, their titles and their traits', async () => {
  const traits = Object.entries(await views).map(
    ([name, { title, ofPrograms, nativeFrames, compare, pictures }]) => [
      name,
      title,
      { ofPrograms, nativeFrames, comparable: compare !== null },
      pictures.map((picture) => picture.name),
    ],
  );
  const all = { ofPrograms: true, nativeFrames: true, comparable: true };
  const single = { ...all, comparable: false };
  expect(traits).toEqual([
    ['flamegraph', 'Flamegraph', all, ['svg', 'png']],
    ['table', 'Table', all, []],
    ['tree', 'Tree', all, []],
    ['summary', 'Summary', single, []],
    ['by-cause', 'By cause', { ...single, ofPrograms: false, nativeFrames: false }, []],
    ['stats', 'Stats', single, []],
  ]);
});

test('a report names its subject in every view', async () => {
  const { table, stats } = await views;
  const about = (choice: Partial<SubjectChoice>, unit?: 'calls' | 'allocations') =>
    describeSubject(table.queries, chosen(choice), 1200, unit);
  expect(Object.values(CHOICES).map((choice) => about(choice))).toEqual([
    'Live at the high-water mark, at call 1,200',
    'Allocated and not freed at the end, at call 1,200',
    'Still allocated after release',
    'Allocated and not freed at the end, at call 1,200',
    'Freed after at most 3 other allocations',
    'Live at call 1,200',
    'Live at call 1,200',
    'Live at call 1,200',
    'From call 5 to call 90',
    'From call 0 to call 0',
  ]);
  expect(about({ subject: 'temporary' })).toBe('Freed after at most 1 other allocation');
  expect(about(CHOICES.difference, 'allocations')).toBe('From allocation 5 to allocation 90');
  for (const choice of Object.values(CHOICES)) {
    expect(describeSubject(stats.queries, chosen(choice), 1200)).toBe('All allocations of the run');
  }
});

const SUMS = { calls: 9, bytes: 12, count: 3 };
const CHANGE = { ...SUMS, beforeBytes: 40, afterBytes: 52, allocatedBytes: 12, freedBytes: 0 };

/** An answer to each kind of query. */
const ANSWERS = {
  'high-water-mark': { ...PYTHON, kind: 'high-water-mark', calls: 9 },
  leaks: { ...PYTHON, kind: 'leaks', calls: 9 },
  temporary: { ...PYTHON, kind: 'temporary', calls: 9 },
  at: { ...PYTHON, kind: 'at', calls: 9 },
  difference: {
    ...{ ...DIFFERENCE_ROW, ...CHANGE, kind: 'difference' },
    ...{ ownBytes: 0, ownCount: 0, children: [] },
  },
  table: { ...TABLE, kind: 'table', calls: 9 },
  summary: { ...SUMMARY, kind: 'summary', calls: 9 },
  'by-cause': { ...SUMS, kind: 'by-cause', rows: [] },
  stats: {
    ...{ kind: 'stats', calls: 9, totalAllocations: 3, totalBytes: 12, peakBytes: 12 },
    ...{ histogram: [], topLocationsBySize: [], topLocationsByCount: [], topModules: [] },
  },
} as const satisfies Partial<Record<ReportKind, ReportAnswer>>;

const TREE_KINDS = ['high-water-mark', 'leaks', 'temporary', 'at', 'difference'];

/** The element of each view, and the answers that it shows. */
const SHOWN = {
  flamegraph: ['highwater-flamegraph', TREE_KINDS],
  table: ['highwater-report-table', ['table']],
  tree: ['highwater-report-tree', TREE_KINDS],
  summary: ['highwater-report-summary', ['summary']],
  'by-cause': ['highwater-report-causes', ['by-cause']],
  stats: ['highwater-report-stats', ['stats']],
} as const satisfies Record<ReportViewName, readonly [string, readonly string[]]>;

const CONTEXT: RenderContext = {
  source: new Map(),
  label: 'A report',
  theme: 'light',
  flamegraph: INITIAL_STATE,
  beside: null,
  change: () => {},
};

test('each view renders answers to its own queries, in its own element, and no others', async () => {
  for (const [name, view] of Object.entries(await views)) {
    const [tag, kinds] = SHOWN[name as ReportViewName];
    expect(customElements.get(tag), tag).toBeDefined();
    const rendered = Object.values(ANSWERS).flatMap((answer) => {
      const { kind } = answer;
      const template = view.render(answer, CONTEXT);
      return typeof template === 'symbol' ? [] : [[kind, template.strings.join('')] as const];
    });
    expect(rendered.map(([kind]) => kind)).toEqual(kinds);
    expect(rendered.every(([, markup]) => markup.startsWith(`<${tag}`))).toBe(true);
  }
});

test('flamegraphs side by side are as wide as the larger of both', async () => {
  const { flamegraph } = await views;
  const total = (answer: ReportAnswer, changed: Partial<RenderContext>) => {
    const template = flamegraph.render(answer, { ...CONTEXT, ...changed });
    if (typeof template === 'symbol') {
      throw new Error('nothing was rendered');
    }
    const at = template.strings.findIndex((text) => text.trimEnd().endsWith('.total='));
    return template.values[at];
  };
  const small = { ...ANSWERS.leaks, bytes: 10, count: 7 };
  const large = { ...ANSWERS.leaks, bytes: 30, count: 2 };
  expect(total(small, {})).toBe(null);
  expect(total(small, { beside: large })).toBe(30);
  expect(total(large, { beside: small })).toBe(30);
  const flamegraphOfCounts = { ...INITIAL_STATE, metric: 'count' } as const;
  expect(total(large, { beside: small, flamegraph: flamegraphOfCounts })).toBe(7);
  const shrunk = { ...ANSWERS.difference, beforeBytes: 90 };
  expect(total(ANSWERS.difference, { beside: shrunk })).toBe(90);
});

test('trees and tables are compared if both are of one instant', async () => {
  const { flamegraph, table } = await views;
  const side = (report: ReportAnswer) => ({ report, source: new Map() });
  const compared = (
    view: { readonly compare: CompareAnswers | null },
    before: ReportAnswer,
    after: ReportAnswer,
  ) => view.compare?.(side(before), side(after))?.answer ?? null;
  const { leaks, difference } = ANSWERS;
  expect(compared(flamegraph, leaks, { ...leaks, calls: 11 })).toMatchObject({
    ...{ kind: 'difference', calls: 11, bytes: 0, count: 0 },
    ...{ beforeBytes: leaks.bytes, afterBytes: leaks.bytes },
  });
  expect(compared(table, ANSWERS.table, { ...ANSWERS.table, bytes: 0, rows: [] })).toMatchObject({
    ...{ kind: 'table', bytes: -TABLE.bytes, beforeBytes: TABLE.bytes, afterBytes: 0 },
    rows: expect.arrayContaining([expect.objectContaining({ afterBytes: 0 })]),
  });
  expect(compared(flamegraph, leaks, difference)).toBe(null);
  expect(compared(table, ANSWERS.table, leaks)).toBe(null);
});
