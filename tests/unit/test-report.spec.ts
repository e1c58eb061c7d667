import { expect, test } from '@playwright/test';
import { type MemoryEvidence, testMemory } from '../../web/src/exercise-tests/memory-test.ts';
import { writeReport, writeShare, writeSummary } from '../../web/src/exercise-tests/text.ts';
import { emptyResult, type Outcome, type RunResult } from '../../web/src/model/run-result.ts';
import { namesOf, reportOn, type TestOutcome } from '../../web/src/model/test-report.ts';
import { parseSize } from '../../web/src/util/size.ts';
import { UNIT_TESTS } from './unit-tests.ts';

const LIMIT = parseSize('1MB');

function result(
  outcome: Outcome,
  peakLive: number,
  error: string | null = null,
  ranges = [5],
): RunResult {
  const request = {
    run: 'class/unbounded',
    ranges,
    growth: 'adaptive',
    hardLimit: null,
    traced: true,
    native: false,
  };
  const empty = emptyResult(request, outcome, error);
  return {
    ...empty,
    calls: 4321,
    durationMs: 12,
    memory: { ...empty.memory, peakLive, peakCall: 4320 },
  };
}

/** A number of locations, the largest first, each a kibibyte smaller than the previous one. */
function evidence(result: RunResult, locations = 0): MemoryEvidence {
  return {
    result,
    locations: Array.from({ length: locations }, (_, index) => ({
      name: `f${index}`,
      file: 'lru_cache.py',
      line: index + 1,
      bytes: (100 - index) * 1024,
      count: 1,
    })),
    source: new Map([['lru_cache.py', ['    one()', 'two()']]]),
  };
}

test('a peak at the limit passes without a message', () => {
  expect(testMemory('test_m', evidence(result('completed', LIMIT.bytes)), LIMIT)).toEqual({
    name: 'test_m',
    passed: true,
    message: null,
    durationMs: 12,
    peakLive: 1_048_576,
  });
});

test('one byte more fails, and the message has the limit, the peak and the largest locations', () => {
  const over = evidence(result('completed', LIMIT.bytes + 1), 7);
  const { passed, message } = testMemory('test_m', over, LIMIT);
  expect(passed).toBe(false);
  expect(message?.split('\n')).toEqual([
    'The high-water mark is above the memory limit.',
    'Limit      1 MB (= 1 × 1024² bytes = 1,048,576 B)',
    'Allocated  1.0MiB (1,048,577 B) live at call 4,320',
    'Largest locations at that instant:',
    '  100.0KiB  f0 lru_cache.py:1',
    '              one()',
    '   99.0KiB  f1 lru_cache.py:2',
    '              two()',
    '   98.0KiB  f2 lru_cache.py:3',
    '   97.0KiB  f3 lru_cache.py:4',
    '   96.0KiB  f4 lru_cache.py:5',
    '  189.0KiB  in 2 other locations',
  ]);
});

test('a run that ends in an error fails with it, however small its peak', () => {
  const failed = evidence(result('failed', 512, 'RecursionError: too deep'));
  expect(testMemory('test_m', failed, LIMIT)).toMatchObject({
    passed: false,
    message: 'RecursionError: too deep\nIt ended at call 4,321, with a peak of 512B.',
  });
});

test('a run that ends in an error above the limit has both messages', () => {
  const failed = evidence(result('out-of-memory', LIMIT.bytes * 2, 'no more'));
  const { message } = testMemory('test_m', failed, LIMIT);
  expect(message).toMatch(/^no more\nThe high-water mark is above the memory limit\.\n/);
});

const TESTS: readonly TestOutcome[] = [
  { name: 'test_a', passed: false, message: 'too much', durationMs: 1500, peakLive: 2048 },
  { name: 'test_b', passed: true, message: null, durationMs: 500, peakLive: 100 },
];

test('a report counts passed and failed tests', () => {
  expect(reportOn(TESTS)).toEqual({ passed: 1, failed: 1, tests: TESTS });
});

test('shares are those of pytest', () => {
  const shares = Array.from({ length: 6 }, (_, index) => writeShare(index + 1, 6));
  expect(shares).toEqual(['[ 16%]', '[ 33%]', '[ 50%]', '[ 66%]', '[ 83%]', '[100%]']);
});

test('the last line leaves out zero counts', () => {
  expect(writeSummary(TESTS)).toBe('1 failed, 1 passed in 2.00 s, highest peak 2.0KiB');
  expect(writeSummary(TESTS.slice(0, 1))).toBe('1 failed in 1.50 s, highest peak 2.0KiB');
  expect(writeSummary(TESTS.slice(1))).toBe('1 passed in 500 ms, highest peak 100B');
});

test('the text has each test, each failure and the end', () => {
  const text = writeReport({
    policy: 'class/unbounded',
    ranges: '5',
    limit: '1 KB',
    file: 'tests/t.py',
    tests: TESTS,
    count: 2,
  });
  expect(text.split('\n')).toEqual([
    `${'='.repeat(21)} class/unbounded, ranges 5, memory limit 1 KB ${'='.repeat(21)}`,
    'tests/t.py::test_a FAILED [ 50%]  1.50 s  2.0KiB',
    'tests/t.py::test_b PASSED [100%]  500 ms  100B',
    `${'='.repeat(39)} failures ${'='.repeat(39)}`,
    `${'_'.repeat(40)} test_a ${'_'.repeat(40)}`,
    'too much',
    `${'='.repeat(18)} 1 failed, 1 passed in 2.00 s, highest peak 2.0KiB ${'='.repeat(19)}`,
    '',
  ]);
});

test('the memory test comes first and five follow', () => {
  expect(namesOf(UNIT_TESTS)).toEqual([UNIT_TESTS.memory, ...UNIT_TESTS.correctness]);
  expect(UNIT_TESTS.memory).toBe('test_memory_of_the_comparison');
  expect(UNIT_TESTS.correctness).toHaveLength(5);
});
