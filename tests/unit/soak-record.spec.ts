/** The record of a soak: what counts as growth, its table, and its picture. */

import { expect, test } from '@playwright/test';
import { pictureOf } from '../hostile/lib/soak-picture.ts';
import { type Sample, tableOf, trendOf } from '../hostile/lib/soak-record.ts';

const MIB = 1024 ** 2;

/** Samples of a minute each, with these sizes in MiB. */
function samplesOf(sizes: readonly number[], resident: number | null = 300): Sample[] {
  return sizes.map((size, minute) => ({
    minute,
    cases: 10 * minute,
    runs: minute,
    heap: size * MIB,
    resident: resident === null ? null : resident * MIB,
    nodes: 1,
    listeners: 1,
    workers: 1,
  }));
}

/** Sizes of 60 rounds, each a step above the one before it, with noise that repeats. */
const rising = (step: number) =>
  Array.from({ length: 60 }, (_, round) => 20 + step * round + ((round * 7) % 5) / 2);

test('memory that rises at first and then varies has not grown', () => {
  const sizes = [...Array.from({ length: 30 }, (_, round) => 10 + round), ...rising(0).slice(30)];
  const trend = trendOf(samplesOf(sizes), 'heap');
  expect(trend?.isGrowth).toBe(false);
  expect(Math.abs(trend?.perHour ?? MIB)).toBeLessThan(0.2 * MIB);
});

test('memory that rises with each round has grown, whatever varies beside', () => {
  const trend = trendOf(samplesOf(rising(0.05)), 'heap');
  expect(trend?.isGrowth).toBe(true);
  // 0.05 MiB in each of 60 minutes.
  expect((trend?.perHour ?? 0) / MIB).toBeCloseTo(3, 0);
  const oneOutlier = rising(0.1).with(40, 400).with(59, 0);
  expect(trendOf(samplesOf(oneOutlier), 'heap')?.isGrowth).toBe(true);
});

test('a rise that is small, or one leap, is no growth', () => {
  expect(trendOf(samplesOf(rising(0.01)), 'heap')?.isGrowth).toBe(false);
  expect(trendOf(samplesOf(rising(0).with(59, 90)), 'heap')?.isGrowth).toBe(false);
  expect(trendOf(samplesOf(rising(-1)), 'heap')?.isGrowth).toBe(false);
});

test('each size has its own tolerance', () => {
  const samples = samplesOf(rising(0)).map((sample, round) => ({
    ...sample,
    resident: (300 + round / 2) * MIB,
  }));
  expect(trendOf(samples, 'resident')).toMatchObject({ perHour: 30 * MIB, isGrowth: false });
  const faster = samples.map((sample, round) => ({ ...sample, resident: (300 + round) * MIB }));
  expect(trendOf(faster, 'resident')).toMatchObject({ perHour: 60 * MIB, isGrowth: true });
});

test('a few samples, or unknown sizes, are not judged', () => {
  expect(trendOf(samplesOf(rising(1).slice(0, 14)), 'heap')).toBeNull();
  expect(trendOf(samplesOf(Array(20).fill(1), null), 'resident')).toBeNull();
  expect(trendOf([], 'heap')).toBeNull();
});

test('the table has a row for each sample', () => {
  expect(tableOf(samplesOf([1, 2], null))).toBe(
    `minute\tcases\truns\theap\tresident\tnodes\tlisteners\tworkers
0.00\t0\t0\t1048576\t\t1\t1\t1
1.00\t10\t1\t2097152\t\t1\t1\t1
`,
  );
});

test('the picture has both curves, within its frame', () => {
  const picture = pictureOf(samplesOf([10, 30, 17]));
  const lines = [...picture.matchAll(/points="([^"]*)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  );
  expect(lines.map((points) => points.length)).toEqual([3, 3]);
  for (const [x = Number.NaN, y = Number.NaN] of lines.flat()) {
    expect(x).toBeGreaterThanOrEqual(60);
    expect(x).toBeLessThanOrEqual(940);
    expect(y).toBeGreaterThanOrEqual(40);
    expect(y).toBeLessThanOrEqual(370);
  }
  // The largest value is the highest point.
  const heights = lines[0]?.map(([, y = 0]) => y) ?? [];
  expect(Math.min(...heights)).toBe(heights[1]);
  expect(pictureOf(samplesOf([5], null))).toContain('points=""');
});

test('the picture names the trend and whole minutes', () => {
  const picture = pictureOf(samplesOf(rising(-0.05)));
  expect(picture).toMatch(/second half: −3\.\d MiB per hour/);
  const marks = [...picture.matchAll(/text-anchor="middle">([^<]*)</g)].map(([, mark]) => mark);
  expect(marks.slice(0, 6)).toEqual(['0', '10', '20', '30', '40', '50']);
});
