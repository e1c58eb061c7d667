import { expect, test } from '@playwright/test';
import {
  type FreedBy,
  type Holders,
  holdersAfter,
  type InstanceHistory,
} from '../../web/src/model/instance-history.ts';
import { bandPath, earlySpan, wholeSpan } from '../../web/src/references/timeline-strip.ts';
import { describeReferences, describeRelease, eventsOf } from '../../web/src/references/wording.ts';

function history(
  by: FreedBy,
  ...rows: readonly (readonly [calls: number, variable: number, keys: number, cycle: number])[]
): InstanceHistory {
  const points: Holders[] = rows.map(([calls, variable, keys, cycle]) => ({
    calls,
    variable,
    keys,
    cycle,
    total: variable + keys + cycle,
  }));
  const calls = points.at(-1)?.calls ?? 0;
  return { instance: 0, made: points[0]?.calls ?? 0, points, freed: { calls, by }, error: null };
}

/** Under `class/lru:3`, with the range 5. */
const EVICTED = history(
  'refcount',
  [0, 1, 0, 0],
  [2, 1, 2, 0],
  [4, 1, 3, 0],
  [8, 1, 3, 0],
  [8, 0, 3, 0],
  [10, 0, 1, 0],
  [12, 0, 0, 0],
);
const BUG = history(
  'program-end',
  [8, 1, 0, 0],
  [10, 1, 2, 0],
  [16, 1, 5, 0],
  [16, 0, 5, 0],
  [40, 0, 5, 0],
);
const CLEARED = history(
  'refcount',
  [0, 1, 0, 0],
  [8, 1, 5, 0],
  [8, 0, 5, 0],
  [24, 0, 5, 0],
  [24, 0, 0, 0],
);
const COLLECTED = history(
  'collector',
  [0, 1, 0, 1],
  [8, 1, 0, 1],
  [8, 0, 0, 1],
  [700, 0, 0, 1],
  [700, 0, 0, 0],
);
const ALONE = history('refcount', [8, 1, 0, 0], [1608, 1, 0, 0], [1608, 0, 0, 0]);

test('between two points keys change one at a time', () => {
  const keys = (of: InstanceHistory, calls: number) => holdersAfter(of, calls)?.keys;
  expect([0, 1, 2, 3, 4, 5, 8].map((calls) => keys(EVICTED, calls))).toEqual([0, 1, 2, 2, 3, 3, 3]);
  expect([9, 10, 11, 12].map((calls) => keys(EVICTED, calls))).toEqual([2, 1, 1, 0]);
  expect(holdersAfter(EVICTED, 8)).toEqual({ calls: 8, variable: 0, keys: 3, cycle: 0, total: 3 });
  expect(holdersAfter(CLEARED, 23)?.total).toBe(5);
  expect(holdersAfter(CLEARED, 24)?.total).toBe(0);
  expect(holdersAfter(BUG, 7)).toBeNull();
  expect(holdersAfter(BUG, 1000)?.keys).toBe(5);
});

test('the description of the end names the last reference', () => {
  expect(describeRelease(BUG, 'class/unbounded')).toBe(
    'Referenced by 5 keys of the cache to the end of the run: it is never released while the cache exists.',
  );
  expect(describeRelease(EVICTED, 'class/lru:3')).toBe(
    'Freed at call 12, when the cache evicted the last key with a reference to it, 4 calls after A released it.',
  );
  expect(describeRelease(CLEARED, 'class/unbounded/clear:3')).toBe(
    'Freed at call 24, when the cache was cleared: 5 keys of the cache had kept it alive for 16 calls after A released it.',
  );
  expect(describeRelease(ALONE, 'instance/unbounded')).toBe(
    'Freed at call 1,608, when the variable A released it: its reference count fell to zero.',
  );
  expect(describeRelease(COLLECTED, 'instance/unbounded/gc')).toContain(
    'Freed at call 700 by the cyclic collector, 692 calls after A released it.',
  );
  const cycle = history('program-end', [0, 1, 0, 1], [8, 1, 0, 1], [8, 0, 0, 1], [40, 0, 0, 1]);
  expect(describeRelease(cycle, 'instance/unbounded/nogc')).toContain(
    'the cyclic collector is off',
  );
  expect(describeRelease(cycle, 'instance/unbounded/gc')).toContain('did not run again');
  const failed = {
    ...history('program-end', [0, 1, 0, 0], [9, 1, 0, 0]),
    error: 'RecursionError: …',
  };
  expect(describeRelease(failed, 'none/unbounded')).toBe(
    'Referenced by the variable A when an error ended the program. RecursionError: …',
  );
  expect(eventsOf(failed).map(({ what }) => what)).toEqual([
    'Created: referenced by A',
    'The run ends with references to it',
  ]);
});

test('references are named with their count', () => {
  const after = (calls: number, of = EVICTED) =>
    describeReferences(holdersAfter(of, calls) as Holders);
  expect(after(1)).toBe(
    'After 1 call: referenced by the variable A and 1 key of the cache, reference count 2',
  );
  expect(after(12)).toBe('After 12 calls: freed');
  expect(after(0, COLLECTED)).toBe(
    'After 0 calls: referenced by the variable A and its own cycle, reference count 2',
  );
});

test('there is one event for each number of calls in a life', () => {
  expect(eventsOf(EVICTED)).toEqual([
    { calls: 0, what: 'Created: referenced by A' },
    { calls: 4, what: 'Referenced by 3 keys, the maximum' },
    { calls: 8, what: 'A releases it; the cache begins to evict its keys' },
    { calls: 12, what: 'Its reference count falls to zero: freed' },
  ]);
  expect(eventsOf(BUG).map(({ calls }) => calls)).toEqual([8, 16, 40]);
  expect(eventsOf(COLLECTED).at(-1)?.what).toBe('The cyclic collector breaks the cycle: freed');
});

test('a band extends from the creation of a reference to its release', () => {
  const path = (kind: 'variable' | 'keys' | 'cycle', of = CLEARED) =>
    bandPath(of, kind, wholeSpan(of), 240, 10);
  expect(path('variable')).toBe('M0 10L0 0L80 0L80 0L80 0L80 10L80 10Z');
  expect(path('keys')).toBe('M0 10L0 10L80 0L80 0L80 0L240 0L240 10L240 10Z');
  expect(path('cycle')).toBe('');
  expect(earlySpan(CLEARED)).toEqual([0, 11]);
  expect(earlySpan(ALONE)).toEqual(wholeSpan(ALONE));
});
