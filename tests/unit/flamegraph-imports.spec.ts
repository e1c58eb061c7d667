/** Flamegraphs without the frames of Python's import system. */

import { expect, test } from '@playwright/test';
import { framesOf, withoutImports } from '../../web/src/flamegraph/frames.ts';
import { Model } from '../../web/src/flamegraph/model.ts';
import type { TreeNode } from '../../web/src/model/report-answers.ts';
import { INITIAL_STATE } from '../../web/src/settings/flamegraph-settings.ts';
import { frame, rootOf } from './flamegraph-trees.ts';

/** A frame of the import system with its own bytes. */
const importing = (name: string, own: number, ...children: readonly TreeNode[]): TreeNode => ({
  ...frame(name, 1, [own, own === 0 ? 0 : 1], ...children),
  file: '<frozen importlib._bootstrap>',
});

const TREE = rootOf(
  frame(
    'main',
    1,
    [10, 1],
    importing(
      '_find_and_load',
      5,
      importing('_load_unlocked', 7, frame('tools', 2, [100, 2], frame('more', 3, [1, 1]))),
      frame('hook', 4, [3, 1]),
    ),
    frame('tools', 2, [50, 1]),
  ),
);

test('callees and allocations of the import system belong to its caller', () => {
  const { children, bytes, count } = withoutImports(TREE);
  expect([bytes, count]).toEqual([TREE.bytes, TREE.count]);
  const [main] = children;
  expect(main?.bytes).toBe(TREE.bytes);
  expect(main?.children.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['tools', 101],
    ['hook', 3],
    ['tools', 50],
  ]);
  // Frames of one place are one.
  const frames = framesOf(withoutImports(TREE), false);
  expect(frames.length).toBe(5);
  expect(frames.imports).toBe(false);
  expect(Array.from(frames.own.bytes ?? [])).toEqual([0, 22, 150, 3, 1]);
});

test('the model hides them until the state shows them', () => {
  const model = new Model(() => null);
  model.update(TREE, false, INITIAL_STATE);
  expect(model.hasImports).toBe(true);
  expect(model.frames?.length).toBe(5);
  expect(model.update(TREE, false, { ...INITIAL_STATE, imports: true }).tree).toBe(true);
  expect(model.frames?.length).toBe(8);
  model.update(TREE, false, { ...INITIAL_STATE, inverted: true });
  expect(model.frames?.imports).toBe(false);
  model.update(rootOf(frame('main', 1, [1, 1])), false, INITIAL_STATE);
  expect(model.hasImports).toBe(false);
});
