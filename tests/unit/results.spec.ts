import { expect, test } from '@playwright/test';
import { cpythonPeak } from '../../web/src/model/cpython-reference.ts';
import {
  emptyResult,
  judge,
  type Outcome,
  type RunResult,
} from '../../web/src/model/run-result.ts';
import { resultsAsCsv } from '../../web/src/playground/results-csv.ts';
import { describeResults } from '../../web/src/playground/wording.ts';
import { parseSize } from '../../web/src/util/size.ts';

const REQUEST = {
  run: 'class/unbounded',
  ranges: [500, 1000],
  growth: 'adaptive',
  hardLimit: null,
  traced: true,
  native: false,
};

function result(outcome: Outcome, peakLive: number, error: string | null = null): RunResult {
  const empty = emptyResult(REQUEST, outcome, error);
  return { ...empty, calls: 10, memory: { ...empty.memory, peakLive } };
}

test('a peak at the limit passes and one byte more fails', () => {
  expect(judge(result('completed', 100), 100)).toBe('pass');
  expect(judge(result('completed', 101), 100)).toBe('fail');
});

test('without a limit there is no verdict', () => {
  expect(judge(result('completed', 100), null)).toBeNull();
});

for (const outcome of ['out-of-memory', 'stopped', 'failed'] as const) {
  test(`a run that ended ${outcome} can fail and cannot pass`, () => {
    expect(judge(result(outcome, 101), 100)).toBe('fail');
    expect(judge(result(outcome, 100), 100)).toBeNull();
  });
}

test('a run without calls has no verdict', () => {
  expect(judge(emptyResult(REQUEST, 'failed', 'x'), 100)).toBeNull();
});

test('CPython’s peak is known for the measured policies and ranges only', () => {
  expect(cpythonPeak('class/unbounded', [500, 1000])).toBe(776_902_012);
  expect(cpythonPeak('instance/unbounded/gc', [500, 1000])).toBe(69_217_700);
  expect(cpythonPeak('class/unbounded', [500])).toBeNull();
  expect(cpythonPeak('class/lru:129', [500, 1000])).toBeNull();
});

test('results are written as CSV, quoted if necessary', () => {
  const lines = resultsAsCsv([result('failed', 101, 'he said "no", twice')], 100).split('\n');
  expect(lines).toHaveLength(3);
  const names = lines[0]?.split(',') ?? [];
  expect(names.slice(0, 4)).toEqual(['policy', 'ranges', 'outcome', 'peak_live_bytes']);
  expect(lines[1]).toBe(
    'class/unbounded,500 1000,failed,101,0,0,0,0,0,0,0,0,,0,0,0,10,0,100,fail,"he said ""no"", twice"',
  );
  expect(lines[2]).toBe('');
});

test('the end of all runs is described in one sentence', () => {
  const limit = parseSize('100B');
  expect(describeResults([], limit)).toBe('');
  expect(describeResults([result('completed', 100)], limit)).toBe('1 run done, none over 100 B');
  expect(
    describeResults(
      [result('completed', 101), result('out-of-memory', 1), result('failed', 1)],
      limit,
    ),
  ).toBe('3 runs done, 1 failed, 1 out of memory, 1 over 100 B');
  expect(describeResults([result('failed', 1)], limit)).toBe('1 run done, 1 failed');
  expect(describeResults([result('completed', 1), result('stopped', 1)], null)).toBe(
    'Stopped during class/unbounded',
  );
});
