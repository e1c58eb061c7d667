import { expect, test } from '@playwright/test';
import { previewRanges } from '../../web/src/playground/preview.ts';
import { placeLabels } from '../../web/src/plot/label-layout.ts';
import { evenTop, logarithmicEnds, powersOfTen, roundUp } from '../../web/src/plot/scale.ts';
import { markerPath } from '../../web/src/ui/markers.ts';
import { colourOf, freeSlot, PALETTE, withAlpha } from '../../web/src/util/palette.ts';
import { contrast } from './contrast.ts';

for (const { name, light, dark } of PALETTE) {
  test(`${name} has enough contrast on both backgrounds`, () => {
    expect(contrast(light, '#ffffff')).toBeGreaterThanOrEqual(3);
    expect(contrast(dark, '#14181d')).toBeGreaterThanOrEqual(3);
  });
}

test('every slot has a hue and a marker of its own', () => {
  const slots = PALETTE.map((_, slot) => slot);
  expect(new Set(slots.map((slot) => colourOf(slot, false))).size).toBe(PALETTE.length);
  expect(new Set(slots.map((slot) => colourOf(slot, true))).size).toBe(PALETTE.length);
  expect(new Set(slots.map((slot) => markerPath(slot, 5))).size).toBe(PALETTE.length);
});

test('the lowest free slot is taken', () => {
  expect(freeSlot([])).toBe(0);
  expect(freeSlot([0, 2])).toBe(1);
});

test('an opacity becomes the last two digits of a colour', () => {
  expect([0, 0.5, 1].map((alpha) => withAlpha('#b83c00', alpha))).toEqual([
    '#b83c0000',
    '#b83c0080',
    '#b83c00ff',
  ]);
});

test('an axis ends at a round number', () => {
  expect([0, 0.9, 1, 101, 600, 601, 999].map(roundUp)).toEqual([1, 0.9, 1, 120, 600, 700, 1000]);
});

test('a limit near the curves is visible, and one far above them is not', () => {
  expect(evenTop(50, null)).toBe(60);
  expect(evenTop(50, 70)).toBe(80);
  expect(evenTop(5, 70)).toBe(6);
});

test('a logarithmic axis runs between powers of ten, over at most six decades', () => {
  expect(logarithmicEnds(0.03, 600)).toEqual([0.01, 1000]);
  expect(logarithmicEnds(1e-9, 600)).toEqual([0.001, 1000]);
  expect(powersOfTen([0.01, 100])).toEqual([0.01, 0.1, 1, 10, 100]);
});

const BOX = { left: 0, top: 0, width: 200, height: 100 };
const LABEL = { width: 60, height: 16 };

test('a label is right of its point, or left of it if there is no space', () => {
  const [right, left] = placeLabels(
    [
      { ...LABEL, x: 20, y: 50 },
      { ...LABEL, x: 190, y: 50 },
    ],
    BOX,
    8,
  );
  expect(right?.left).toBe(28);
  expect(left?.left).toBe(122);
});

test('no label covers another or leaves the box, however close the points', () => {
  const labels = [98, 97, 96, 95].map((y) => ({ ...LABEL, x: 190, y }));
  const places = placeLabels(labels, BOX, 8);
  const tops = places.map(({ top }) => top).sort((a, b) => a - b);
  expect(tops[0]).toBeGreaterThanOrEqual(BOX.top);
  for (const [index, top] of tops.slice(1).entries()) {
    expect(top - (tops[index] ?? 0)).toBeGreaterThanOrEqual(LABEL.height);
  }
  expect((tops.at(-1) ?? 0) + LABEL.height).toBeLessThanOrEqual(BOX.height);
});

test('a label does not cover other points', () => {
  const [place] = placeLabels(
    [
      { ...LABEL, x: 20, y: 50 },
      { ...LABEL, x: 40, y: 40 },
    ],
    BOX,
    8,
  );
  const { left = 0, top = 0 } = place ?? {};
  const covers = left < 40 && 40 < left + LABEL.width && top < 40 && 40 < top + LABEL.height;
  expect(covers).toBe(false);
});

test('a preview is as large as possible with short runs', () => {
  const squares = (ranges: readonly number[]) => ranges.reduce((sum, n) => sum + 2 * n * n, 0);
  const cubes = (ranges: readonly number[]) => ranges.reduce((sum, n) => sum + n ** 3 / 2, 0);
  expect(previewRanges([500, 1000], squares)).toEqual([100, 200]);
  expect(previewRanges([500, 1000], cubes)).toEqual([50, 100]);
  expect(previewRanges([20, 1000], squares)).toEqual([20, 200]);
  expect(previewRanges([30], squares)).toEqual([30]);
  expect(previewRanges([500, 1000], () => Number.POSITIVE_INFINITY)).toEqual([10, 20]);
});

test('labels without space above their points go below', () => {
  const labels = [10, 8, 6].map((y) => ({ ...LABEL, x: 190, y }));
  const tops = placeLabels(labels, BOX, 8).map(({ top }) => top);
  const [first = 0, second = 0, third = 0] = tops.sort((a, b) => a - b);
  expect(first).toBeGreaterThanOrEqual(BOX.top);
  expect(second - first).toBeGreaterThanOrEqual(LABEL.height);
  expect(third - second).toBeGreaterThanOrEqual(LABEL.height);
});
