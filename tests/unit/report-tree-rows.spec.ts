import { expect, test } from '@playwright/test';
import type { TreeNode } from '../../web/src/model/report-answers.ts';
import {
  collapsed,
  type Expansion,
  expandBiggestPath,
  pathOf,
  pressKey,
  rowAt,
  rowsOf,
} from '../../web/src/reports/views/tree-rows.ts';

/** A frame with a number of own bytes. */
function frame(name: string, own: number, children: readonly TreeNode[] = []): TreeNode {
  const sum = (key: 'bytes' | 'count') => children.reduce((total, child) => total + child[key], 0);
  return {
    name,
    file: 'x.py',
    line: 1,
    bytes: own + sum('bytes'),
    count: 1 + sum('count'),
    ownBytes: own,
    ownCount: 1,
    children,
  };
}

/** A function that calls itself `depth` times. */
function recursion(depth: number): TreeNode {
  let deepest = frame('f', 1);
  for (let level = 1; level < depth; level += 1) {
    deepest = frame('f', 1, [deepest]);
  }
  return deepest;
}

//  root ─ a (1) ─ c (2)
//       └ b (5) ─ d (7)
//               └ e (9) ─ g (3)
const G = frame('g', 3);
const E = frame('e', 9, [G]);
const D = frame('d', 7);
const B = frame('b', 5, [D, E]);
const A = frame('a', 1, [frame('c', 2)]);
const ROOT = frame('root', 0, [A, B]);

function names(root: TreeNode, expansion: Expansion): string {
  return rowsOf(root, expansion)
    .map(({ node }) => node.name)
    .join(' ');
}

test('only the frames whose callers are expanded are rows, the heaviest first', () => {
  const expansion = collapsed();
  expect(names(ROOT, expansion)).toBe('root');
  expansion.expanded = true;
  expect(names(ROOT, expansion)).toBe('root b a');
  expect(expandBiggestPath(ROOT, expansion, 9)).toBe(G);
  const rows = rowsOf(ROOT, expansion);
  expect(
    rows.map(({ node, level, parent, position, siblings, expandable }) =>
      [node.name, level, parent, position, siblings, expandable].join(' '),
    ),
  ).toEqual([
    'root 1 -1 1 1 true',
    'b 2 0 1 2 true',
    'e 3 1 1 2 true',
    'g 4 2 1 1 false',
    'd 3 1 2 2 false',
    'a 2 0 2 2 true',
  ]);
});

test('the biggest path is expanded by a number of levels, and continues at its end', () => {
  const root = recursion(1000);
  const expansion = collapsed();
  const end = expandBiggestPath(root, expansion, 12);
  expect(rowsOf(root, expansion)).toHaveLength(13);
  expect(end.bytes).toBe(988);
  // From the top it passes the frames that are expanded already.
  expect(expandBiggestPath(root, expansion, 12).bytes).toBe(976);
  expect(rowsOf(root, expansion)).toHaveLength(25);
  const deepest = expandBiggestPath(root, expansion, Number.POSITIVE_INFINITY);
  expect([deepest.bytes, deepest.children]).toEqual([1, []]);
  const rows = rowsOf(root, expansion);
  expect(rows.map(({ level }) => level)).toEqual(Array.from({ length: 1000 }, (_, at) => at + 1));
});

test('the biggest path stops at frames without bytes', () => {
  const root = frame('root', 4, [frame('nothing', 0, [frame('more', 0)])]);
  const expansion = collapsed();
  expect(expandBiggestPath(root, expansion, 12)).toBe(root);
  expect(names(root, expansion)).toBe('root');
});

test('in differences the biggest is the largest change in either direction', () => {
  const change = (name: string, bytes: number, children: object[] = []) =>
    ({ ...frame(name, 0), bytes, children }) as unknown as TreeNode;
  const root = change('root', -70, [
    change('grown', 30),
    change('same', 0),
    change('shrunk', -100, [change('freed', -100)]),
  ]);
  const expansion = collapsed();
  expandBiggestPath(root, expansion, 12);
  expect(names(root, expansion)).toBe('root shrunk freed grown same');
});

test('expanded frames stay expanded in another report, and the selected row stays', () => {
  const expansion = collapsed();
  expandBiggestPath(ROOT, expansion, 9);
  const rows = rowsOf(ROOT, expansion);
  const path = pathOf(rows, 3);
  expect(path).toEqual(['root@x.py:1', 'b@x.py:1', 'e@x.py:1', 'g@x.py:1']);
  expect(rowAt(rows, path)).toBe(3);
  // The same frames in another order of weight: b's callee e still calls g.
  const later = frame('root', 0, [frame('b', 1, [frame('e', 1, [frame('g', 1)])]), frame('a', 99)]);
  const laterRows = rowsOf(later, expansion);
  expect(laterRows.map(({ node }) => node.name)).toEqual(['root', 'a', 'b', 'e', 'g']);
  expect(rowAt(laterRows, path)).toBe(4);
  // Without e, the selection falls back to b.
  const without = rowsOf(frame('root', 0, [frame('b', 1)]), expansion);
  expect(without[rowAt(without, path)]?.node.name).toBe('b');
});

test('keys move, expand and collapse', () => {
  const expansion = collapsed();
  /** Presses keys one after another; returns the name of the final row. */
  const press = (from: string, ...keys: string[]) => {
    let at = from;
    for (const key of keys) {
      const rows = rowsOf(ROOT, expansion);
      const next = pressKey(
        rows,
        rows.findIndex(({ node }) => node.name === at),
        key,
        2,
      );
      at = rows[next ?? -1]?.node.name ?? 'none';
    }
    return at;
  };
  expect(press('root', 'ArrowDown')).toBe('root');
  expect(press('root', 'ArrowRight')).toBe('root');
  expect(names(ROOT, expansion)).toBe('root b a');
  expect(press('root', 'ArrowRight')).toBe('b');
  expect(press('b', '*')).toBe('b');
  expect(names(ROOT, expansion)).toBe('root b e d a c');
  expect(press('root', 'End')).toBe('c');
  expect(press('c', 'Home')).toBe('root');
  expect(press('c', 'ArrowRight')).toBe('c');
  expect(press('c', 'ArrowLeft')).toBe('a');
  expect(press('a', 'ArrowLeft')).toBe('a');
  expect(names(ROOT, expansion)).toBe('root b e d a');
  expect(press('root', 'PageDown', 'PageDown')).toBe('a');
  expect(press('a', 'PageUp')).toBe('e');
  expect(press('e', 'Enter', ' ', ' ')).toBe('e');
  expect(names(ROOT, expansion)).toBe('root b e g d a');
  expect(press('root', 'ArrowUp')).toBe('root');
  expect(press('root', 'ArrowLeft', 'ArrowLeft')).toBe('root');
  expect(names(ROOT, expansion)).toBe('root');
  expect(press('root', 'x')).toBe('none');
});
