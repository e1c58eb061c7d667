import { expect, test } from '@playwright/test';
import {
  type Columns,
  type Frames,
  framesOf,
  numberOf,
  placeOf,
} from '../../web/src/flamegraph/frames.ts';
import { invert } from '../../web/src/flamegraph/inversion.ts';
import { walk } from '../../web/src/flamegraph/keyboard-navigation.ts';
import {
  childrenOf,
  endOf,
  frameAt,
  type Layout,
  layoutOf,
  lineage,
  pathTo,
  resolve,
} from '../../web/src/flamegraph/layout.ts';
import { Model } from '../../web/src/flamegraph/model.ts';
import { search } from '../../web/src/flamegraph/search.ts';
import type { TreeNode } from '../../web/src/model/report-answers.ts';
import type { Matches } from '../../web/src/patterns/matches.ts';
import { INITIAL_STATE, samePath } from '../../web/src/settings/flamegraph-settings.ts';
import { differenceOf, frame, randomTree, rootOf } from './flamegraph-trees.ts';
import { matchesOf } from './regular-expression.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];

/** main calls a and b; a calls b, which calls itself. */
const TREE = rootOf(
  frame(
    'main',
    1,
    [10, 1],
    frame('a', 2, [20, 2], frame('b', 3, [30, 3], frame('b', 3, [40, 4]))),
    frame('b', 3, [5, 1]),
  ),
);

/** The names from the root to each frame, with its bytes. */
function outlineOf(frames: Frames): string[] {
  return Array.from({ length: frames.length }, (_, index) => {
    const names = lineage(frames, index).map((above) => placeOf(frames, above).name);
    return `${names.join(' ')} ${numberOf(frames.total, 'bytes', index)}`;
  });
}

test('frames are stored row by row, each with its totals', () => {
  const frames = framesOf(TREE, false);
  expect(outlineOf(frames)).toEqual([
    '<root> 105',
    '<root> main 105',
    '<root> main a 90',
    '<root> main b 5',
    '<root> main a b 70',
    '<root> main a b b 40',
  ]);
  expect([...frames.rows]).toEqual([0, 1, 2, 4, 5, 6]);
  expect([...frames.reach]).toEqual([4, 4, 4, 2, 4, 4]);
  expect([...(frames.own.bytes ?? [])]).toEqual([0, 10, 20, 5, 30, 40]);
});

test('siblings of one place become one frame', () => {
  const twice = rootOf(frame('a', 1, [1, 1], frame('b', 2, [2, 1])), frame('a', 1, [4, 1]));
  const frames = framesOf(twice, false);
  expect(outlineOf(frames)).toEqual(['<root> 7', '<root> a 7', '<root> a b 2']);
  expect(numberOf(frames.total, 'count', 1)).toBe(3);
});

/** Frames that are not inside their parent and adjacent to their siblings without gaps. */
function misplaced(frames: Frames, layout: Layout): number[] {
  const found: number[] = [];
  for (let index = 0; index < frames.length; index += 1) {
    let next = layout.start[index] as number;
    for (const child of childrenOf(frames, index)) {
      if (layout.start[child] !== next) found.push(child);
      next = endOf(layout, child);
    }
    if (next > endOf(layout, index)) found.push(index);
  }
  return found;
}

