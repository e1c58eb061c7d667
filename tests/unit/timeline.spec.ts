import { expect, test } from '@playwright/test';
import {
  align,
  alignedColumn,
  countFalls,
  EMPTY_TIMELINE,
  freeBytes,
  lastPoint,
  maximum,
  pointAt,
  spread,
} from '../../web/src/model/timeline.ts';

/** A timeline of rows of calls, live and linear; instances, entries and time follow from them. */
function timeline(...rows: readonly (readonly [number, number, number])[]): Float64Array {
  return Float64Array.from(
    rows.flatMap(([calls, live, linear]) => [
      calls,
      live,
      linear,
      calls / 10,
      calls / 5,
      calls / 2,
    ]),
  );
}

const SAWTOOTH = timeline([0, 0, 100], [10, 50, 100], [10, 5, 120], [30, 60, 120]);

test('the value at an instant is that of the last row at or before it', () => {
  expect(pointAt(SAWTOOTH, 0)?.live).toBe(0);
  expect(pointAt(SAWTOOTH, 9)?.live).toBe(0);
  expect(pointAt(SAWTOOTH, 10)?.live).toBe(5);
  expect(pointAt(SAWTOOTH, 29)?.live).toBe(5);
  expect(pointAt(SAWTOOTH, 1000)).toEqual({
    ticks: 30,
    live: 60,
    linear: 120,
    instances: 3,
    entries: 6,
    elapsedMs: 15,
  });
});

test('there is no value before the first row', () => {
  expect(pointAt(timeline([5, 1, 2]), 4)).toBeNull();
  expect(pointAt(EMPTY_TIMELINE, 4)).toBeNull();
  expect(lastPoint(EMPTY_TIMELINE)).toBeNull();
});

test('the last point is that of the last row', () => {
  expect(lastPoint(SAWTOOTH)?.ticks).toBe(30);
});

test('the maximum is that of one column', () => {
  expect(maximum(SAWTOOTH, 'live')).toBe(60);
  expect(maximum(SAWTOOTH, 'linear')).toBe(120);
  expect(maximum(EMPTY_TIMELINE, 'live')).toBe(0);
});

test('alignment of timelines loses no row, not even one of several at the same call', () => {
  const other = timeline([10, 7, 8], [20, 9, 8]);
  const { ticks, rows } = align([SAWTOOTH, other]);
  expect([...ticks]).toEqual([0, 10, 10, 20, 30]);
  expect(rows.map((column) => [...column])).toEqual([
    [0, 1, 2, -1, 3],
    [-1, 0, -1, 1, -1],
  ]);
});

test('no timelines align to nothing', () => {
  expect(align([])).toEqual({ ticks: new Float64Array(), rows: [] });
});

test('an aligned column is scaled, kept above its floor, and undefined without a row', () => {
  const { rows } = align([SAWTOOTH, timeline([20, 9, 8])]);
  expect(alignedColumn(SAWTOOTH, rows[0] ?? new Int32Array(), 'live', 0.5, 1)).toEqual([
    1,
    25,
    2.5,
    undefined,
    30,
  ]);
});

test('falls to less than half are counted', () => {
  expect(countFalls(SAWTOOTH)).toBe(1);
  expect(countFalls(timeline([0, 10, 10], [1, 5, 10], [2, 2, 10]))).toBe(1);
});

test('free memory is the growth that is not live, and never negative', () => {
  expect(freeBytes({ live: 30, linear: 100 }, 20)).toBe(50);
  expect(freeBytes({ live: 90, linear: 100 }, 20)).toBe(0);
});

test('instants are spread evenly, both ends included', () => {
  expect(spread(100, 5)).toEqual([0, 25, 50, 75, 100]);
});
