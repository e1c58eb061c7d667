/** Trees for the tests of the flamegraph, written by hand and random. */

import type {
  CodePlace,
  DifferenceNode,
  MemoryChange,
  NativeFrame,
  TreeNode,
} from '../../web/src/model/report-answers.ts';
import { ROOT } from '../../web/src/model/report-answers.ts';

/** A frame of `app.py` with its own bytes and number of allocations. */
export function frame(
  name: string,
  line: number,
  own: readonly [bytes: number, count: number],
  ...children: readonly TreeNode[]
): TreeNode {
  return node({ name, file: 'app.py', line }, own, children);
}

/** A native frame with its own bytes, one allocation each. */
export function nativeFrame(
  name: string,
  file: string,
  line: number,
  { crate = null, offset, inlined = false }: Partial<NativeFrame> & Pick<NativeFrame, 'offset'>,
  ownBytes: number,
  ...children: readonly TreeNode[]
): TreeNode {
  const own = [ownBytes, ownBytes > 0 ? 1 : 0] as const;
  return node({ name, file, line, crate, offset, inlined }, own, children);
}

/** A root with some frames. */
export function rootOf(...children: readonly TreeNode[]): TreeNode {
  return node({ name: ROOT, file: '', line: 0 }, [0, 0], children);
}

function node(
  place: CodePlace,
  [ownBytes, ownCount]: readonly [number, number],
  children: readonly TreeNode[],
): TreeNode {
  const sum = (key: 'bytes' | 'count') => children.reduce((total, child) => total + child[key], 0);
  return {
    ...place,
    bytes: ownBytes + sum('bytes'),
    count: ownCount + sum('count'),
    ownBytes,
    ownCount,
    children,
  };
}

/** Pseudo-random numbers from 0 up to `below`, reproducible by seed. */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A random tree of about `frames` frames, with few functions, so that many repeat. */
export function randomTree(seed: number, frames: number): TreeNode {
  const pick = chance(seed);
  let left = frames;
  const grow = (depth: number): TreeNode[] => {
    const children = new Map<string, TreeNode>();
    const wanted = depth === 0 ? 5 : pick(4);
    for (let index = 0; index < wanted && left > 0; index += 1) {
      left -= 1;
      const name = 'abcdefg'.charAt(pick(7));
      const line = 1 + pick(2);
      const own = pick(3) === 0 ? ([0, 0] as const) : ([pick(1000), 1 + pick(9)] as const);
      const child = frame(name, line, own, ...(depth < 12 ? grow(depth + 1) : []));
      children.set(`${name}:${line}`, child);
    }
    return [...children.values()];
  };
  return rootOf(...grow(0));
}

/** A difference tree of a tree's frames with random values before and after. */
export function differenceOf(tree: TreeNode, seed: number): DifferenceNode {
  const pick = chance(seed);
  const change = ({
    bytes: _,
    count: __,
    ownBytes,
    ownCount,
    children,
    ...place
  }: TreeNode): DifferenceNode => {
    const inner: readonly DifferenceNode[] = children.map(change);
    const sum = (key: keyof MemoryChange): number =>
      inner.reduce((total, child) => total + child[key], 0);
    const [before, after] = [pick(ownBytes + 1), pick(ownBytes + 1)];
    const [came, went] = [pick(ownCount + 1), pick(ownCount + 1)];
    return {
      ...place,
      bytes: after - before + sum('bytes'),
      count: came - went + sum('count'),
      ownBytes: after - before,
      ownCount: came - went,
      beforeBytes: before + sum('beforeBytes'),
      afterBytes: after + sum('afterBytes'),
      allocatedBytes: after + sum('allocatedBytes'),
      freedBytes: before + sum('freedBytes'),
      allocatedCount: came + sum('allocatedCount'),
      freedCount: went + sum('freedCount'),
      children: inner,
    };
  };
  return change(tree);
}
