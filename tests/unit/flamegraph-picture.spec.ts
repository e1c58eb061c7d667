import { expect, test } from '@playwright/test';
import { Colours } from '../../web/src/flamegraph/colours.ts';
import { framesOf, placeOf } from '../../web/src/flamegraph/frames.ts';
import { layoutOf } from '../../web/src/flamegraph/layout.ts';
import { paintOf } from '../../web/src/flamegraph/paint.ts';
import { NARROW, type Scene, visit } from '../../web/src/flamegraph/picture.ts';
import { search } from '../../web/src/flamegraph/search.ts';
import { toSvg } from '../../web/src/flamegraph/svg.ts';
import { fitText } from '../../web/src/flamegraph/text-fit.ts';
import { describeSearch, factsOf, sentenceOf, signed } from '../../web/src/flamegraph/wording.ts';
import type { TreeNode } from '../../web/src/model/report-answers.ts';
import { formatSize } from '../../web/src/util/size.ts';
import { contrast } from './contrast.ts';
import { chance, differenceOf, frame, randomTree, rootOf } from './flamegraph-trees.ts';
import { matchesOf } from './regular-expression.ts';

function sceneOf(root: TreeNode, options: Partial<Scene> = {}): Scene {
  const frames = framesOf(root, false);
  const layout = layoutOf(frames, 'bytes');
  const colours = new Colours(false);
  const rowHeight = 20;
  return {
    frames,
    layout,
    arrangement: 'icicle',
    range: { from: 0, to: layout.weight[0] as number },
    width: 100,
    height: rowHeight * (frames.rows.length - 1),
    rowHeight,
    colours,
    ground: '#ffffff',
    ...paintOf(frames, 'bytes', colours, null, 0),
    ...options,
  };
}

/** The drawn frames, a line each: name, left, top and width. */
function drawn(scene: Scene, top = 0, bottom = scene.height - 1): string[] {
  const found: string[] = [];
  visit(scene, top, bottom, (index, x, y, width) => {
    const name = index === NARROW ? 'narrow' : placeOf(scene.frames, index).name;
    found.push(`${name} ${x} ${y} ${width}`);
  });
  return found;
}

const TREE = rootOf(
  frame('a', 1, [10, 1], frame('b', 2, [40, 1]), frame('c', 3, [10, 1])),
  frame('d', 4, [40, 1]),
);

