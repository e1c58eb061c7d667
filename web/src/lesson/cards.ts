/** The advanced cards: the settings of each, and the numbers from its runs. */

import type { CauseAnswer, ReportQuery } from '../model/report-answers.ts';
import type { RunResult } from '../model/run-result.ts';
import type { Attributes } from '../settings/settings.ts';
import { formatCount } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import { BUG, RANGES } from './steps.ts';

/** A number from a run, with its label. */
export interface Figure {
  readonly label: string;
  readonly value: string;
}

/** The queries of a card about its runs. */
export interface CardRuns {
  resultOf(policy: string): RunResult;
  report(policy: string, query: ReportQuery): Promise<unknown>;
}

export interface Card {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The settings that the card applies to the playground. */
  readonly setUp: Attributes & Required<Pick<Attributes, 'policies' | 'ranges'>>;
  figures(runs: CardRuns): Promise<Figure[]>;
}

/** Report settings that a card does not change. */
const PLAIN: Attributes = {
  scale: 'linear',
  report: 'high-water-mark',
  view: 'flamegraph',
  beside: 'none',
  of: 'first',
  zoom: '',
};

const LRU_ONE = 'class/lru:1';
const CLEARED = 'class/unbounded/clear:100';

/** The ways in which a dead instance with its own cache is freed. */
const RECLAIMED = [
  ['instance/unbounded', 'refcount'],
  ['instance/unbounded/gc', 'gc'],
  ['instance/unbounded/nogc', 'nogc'],
] as const;

export const CARDS: readonly Card[] = [
  {
    id: 'pinned',
    title: 'The objects are the small part',
    text: 'The cache keeps every object alive, but the objects are not the large part: the report by cause compares their bytes with the bytes retained with them.',
    setUp: { ...PLAIN, policies: BUG, ranges: RANGES, view: 'by-cause' },
    async figures(runs) {
      const { instances } = runs.resultOf(BUG);
      const causes = await causesAt(runs, BUG, 'peak');
      const own = causes.of('instances');
      return [
        { label: 'instances alive at the end', value: formatCount(instances.end) },
        { label: 'bytes of instances', value: formatSize(own) },
        { label: 'bytes retained with them', value: formatSize(causes.all - own) },
      ];
    },
  },
  {
    id: 'one-is-enough',
    title: 'maxsize=1 is enough',
    text: 'Only the latest result is ever requested again: f(n) calls f(n − 1), and nothing else. So a cache of one entry has as many hits as an unbounded one.',
    setUp: { ...PLAIN, policies: `${BUG},${LRU_ONE}`, ranges: RANGES, scale: 'log' },
    async figures(runs) {
      return [BUG, LRU_ONE].flatMap((policy) => {
        const { cache, memory } = runs.resultOf(policy);
        return [
          { label: `hits of ${policy}`, value: formatCount(cache.hits) },
          { label: `peak of ${policy}`, value: formatSize(memory.peakLive) },
        ];
      });
    },
  },
  {
    id: 'collector',
    title: 'How cycles are freed',
    text: 'An object with a cache that refers back to the object is a cycle: its reference count never falls to zero. With a weak reference it is freed at once; with a strong one it waits for the collector, which frees batches; without the collector it is never freed.',
    setUp: { ...PLAIN, policies: RECLAIMED.map(([policy]) => policy).join(','), ranges: RANGES },
    async figures(runs) {
      return RECLAIMED.map(([policy, name]) => {
        const { instances, memory } = runs.resultOf(policy);
        const alive = `${formatCount(instances.peak)} alive`;
        return { label: `peak with ${name}`, value: `${formatSize(memory.peakLive)}, ${alive}` };
      });
    },
  },
  {
    id: 'linear',
    title: 'Clearing returns no memory',
    text: 'After cache_clear() the bytes are free, but they stay with the program. WebAssembly’s linear memory can only grow, and a C library’s heap seldom shrinks either: for the system, the program takes its high-water mark.',
    setUp: { ...PLAIN, policies: CLEARED, ranges: RANGES },
    async figures(runs) {
      const { memory } = runs.resultOf(CLEARED);
      return [
        { label: 'live at the peak', value: formatSize(memory.peakLive) },
        { label: 'live at the end', value: formatSize(memory.endLive) },
        { label: 'linear memory at the end', value: formatSize(memory.linear) },
      ];
    },
  },
  {
    id: 'resize',
    title: 'Two tables during a resize',
    text: 'A full hash table moves into one twice as large, and until all entries have moved, both exist. In a run that ends soon after a resize, the peak is not at the end but at the resize.',
    setUp: { ...PLAIN, policies: BUG, ranges: '240', view: 'by-cause' },
    async figures(runs) {
      const { memory } = runs.resultOf(BUG);
      const [peak, end] = await Promise.all([
        causesAt(runs, BUG, 'peak'),
        causesAt(runs, BUG, 'end'),
      ]);
      return [
        { label: 'tables at the peak', value: formatSize(peak.of('cache structure')) },
        { label: 'table at the end', value: formatSize(end.of('cache structure')) },
        { label: 'peak above the end', value: formatSize(memory.peakLive - memory.endLive) },
      ];
    },
  },
];

/** The live bytes at an instant, by cause. */
async function causesAt(
  runs: CardRuns,
  policy: string,
  at: 'peak' | 'end',
): Promise<{ readonly all: number; of(cause: string): number }> {
  const answer = (await runs.report(policy, { kind: 'by-cause', at })) as CauseAnswer;
  return {
    all: answer.bytes,
    of: (name) => answer.rows.find(({ cause }) => cause === name)?.bytes ?? 0,
  };
}
