import { expect, test } from '@playwright/test';
import {
  type Collection,
  collectionsIn,
  NO_COLLECTIONS,
} from '../../web/src/model/gc-collections.ts';
import {
  collectionNear,
  markHeight,
  marksOf,
  spaced,
} from '../../web/src/plot/collection-marks.ts';
import { describeCollection } from '../../web/src/plot/labels.ts';
import { describeCollections } from '../../web/src/plot/wording.ts';

/**
 * Rows of single collections given by calls and generation; objects and bytes follow from the
 * calls.
 */
function rows(...all: readonly (readonly [number, number])[]): Float64Array {
  return Float64Array.from(
    all.flatMap(([calls, generation]) => [calls, generation, calls / 10, calls * 2, 1]),
  );
}

const THREE = rows([100, 0], [104, 2], [500, 1]);

const ONE: Collection = { ticks: 10, generation: 2, collected: 3400, freed: 12_897_485, count: 1 };

test('each row is a collection', () => {
  expect(collectionsIn(THREE)).toEqual([
    { ticks: 100, generation: 0, collected: 10, freed: 200, count: 1 },
    { ticks: 104, generation: 2, collected: 10.4, freed: 208, count: 1 },
    { ticks: 500, generation: 1, collected: 50, freed: 1000, count: 1 },
  ]);
  expect(collectionsIn(NO_COLLECTIONS)).toEqual([]);
});

test('collections close to the previous one are merged with it, and none is lost', () => {
  const all = collectionsIn(THREE);
  expect(spaced(all, 4)).toEqual(all);
  expect(spaced(all, 5)).toEqual([
    { ticks: 100, generation: 2, collected: 20.4, freed: 408, count: 2 },
    all[2],
  ]);
  const [only, ...others] = spaced(all, 1000);
  expect(others).toEqual([]);
  expect(only).toEqual({ ticks: 100, generation: 2, collected: 70.4, freed: 1408, count: 3 });
  expect(spaced([], 5)).toEqual([]);
});

test('marks are at least three pixels apart', () => {
  const crowd = rows(...Array.from({ length: 500 }, (_, index) => [2 * index, 0] as const));
  const marks = marksOf(crowd, 1000, 300);
  const gaps = marks.slice(1).map(({ ticks }, index) => ticks - (marks[index]?.ticks ?? 0));
  expect(Math.min(...gaps)).toBe(10);
  expect(marks).toHaveLength(100);
  expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  // With enough space, each has its own mark.
  expect(marksOf(crowd, 1000, 3000)).toHaveLength(500);
  expect(marksOf(NO_COLLECTIONS, 0, 0)).toEqual([]);
});

test('older generations have taller marks', () => {
  const heights = [0, 1, 2].map((generation) => markHeight({ ...ONE, generation }));
  expect(heights).toEqual(heights.toSorted((one, other) => one - other));
  expect(new Set(heights).size).toBe(3);
});

test('the nearest collection is described near it only', () => {
  expect(collectionNear(THREE, 101, 1000)?.ticks).toBe(100);
  expect(collectionNear(THREE, 103, 1000)?.ticks).toBe(104);
  expect(collectionNear(THREE, 495, 1000)?.ticks).toBe(500);
  expect(collectionNear(THREE, 494, 1000)).toBeNull();
  expect(collectionNear(THREE, 506, 1000)).toBeNull();
  expect(collectionNear(NO_COLLECTIONS, 0, 0)).toBeNull();
});

test('a collection is described by its generation, its bytes and its objects', () => {
  expect(describeCollection(ONE)).toBe('collection of generation 2 freed 12.3MiB, 3,400 objects');
  expect(describeCollection({ ...ONE, count: 1200 })).toBe(
    '1,200 collections up to generation 2 freed 12.3MiB, 3,400 objects',
  );
});

test('all collections of a run are described in one phrase', () => {
  const of = (...count: number[]) =>
    describeCollections({ count, collected: 9, freed: 64_172_851 });
  expect(of(30, 7, 1)).toBe('38 collections freed 61.2MiB in all');
  expect(of(0, 0, 1)).toBe('1 collection freed 61.2MiB in all');
  expect(of(0, 0, 0)).toBe('');
});