for (const dark of [false, true]) {
  test(`text is legible on every colour, ${dark ? 'dark' : 'light'}`, () => {
    const colours = new Colours(dark);
    for (const colour of colours.all) {
      expect(contrast(colour, colours.ink), colour).toBeGreaterThanOrEqual(4.5);
    }
  });

  test(`growth and loss differ by hue, and by share, ${dark ? 'dark' : 'light'}`, () => {
    const colours = new Colours(dark);
    const channels = (colour: string) =>
      [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
    for (const share of [0.3, 0.6, 1]) {
      const [red = 0, , blue = 0] = channels(colours.ofChange(share));
      expect(red, `grown by ${share}`).toBeGreaterThan(blue);
      const [cold = 0, , warm = 0] = channels(colours.ofChange(-share));
      expect(cold, `shrunk by ${share}`).toBeLessThan(warm);
    }
    expect(colours.ofChange(0)).toBe(colours.plain);
    const shares = [-1, -0.5, -0.001, 0, 0.001, 0.5, 1].map((share) => colours.ofChange(share));
    expect(new Set(shares).size).toBe(7);
  });
}

test('a function has one colour on all its lines', () => {
  const colours = new Colours(false);
  const place = { name: 'f', file: 'app.py', line: 1 };
  expect(colours.ofPlace(place)).toBe(colours.ofPlace({ ...place, line: 7 }));
  const many = Array.from({ length: 200 }, (_, index) =>
    colours.ofPlace({ ...place, name: `f${index}` }),
  );
  expect(new Set(many).size).toBeGreaterThan(20);
});

test('the positions of frames follow from their bytes', () => {
  expect(drawn(sceneOf(TREE))).toEqual([
    '<root> 0 0 100',
    'a 0 20 60',
    'd 60 20 40',
    'b 0 40 40',
    'c 40 40 10',
  ]);
  expect(drawn(sceneOf(TREE, { arrangement: 'flame' }))).toEqual([
    '<root> 0 40 100',
    'a 0 20 60',
    'd 60 20 40',
    'b 0 0 40',
    'c 40 0 10',
  ]);
  // Only the rows in the window, and only the frames in the range.
  const part = sceneOf(TREE, { range: { from: 40, to: 90 } });
  expect(drawn(part, 20, 39)).toEqual(['a 0 20 40', 'd 40 20 60']);
});

test('narrow frames are drawn together, without gaps or overlaps', () => {
  const pick = chance(5);
  const children = Array.from({ length: 3000 }, (_, index) =>
    frame(`f${index}`, 1, [pick(10) === 0 ? pick(4000) : 1 + pick(20), 1]),
  );
  const scene = sceneOf(rootOf(...children));
  let end = 0;
  let number = 0;
  const wrong: string[] = [];
  visit(scene, 20, 39, (index, x, _, width) => {
    // A gap between two frames is too small to be visible.
    if (x < end - 1e-9 || x - end >= 1) wrong.push(`${index} at ${x} after ${end}`);
    if (index !== NARROW && width < 1 - 1e-9) wrong.push(`${index} is ${width} wide`);
    end = x + width;
    number += 1;
  });
  expect(wrong).toEqual([]);
  expect(end).toBeGreaterThan(99);
  expect(number).toBeLessThanOrEqual(200);
});

test('text is cut at the available width', () => {
  expect(fitText('factorial', 90, 10)).toBe('factorial');
  expect(fitText('factorial', 89, 10)).toBe('factori…');
  expect(fitText('factorial', 30, 10)).toBe('fa…');
  expect(fitText('factorial', 29, 10)).toBe('');
  expect(fitText('ab', 20, 10)).toBe('ab');
  expect(fitText('a😀bcd', 30, 10)).toBe('a…');
});

const OPTIONS = {
  metric: 'bytes',
  inverted: false,
  zoomed: 0,
  source: new Map([['app.py', ['def a():', '    return b()']]]),
} as const;

test('a frame is described by its place, its numbers and its line', () => {
  const frames = framesOf(TREE, false);
  expect(sentenceOf(factsOf(frames, 0, OPTIONS))).toBe(
    'All, 100B in 4 allocations, 100.0% of the whole',
  );
  expect(factsOf(frames, 3, { ...OPTIONS, zoomed: 1 })).toEqual({
    name: 'b',
    place: 'app.py:2',
    native: '',
    amounts: [
      '40B in 1 allocation',
      '40.0% of the whole',
      '66.7% of the zoomed frame',
      'own 40B in 1 allocation',
    ],
    source: 'return b()',
  });
  expect(factsOf(frames, 1, { ...OPTIONS, metric: 'count' }).amounts[1]).toBe('75.0% of the whole');
});

test('a change is described with its sign', () => {
  expect([5, -5, 0].map((bytes) => signed(bytes, formatSize))).toEqual(['+5B', '−5B', '±0B']);
  const frames = framesOf(
    {
      ...TREE,
      children: [],
      bytes: -2048,
      count: -3,
      beforeBytes: 4096,
      afterBytes: 2048,
      allocatedBytes: 1024,
      freedBytes: 3072,
      allocatedCount: 1,
      freedCount: 4,
    },
    true,
  );
  expect(factsOf(frames, 0, OPTIONS).amounts).toEqual([
    '−2.0KiB',
    '−3 allocations',
    '4.0KiB before',
    '2.0KiB after',
    '1.0KiB allocated (1 allocation)',
    '3.0KiB freed (4 frees)',
    '100.0% of the whole width',
  ]);
});

test('the result of a search is described in the current metric', () => {
  const frames = framesOf(TREE, false);
  const found = search(frames, '^[ab]$', matchesOf('^[ab]$'));
  if (found?.problem !== null) throw new Error('the pattern is valid');
  expect(describeSearch(found, frames, 'bytes')).toBe('2 frames match, 60B, 60.0%');
  expect(describeSearch(found, frames, 'count')).toBe('2 frames match, 3 allocations, 75.0%');
});

test('matches have the colour of matches, and other frames none', () => {
  const frames = framesOf(TREE, false);
  const colours = new Colours(false);
  const paint = paintOf(frames, 'bytes', colours, search(frames, '^b$', matchesOf('^b$')), 0);
  expect([1, 2, 3].map(paint.fill)).toEqual([colours.plain, colours.plain, colours.match]);
  expect([1, 2, 3].map(paint.marked)).toEqual([false, false, true]);
});

test('labels of a difference begin with their change', () => {
  const frames = framesOf(differenceOf(randomTree(1, 60), 1), true);
  const { label } = paintOf(frames, 'bytes', new Colours(false), null, 0);
  for (let index = 0; index < frames.length; index += 1) {
    const change = frames.total.bytes?.[index] ?? 0;
    expect(label(index).charAt(0)).toBe(change > 0 ? '+' : change < 0 ? '−' : '±');
  }
});

test('an SVG has every frame of the scene, with its text escaped', () => {
  const scene = sceneOf(rootOf(frame('<lambda> & "co"\u0001', 1, [3, 1]), frame('z', 2, [1, 1])), {
    width: 400,
  });
  const svg = toSvg(scene, 'Peak of <a>', (index) => `frame ${index}`);
  expect(svg).toContain('<title>Peak of &lt;a&gt;</title>');
  expect(svg).toContain('>&lt;lambda&gt; &amp; &quot;co&quot;� app.py:1</text>');
  expect(svg.match(/<title>frame \d<\/title>/g)).toEqual(
    [0, 1, 2].map((index) => `<title>frame ${index}</title>`),
  );
  expect(svg).toContain('<rect x="300" y="20" width="99" height="19"');
  expect(svg).not.toMatch(/href|<script|style=/);
});
