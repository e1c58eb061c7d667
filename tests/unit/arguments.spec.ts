/** Arguments of the elements' methods: wrong ones are rejected with the expected value. */

import { expect, test } from '@playwright/test';
import { readTestOptions } from '../../web/src/exercise-tests/test-options.ts';
import type { ReportQuery } from '../../web/src/model/report-answers.ts';
import { readFormatName, readQuery } from '../../web/src/model/report-query.ts';
import { readRunName } from '../../web/src/model/run-name.ts';
import { attributeProblem } from '../../web/src/python/element-properties.ts';
import { describeValue, readBlob, readRecords, readSignal } from '../../web/src/util/arguments.ts';

/** The message of the error that a function throws. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no refusal';
}

test('a value of any type is described in a few characters', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const values = [null, undefined, NaN, 1n, '"a"', 'x'.repeat(1e6), [circular], circular, Symbol()];
  expect([...values, () => 1].map(describeValue)).toEqual([
    'null',
    'undefined',
    'NaN',
    '1',
    '"\\"a\\""',
    `"${'x'.repeat(60)}…"`,
    'a list',
    'an object',
    'a symbol',
    'a function',
  ]);
});

test('queries are read with each of their fields, and null counts as absent', () => {
  const whole: ReportQuery = {
    kind: 'table',
    frames: 'native',
    hide: ['allocator', 'std'],
    only: 'num-bigint',
    at: 0,
    between: ['peak', 12],
    threshold: 3,
  };
  expect(readQuery(whole)).toEqual(whole);
  expect(readQuery({ kind: 'stats', at: null, between: undefined, hide: [] })).toEqual({
    kind: 'stats',
    hide: [],
  });
});

test('a wrong query is rejected with the expected value', () => {
  const kinds =
    'high-water-mark, leaks, temporary, at, tree, table, summary, by-cause, stats, difference, stack';
  const instant = 'an instant: a number of calls from 0, "peak", "end" or "released"';
  const cases: readonly (readonly [unknown, string])[] = [
    [undefined, 'query: undefined is not an object such as {kind: "table"}'],
    [null, 'query: null is not an object such as {kind: "table"}'],
    ['table', 'query: "table" is not an object such as {kind: "table"}'],
    [['table'], 'query: a list is not an object such as {kind: "table"}'],
    [{}, `query.kind: undefined is not one of ${kinds}`],
    [{ kind: 'tables' }, `query.kind: "tables" is not one of ${kinds}`],
    [
      { kind: 'at', when: 1 },
      'query: "when" is not one of its fields, which are kind, frames, hide, only, at, between, threshold',
    ],
    [{ kind: 'at', at: NaN }, `query.at: NaN is not ${instant}`],
    [{ kind: 'at', at: -1 }, `query.at: -1 is not ${instant}`],
    [{ kind: 'at', at: '12' }, `query.at: "12" is not ${instant}`],
    [{ kind: 'table', between: [1] }, 'query.between: a list is not a list of two instants'],
    [{ kind: 'table', between: [1, Infinity] }, `query.between[1]: Infinity is not ${instant}`],
    [{ kind: 'table', frames: 'rust' }, 'query.frames: "rust" is not one of python, native'],
    [{ kind: 'table', hide: 'std' }, 'query.hide: "std" is not a list of some of allocator, std'],
    [{ kind: 'table', hide: [null] }, 'query.hide[0]: null is not one of allocator, std'],
    [{ kind: 'table', only: 5 }, 'query.only: 5 is not the name of a crate'],
    [{ kind: 'table', threshold: 0.5 }, 'query.threshold: 0.5 is not a whole number from 0'],
  ];
  for (const [query, sentence] of cases) {
    expect(refusal(() => readQuery(query))).toBe(sentence);
  }
});

test('other wrong arguments are rejected with the expected value, too', () => {
  const cases: readonly (readonly [() => unknown, string])[] = [
    [
      () => readRunName(null),
      'run: null is not a policy such as "class/lru:10", or the name of a run',
    ],
    [
      () => readFormatName(undefined),
      'format: undefined is not the name of an export format such as "speedscope"',
    ],
    [() => readBlob('file', null, 'a Blob'), 'file: null is not a Blob'],
    [() => readBlob('file', { size: 1 }, 'a Blob'), 'file: an object is not a Blob'],
    [() => readSignal('signal', null), 'signal: null is not an AbortSignal'],
    [() => readSignal('signal', new AbortController()), 'signal: an object is not an AbortSignal'],
    [
      () => readRecords('problems', [{ name: 'a' }], ['name', 'message']),
      'problems: a list is not a list of objects with the texts name, message',
    ],
    [() => readTestOptions(null), 'options: null is not an object such as {limit: "200MB"}'],
    [
      () => readTestOptions({ limits: 1 }),
      'options: "limits" is not one of its fields, which are limit, ranges, signal',
    ],
    [
      () => readTestOptions({ limit: NaN }),
      'options.limit: NaN is not a number of bytes from 1, or a size such as "200MB"',
    ],
    [
      () => readTestOptions({ ranges: [5] }),
      'options.ranges: a list is not a text such as "500,1000"',
    ],
    [() => readTestOptions({ signal: 1 }), 'options.signal: 1 is not an AbortSignal'],
  ];
  for (const [read, sentence] of cases) {
    expect(refusal(read)).toBe(sentence);
  }
});

test('right arguments are returned unchanged', () => {
  const blob = new Blob(['a']);
  expect(readBlob('file', blob, 'a Blob')).toBe(blob);
  const { signal } = new AbortController();
  expect(readSignal('signal', signal)).toBe(signal);
  expect(readSignal('signal', undefined)).toBeUndefined();
  expect(readTestOptions({})).toEqual({});
  expect(readTestOptions({ limit: '1MB', ranges: '5', signal })).toEqual({
    limit: '1MB',
    ranges: '5',
    signal,
  });
});

test('an invalid attribute of the element of programs is named', () => {
  expect(attributeProblem('theme', 'blue')).toBe(
    'The attribute theme is not applied: theme: "blue" is not one of auto, light, dark.',
  );
  expect(attributeProblem('hard-limit', 'much')).toBe(
    'The attribute hard-limit is not applied: hardLimit: NaN is not a number of bytes from 1, or null.',
  );
  expect(attributeProblem('hard-limit', '1000')).toBe('');
  expect(attributeProblem('theme', null)).toBe('');
});
