/** The lesson without a page: its state, its answers, its plots. */

import { expect, test } from '@playwright/test';
import { type EndedRun, fallsIn, highest, largestClear } from '../../web/src/lesson/answers.ts';
import { type LessonFacts, stepsDone } from '../../web/src/lesson/progress.ts';
import { endsOf, HEIGHT, livePath, WIDTH } from '../../web/src/lesson/small-plot.ts';
import { BEGINNING, including, readState, withDone } from '../../web/src/lesson/state.ts';
import { STEPS } from '../../web/src/lesson/steps.ts';
import { excerpt, lineChanges } from '../../web/src/model/line-diff.ts';
import { emptyResult, type RunResult } from '../../web/src/model/run-result.ts';
import { readSettings } from '../../web/src/settings/settings.ts';

const REQUEST = {
  policy: '',
  ranges: [500, 1000],
  growth: '',
  hardLimit: null,
  traced: true,
  native: false,
};

function result(policy: string, peakLive: number, clears = 0): RunResult {
  const empty = emptyResult({ ...REQUEST, run: policy }, 'completed', null);
  return {
    ...empty,
    calls: 4,
    cache: { ...empty.cache, clears },
    memory: { ...empty.memory, peakLive },
  };
}

/** A timeline of [calls, live, linear, entries] rows. */
function timeline(...rows: readonly (readonly [number, number, number, number])[]): Float64Array {
  return new Float64Array(
    rows.flatMap(([calls, live, linear, entries]) => [calls, live, linear, 1, entries, 0]),
  );
}

const BUG: EndedRun = {
  result: result('class/unbounded', 900),
  timeline: timeline([0, 0, 100, 0], [2, 500, 600, 2], [4, 900, 1000, 4]),
};
const CLEARED: EndedRun = {
  result: result('class/unbounded/clear:1', 300, 2),
  timeline: timeline(
    [0, 0, 100, 0],
    [1, 200, 400, 2],
    [2, 50, 400, 0],
    [3, 300, 400, 3],
    [4, 0, 400, 0],
  ),
};

test('the runs give the highest peak, and the memory released by a clear', () => {
  expect(highest([])).toBeNull();
  expect(highest([CLEARED, BUG])?.policy).toBe('class/unbounded');
  expect(largestClear([BUG])).toBeNull();
  const clear = largestClear([BUG, CLEARED]);
  expect(clear).toMatchObject({
    policy: 'class/unbounded/clear:1',
    calls: 4,
    before: { live: 300, linear: 400 },
    after: { live: 0, linear: 400 },
  });
  if (clear === null) throw new Error('there is a clear');
  expect([fallsIn(clear, 'live'), fallsIn(clear, 'linear')]).toEqual(['falls', 'stays']);
});

function facts(change: Partial<LessonFacts> & { zoom?: readonly string[] } = {}): LessonFacts {
  const readers = {
    describePolicy: (policy: string) => ({ policy }) as never,
    readRanges: (text: string) => text,
    readGrowth: (text: string) => text,
    unitTests: { values: [], generators: [] } as never,
  };
  const { settings } = readSettings({}, readers);
  const flamegraph = { ...settings.report.flamegraph, zoom: change.zoom ?? [] };
  return {
    settings: { ...settings, report: { ...settings.report, flamegraph } },
    results: [],
    policy: 'class/unbounded',
    ...change,
  };
}

test("steps are ticked off by the playground's state", () => {
  expect(stepsDone(BEGINNING, facts())).toEqual([]);
  const results = [result('class/unbounded', 9e8), result('class/lru:1', 5000)];
  expect(stepsDone(BEGINNING, facts({ results }))).toEqual(['run']);
  expect(stepsDone(BEGINNING, facts({ results, policy: 'class/lru:1' }))).toEqual(['run', 'fix']);
  // A small run proves nothing about the whole exercise.
  const small = results.map((one) => ({ ...one, ranges: [20] }));
  expect(stepsDone(BEGINNING, facts({ results: small, policy: 'class/lru:1' }))).toEqual(['run']);
  expect(stepsDone(BEGINNING, facts({ zoom: ['<module>@lru_cache.py:28'] }))).toEqual([]);
  const line = ['<module>@lru_cache.py:28', 'factorial_plus@lru_cache.py:11'];
  expect(stepsDone(BEGINNING, facts({ zoom: line }))).toEqual(['find']);
  expect(stepsDone(BEGINNING, facts({ zoom: ['_factorial_plus@lru_cache.py:12'] }))).toEqual([
    'find',
  ]);
  const learned = {
    ...BEGINNING,
    predictions: { peak: 'a', live: 'falls', linear: 'stays' } as const,
    hints: ['key', 'linter'],
    solutions: ['class/lru:128'],
  };
  expect(stepsDone(learned, facts())).toEqual(['predict', 'hints', 'solutions']);
});

test('completed steps stay completed, in the order of the steps', () => {
  const some = withDone(withDone(BEGINNING, ['run']), ['read']);
  expect(some.done).toEqual(['read', 'run']);
  expect(withDone(some, ['run'])).toBe(some);
  expect(including(including([], 'a'), 'a')).toEqual(['a']);
  expect(STEPS[0]).toBe('read');
});

test('a saved state is read, and invalid parts are ignored', () => {
  const state = {
    at: 'find',
    done: ['read', 'run'],
    predictions: { peak: 'class/lru:1', live: 'falls', linear: 'stays' },
    hints: ['key'],
    solutions: ['class/lru:128'],
  } as const;
  expect(readState(JSON.stringify(state))).toEqual(state);
  for (const text of [
    null,
    '',
    '{',
    '7',
    'null',
    '[]',
    '{"at":"nowhere","done":"all","hints":{}}',
  ]) {
    expect(readState(text)).toEqual(BEGINNING);
  }
  expect(readState('{"done":["run","x",3],"predictions":{"peak":1,"live":"up"}}')).toEqual({
    ...BEGINNING,
    done: ['run'],
  });
});

test('the changes between two programs are the lines that differ, with context', () => {
  const changes = lineChanges('a\nb\nc\nd\ne\n', 'a\nB\nc\nd\ne\nf\n');
  expect(changes.map(({ is, text }) => `${is} ${text}`)).toEqual([
    'kept a',
    'removed b',
    'added B',
    'kept c',
    'kept d',
    'kept e',
    'added f',
  ]);
  expect(excerpt(changes, 1).map((line) => line?.text ?? '…')).toEqual([
    'a',
    'b',
    'B',
    'c',
    '…',
    'e',
    'f',
  ]);
  expect(excerpt(lineChanges('a\nb\n', 'a\nb\n'), 1)).toEqual([null]);
});

test('a small plot spans its whole width, and reaches the highest peak', () => {
  const ends = endsOf([BUG.timeline, CLEARED.timeline]);
  expect(ends).toEqual({ calls: 4, live: 900 });
  expect(livePath(BUG.timeline, ends)).toBe(`M0,${HEIGHT}L${WIDTH / 2},28.4L${WIDTH},0`);
  expect(livePath(new Float64Array(), ends)).toBe('');
});
