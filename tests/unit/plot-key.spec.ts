/** The plot's key and texts, and its SVG file. */

import { expect, test } from '@playwright/test';
import { emptyResult, type RunResult } from '../../web/src/model/run-result.ts';
import { keyOf } from '../../web/src/plot/key.ts';
import {
  describeMemory,
  hiddenLimitLabel,
  instantLabel,
  LABELS,
  limitLabel,
  memoryTick,
  peakLabel,
} from '../../web/src/plot/labels.ts';
import { type MemoryPicture, memorySvg } from '../../web/src/plot/svg.ts';
import { describePeak } from '../../web/src/plot/wording.ts';
import type { RunView } from '../../web/src/runs/run-view.ts';
import { parseSize } from '../../web/src/util/size.ts';

const MIB = 1024 ** 2;

const REQUEST = {
  run: 'class/unbounded',
  ranges: [5],
  growth: 'adaptive',
  hardLimit: null,
  traced: true,
  native: false,
};

interface Drawn {
  readonly traced?: boolean;
  readonly collections?: readonly number[];
  readonly peakCall?: number | null;
}

/** A run of 100 calls with a peak of 6 MiB at call 50, and 8 MiB of linear memory. */
function view({ traced = true, collections = [], peakCall = 50 }: Drawn = {}): RunView {
  const empty = emptyResult({ ...REQUEST, traced }, 'completed', null);
  const memory = { ...empty.memory, peakLive: 6 * MIB, peakCall, linear: 8 * MIB };
  const result: RunResult = { ...empty, calls: 100, memory };
  const timeline = Float64Array.of(
    ...[0, 0, 2 * MIB, 0, 0, 0],
    ...[50, 6 * MIB, 8 * MIB, 1, 1, 1],
    ...[100, MIB, 8 * MIB, 0, 0, 2],
  );
  return {
    description: { policy: REQUEST.run } as RunView['description'],
    slot: 0,
    name: REQUEST.run,
    run: {
      request: { ...REQUEST, traced },
      plannedTicks: 100,
      phase: 'finished',
      preview: false,
      snapshot: { result, timeline, collections: Float64Array.from(collections) },
      inspector: null,
      released: Promise.resolve(),
      file: null,
      rate: 0,
    },
  };
}

function picture(views: readonly RunView[], limit: string | null = null, width = 720): string {
  const options: MemoryPicture = {
    views,
    unit: 'calls',
    end: 100,
    ends: [0, 10],
    logarithmic: false,
    limit: limit === null ? null : parseSize(limit),
    theme: {
      dark: false,
      ink: '#000',
      muted: '#555',
      line: '#ccc',
      ground: '#fff',
      font: 'sans-serif',
    },
    width,
    height: 420,
  };
  return memorySvg(options);
}

/** The texts of the key below the runs, with the left end and the row of each. */
function keyIn(svg: string): { left: number; row: number; label: string }[] {
  const rows = [...svg.matchAll(/^<g transform="translate\(64 (\d+)\)">(.*)<\/g>$/gm)].slice(1);
  return rows.flatMap(([, top, content = '']) =>
    [...content.matchAll(/<text x="(\d+(?:\.\d+)?)" y="4" fill="#555">([^<]+)<\/text>/g)].map(
      ([, left, label = '']) => ({ left: Number(left), row: Number(top), label }),
    ),
  );
}

function labelsIn(svg: string): string[] {
  return keyIn(svg).map(({ label }) => label);
}

test('the key of a drawing has an entry for each mark in it', () => {
  const collected = view({ collections: [20, 1, 10, 1000, 1] });
  expect(labelsIn(picture([collected], '7MB'))).toEqual([
    'live bytes',
    'linear memory',
    'peak',
    'limit',
    'garbage collection',
  ]);
  expect(labelsIn(picture([view()]))).toEqual(['live bytes', 'linear memory', 'peak']);
});

test('a mark missing in the drawing is not in its key', () => {
  // The axis ends at 10 MiB.
  expect(labelsIn(picture([view()], '11MB'))).not.toContain('limit');
  expect(labelsIn(picture([view({ traced: false, peakCall: null })]))).toEqual(['linear memory']);
  expect(labelsIn(picture([]))).toEqual([]);
});

test('each run has a row above the key with its memory', () => {
  expect(picture([view()])).toContain(
    '<text x="18" y="4">class/unbounded: peak 6.0MiB live, 8.0MiB linear, 100 calls</text>',
  );
});

test('the entries of the key stay within the drawing, in as many rows as necessary', () => {
  const collected = view({ collections: [20, 1, 10, 1000, 1] });
  const wide = keyIn(picture([collected], '7MB'));
  expect(new Set(wide.map(({ row }) => row))).toEqual(new Set([410]));
  const narrow = keyIn(picture([collected], '7MB', 360));
  expect(narrow.map(({ row }) => row)).toEqual([370, 370, 390, 390, 410]);
  expect(narrow.map(({ left }) => left)).toEqual([32, 148, 32, 104.8, 32]);
});

test('the key has its entries in one order, without those of missing marks', () => {
  const all = { live: true, linear: true, free: true, peak: true, limit: true, collection: true };
  expect(keyOf(all).map(({ label }) => label)).toEqual([
    'live bytes',
    'linear memory',
    'held but free',
    'peak',
    'limit',
    'garbage collection',
  ]);
  expect(keyOf({ ...all, peak: false }).map(({ name }) => name)).not.toContain('peak');
});

test('the limit and the axis have the same texts on canvas and in the drawing', () => {
  const limit = parseSize('7MB');
  expect(limitLabel(limit)).toBe('limit 7 MB');
  expect(hiddenLimitLabel(limit)).toBe('limit 7 MB is above this view ↑');
  expect([0, 0.1 + 0.2, 12].map(memoryTick)).toEqual(['0', '0.3 MiB', '12 MiB']);
  const svg = picture([view()], '7MB');
  expect(svg).toContain('>limit 7 MB</text>');
  const ticks = [...svg.matchAll(/ text-anchor="end"[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(ticks).toEqual([0, 1.6, 3.2, 4.8, 6.4, 8, 9.6].map(memoryTick));
});

test('an instant is described in the unit of the axis', () => {
  expect(instantLabel(1200, 'calls', 2400)).toBe('call 1,200');
  expect(instantLabel(1200, 'allocations', 2400)).toBe('allocation 1,200');
  expect(instantLabel(1200, 'share', 2400)).toBe('50.0% of each run');
});

test('unknown live bytes are not described', () => {
  const point = { ticks: 1, live: MIB, linear: 2 * MIB, instances: 0, entries: 0, elapsedMs: 0 };
  expect(describeMemory(point, true)).toBe(`1.0MiB live of 2.0MiB ${LABELS.linear}`);
  expect(describeMemory(point, false)).toBe('2.0MiB linear memory');
});

test('a peak has its size and its call, and the early end of a run', () => {
  const { run, ...rest } = view();
  const result = run?.snapshot?.result;
  if (run === null || result === undefined) throw new Error('the view has no result');
  expect(describePeak(result)).toBe('6.0MiB live at call 50');
  const untraced = { ...result, memory: { ...result.memory, peakCall: null } };
  expect(describePeak(untraced)).toBe('6.0MiB live');
  const ended = { ...rest, run };
  expect(peakLabel(ended, result)).toBe('class/unbounded 6.0MiB');
  const exhausted: RunResult = { ...result, outcome: 'out-of-memory' };
  expect(peakLabel(ended, exhausted)).toBe('class/unbounded 6.0MiB, out of memory at call 100');
});