for (const seed of SEEDS) {
  test(`widths of a tree are its numbers, and add up to their parents' (${seed})`, () => {
    const frames = framesOf(randomTree(seed, 400), false);
    for (const metric of ['bytes', 'count'] as const) {
      const layout = layoutOf(frames, metric);
      expect([...layout.weight]).toEqual([...(frames.total[metric] ?? [])]);
      expect(misplaced(frames, layout)).toEqual([]);
    }
  });

  test(`widths of a difference are the larger of its two sides (${seed})`, () => {
    const frames = framesOf(differenceOf(randomTree(seed, 400), seed), true);
    const sides = { bytes: ['beforeBytes', 'afterBytes'], count: ['allocatedCount', 'freedCount'] };
    for (const metric of ['bytes', 'count'] as const) {
      const layout = layoutOf(frames, metric);
      expect(misplaced(frames, layout)).toEqual([]);
      const [one, other] = sides[metric] as [keyof Columns, keyof Columns];
      const wanted = Array.from({ length: frames.length }, (_, index) =>
        Math.max(numberOf(frames.own, one, index), numberOf(frames.own, other, index)),
      );
      for (let index = frames.length - 1; index > 0; index -= 1) {
        const above = frames.parent[index] as number;
        wanted[above] = (wanted[above] as number) + (wanted[index] as number);
      }
      expect([...layout.weight]).toEqual(wanted);
    }
  });

  test(`inverted frames equal those found by brute force (${seed})`, () => {
    const frames = framesOf(randomTree(seed, 400), false);
    const inverted = invert(frames);
    // Every stack that allocated, from its end to the root, counted at each of its beginnings.
    const wanted = new Map<string, number>();
    for (let index = 0; index < frames.length; index += 1) {
      const stack = ['', ...pathTo(frames, index).reverse()];
      const own = numberOf(frames.own, 'bytes', index);
      const count = numberOf(frames.own, 'count', index);
      for (let length = 1; (own > 0 || count > 0) && length <= stack.length; length += 1) {
        const key = stack.slice(0, length).join(' ');
        wanted.set(key, (wanted.get(key) ?? 0) + own);
      }
    }
    const found = new Map(
      Array.from({ length: inverted.length }, (_, index) => [
        ['', ...pathTo(inverted, index)].join(' '),
        numberOf(inverted.total, 'bytes', index),
      ]),
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
    expect(inverted.complete).toBe(true);
    expect(misplaced(inverted, layoutOf(inverted, 'bytes'))).toEqual([]);
    expect(layoutOf(inverted, 'count').weight[0]).toBe(numberOf(frames.total, 'count', 0));
  });

  test(`an inverted difference keeps its sums (${seed})`, () => {
    const frames = framesOf(differenceOf(randomTree(seed, 300), seed), true);
    const inverted = invert(frames);
    for (const column of Object.keys(frames.total) as (keyof Columns)[]) {
      expect(numberOf(inverted.total, column, 0), column).toBe(numberOf(frames.total, column, 0));
      const first = childrenOf(inverted, 0).reduce(
        (sum, child) => sum + numberOf(inverted.total, column, child),
        0,
      );
      expect(first, column).toBe(numberOf(frames.total, column, 0));
    }
  });

  test(`a search counts matches on one path once (${seed})`, () => {
    const tree = randomTree(seed, 400);
    const brute = (node: TreeNode, wanted: RegExp): number =>
      wanted.test(node.name)
        ? node.bytes
        : node.children.reduce((sum, child) => sum + brute(child, wanted), 0);
    const number = (node: TreeNode, wanted: RegExp): number =>
      node.children.reduce(
        (sum, child) => sum + (wanted.test(child.name) ? 1 : 0) + number(child, wanted),
        0,
      );
    const found = search(framesOf(tree, false), '^[ab]$', matchesOf('^[ab]$'));
    expect(found).toMatchObject({
      problem: null,
      frames: number(tree, /^[ab]$/),
      bytes: brute(tree, /^[ab]$/),
    });
  });
}

test('an inversion stops at its limit, and reports it', () => {
  const frames = framesOf(randomTree(3, 400), false);
  const inverted = invert(frames, 20);
  expect(inverted.complete).toBe(false);
  expect(inverted.length).toBeLessThanOrEqual(20);
  expect(numberOf(inverted.total, 'bytes', 0)).toBe(numberOf(frames.total, 'bytes', 0));
});

test('a recursion thousands of calls deep is laid out and inverted', () => {
  let stack = frame('f', 1, [1, 1]);
  for (let depth = 1; depth < 5000; depth += 1) {
    stack = frame('f', 1, [1, 1], stack);
  }
  const frames = framesOf(rootOf(stack), false);
  expect(frames.rows.length - 1).toBe(5001);
  const inverted = invert(frames);
  // All 5000 end in f, 4999 of them were called by f, and so on.
  expect(inverted.length).toBe(5001);
  expect([...(inverted.total.bytes ?? [])].slice(0, 4)).toEqual([5000, 5000, 4999, 4998]);
});

test('a position in a row is found, and a boundary belongs to the frame that begins there', () => {
  const frames = framesOf(TREE, false);
  const layout = layoutOf(frames, 'bytes');
  expect(frameAt(frames, layout, 2, 0)).toBe(2);
  expect(frameAt(frames, layout, 2, 89.9)).toBe(2);
  expect(frameAt(frames, layout, 2, 90)).toBe(3);
  expect(frameAt(frames, layout, 2, 95)).toBe(-1);
  expect(frameAt(frames, layout, 9, 0)).toBe(-1);
  expect(frameAt(frames, layout, -1, 0)).toBe(-1);
});

test('a search matches function or place, ignoring case; the root never matches', () => {
  const frames = framesOf(TREE, false);
  const find = (pattern: string) => search(frames, pattern, matchesOf(pattern));
  expect(find('')).toBeNull();
  expect(find('^B$')).toMatchObject({ frames: 3, bytes: 75, count: 8 });
  expect(find('app\\.py:2$')).toMatchObject({ frames: 1, bytes: 90 });
  expect(find('APP.py')).toEqual(find('app\\.py'));
  expect(find('root')).toMatchObject({ frames: 0, bytes: 0 });
});

test('a search without matches states the reason', () => {
  const frames = framesOf(TREE, false);
  const problemOf = (pattern: string, is: 'invalid' | 'slow' | 'failed', reason: string) =>
    search(frames, pattern, { has: () => false, trouble: { is, reason } })?.problem;
  expect(problemOf('(', 'invalid', 'unterminated group')).toBe(
    '“(” is not a regular expression: unterminated group. To search for a character such as ( itself, write \\(.',
  );
  expect(problemOf('(a+)+b', 'slow', '')).toBe(
    '“(a+)+b” takes too long to match; nothing is searched.',
  );
  expect(problemOf('x'.repeat(5000), 'failed', 'it did not load')).toBe(
    `“${'x'.repeat(200)}…” (4,800 more characters) cannot be matched: it did not load; nothing is searched.`,
  );
});

test('matches that become known later are searched then', () => {
  let known: Matches | null = null;
  const model = new Model(() => known);
  const state = { ...INITIAL_STATE, search: '^b$' };
  model.update(TREE, false, state);
  expect(model.found).toBeNull();
  known = matchesOf('^b$');
  model.update(TREE, false, state);
  expect(model.found).toMatchObject({ frames: 3 });
  model.update(TREE, false, INITIAL_STATE);
  expect(model.found).toBeNull();
});

test('a path leads to its frame, or to the last existing one', () => {
  const frames = framesOf(TREE, false);
  for (let index = 0; index < frames.length; index += 1) {
    expect(resolve(frames, pathTo(frames, index))).toBe(index);
  }
  expect(pathTo(frames, 4)).toEqual(['main@app.py:1', 'a@app.py:2', 'b@app.py:3']);
  expect(resolve(frames, ['main@app.py:1', 'gone@app.py:9', 'b@app.py:3'])).toBe(1);
  expect(resolve(frames, ['gone@app.py:9'])).toBe(0);
  expect(samePath(['a'], ['a'])).toBe(true);
  expect(samePath(['a'], ['a', 'b'])).toBe(false);
});

test('a zoom outlives a report without its frame', () => {
  const model = new Model(matchesOf);
  const state = { ...INITIAL_STATE, zoom: pathTo(framesOf(TREE, false), 4) };
  model.update(TREE, false, state);
  expect([model.zoomed, model.missing]).toEqual([4, 0]);
  expect(model.rangeWithin(105)).toEqual({ from: 0, to: 70 });
  model.update(rootOf(frame('main', 1, [8, 1])), false, state);
  expect([model.zoomed, model.missing]).toEqual([1, 2]);
  model.update(null, false, state);
  expect([model.zoomed, model.missing]).toEqual([0, 0]);
  model.update(TREE, false, state);
  expect([model.zoomed, model.missing]).toEqual([4, 0]);
  // A width for more than the root's value.
  model.update(TREE, false, INITIAL_STATE);
  expect(model.rangeWithin(500)).toEqual({ from: 0, to: 500 });
});

test('keys move to callers, callees and siblings', () => {
  const frames = framesOf(TREE, false);
  const layout = layoutOf(frames, 'bytes');
  const step = (from: number, key: string, zoomed = 0) =>
    walk(frames, layout, from, key, 'icicle', zoomed);
  expect(step(0, 'ArrowUp')).toBe(0);
  expect(step(1, 'ArrowDown')).toBe(2);
  expect(step(5, 'ArrowDown')).toBe(5);
  expect(step(4, 'ArrowUp')).toBe(2);
  expect(step(2, 'ArrowRight')).toBe(3);
  expect(step(3, 'ArrowRight')).toBe(3);
  expect(step(3, 'ArrowLeft')).toBe(2);
  expect(step(2, 'End')).toBe(3);
  expect(step(3, 'Home')).toBe(2);
  expect(walk(frames, layout, 1, 'ArrowUp', 'flame', 0)).toBe(2);
  expect(walk(frames, layout, 2, 'ArrowDown', 'flame', 0)).toBe(1);
  // The siblings of the zoomed frame are hidden, and its callers lead back to it.
  expect(step(2, 'ArrowRight', 2)).toBe(2);
  expect(step(1, 'ArrowDown', 3)).toBe(3);
  expect(step(0, 'ArrowDown', 5)).toBe(1);
});
