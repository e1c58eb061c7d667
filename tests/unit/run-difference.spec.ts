import { expect, test } from '@playwright/test';
import type { Source } from '../../web/src/model/places.ts';
import type {
  DifferenceNode,
  MemoryChange,
  TableRow,
  TreeNode,
} from '../../web/src/model/report-answers.ts';
import {
  differenceOfTables,
  differenceOfTrees,
} from '../../web/src/reports/views/run-difference.ts';
import { chance, frame, randomTree, rootOf } from './flamegraph-trees.ts';

const UNKNOWN: Source = new Map();

const SEEDS = Array.from({ length: 30 }, (_, seed) => seed + 1);

const SUMS = [
  'bytes',
  'count',
  'beforeBytes',
  'afterBytes',
  'allocatedBytes',
  'freedBytes',
  'allocatedCount',
  'freedCount',
] as const satisfies readonly (keyof MemoryChange)[];

function difference(before: TreeNode, after: TreeNode): DifferenceNode {
  return differenceOfTrees({ report: before, source: UNKNOWN }, { report: after, source: UNKNOWN })
    .report;
}

function app(...lines: readonly string[]): Source {
  return new Map([['app.py', lines]]);
}

/** The values at the end of each path of a tree, from the root on. */
function paths<Node extends { readonly children: readonly Node[] }>(
  root: Node,
  name: (node: Node) => string,
): Map<string, Node> {
  const found = new Map<string, Node>();
  const visit = (node: Node, above: string) => {
    const path = `${above}/${name(node)}`;
    found.set(path, node);
    for (const child of node.children) {
      visit(child, path);
    }
  };
  visit(root, '');
  return found;
}

function nameOf({ name, line }: TreeNode | DifferenceNode): string {
  return `${name}:${line}`;
}

/** A tree with each line moved down by `lines`. */
function movedBy(lines: number, node: TreeNode): TreeNode {
  return {
    ...node,
    line: node.line === 0 ? 0 : node.line + lines,
    children: node.children.map((child) => movedBy(lines, child)),
  };
}

/** The same difference in the opposite direction. */
function negated(node: DifferenceNode): DifferenceNode {
  return {
    ...node,
    bytes: 0 - node.bytes,
    count: 0 - node.count,
    beforeBytes: node.afterBytes,
    afterBytes: node.beforeBytes,
    allocatedBytes: node.freedBytes,
    freedBytes: node.allocatedBytes,
    allocatedCount: node.freedCount,
    freedCount: node.allocatedCount,
    ownBytes: 0 - node.ownBytes,
    ownCount: 0 - node.ownCount,
    children: node.children.map(negated),
  };
}

/** The numbers of each frame, by path. */
function figures(
  root: DifferenceNode,
  name: (node: DifferenceNode) => string,
): Record<string, Partial<MemoryChange> & { ownBytes: number; ownCount: number }> {
  const entries = [...paths(root, name)].map(([path, node]) => {
    const { ownBytes, ownCount } = node;
    const sums = Object.fromEntries(SUMS.map((sum) => [sum, node[sum]]));
    return [path, { ...sums, ownBytes, ownCount }] as const;
  });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The numbers of a frame from its own and total values in both runs. */
function numbersOf(old: TreeNode | undefined, fresh: TreeNode | undefined): Record<string, number> {
  const change = (key: 'bytes' | 'count' | 'ownBytes' | 'ownCount') =>
    (fresh?.[key] ?? 0) - (old?.[key] ?? 0);
  return {
    beforeBytes: old?.bytes ?? 0,
    afterBytes: fresh?.bytes ?? 0,
    bytes: change('bytes'),
    count: change('count'),
    ownBytes: change('ownBytes'),
    ownCount: change('ownCount'),
  };
}

test('each frame of either run is included, with its bytes before and after', () => {
  for (const seed of SEEDS) {
    const [before, after] = [randomTree(seed, 80), randomTree(seed + 1000, 80)];
    const [olds, news] = [paths(before, nameOf), paths(after, nameOf)];
    const all = [...new Set([...olds.keys(), ...news.keys()])];
    const found = figures(difference(before, after), nameOf);
    expect(Object.keys(found)).toEqual(all.sort());
    expect(found).toMatchObject(
      Object.fromEntries(all.map((path) => [path, numbersOf(olds.get(path), news.get(path))])),
    );
  }
});

test('the sum of a frame includes its callees', () => {
  for (const seed of SEEDS) {
    const root = difference(randomTree(seed, 80), randomTree(seed + 1000, 80));
    const nodes = [...paths(root, nameOf).values()];
    const own = nodes.map((node) =>
      Object.fromEntries(
        SUMS.map((sum) => [
          sum,
          node.children.reduce((rest, child) => rest - child[sum], node[sum]),
        ]),
      ),
    );
    expect(own).toMatchObject(
      nodes.map(({ ownBytes, ownCount }) => ({
        bytes: ownBytes,
        count: ownCount,
        allocatedBytes: Math.max(0, ownBytes),
        freedBytes: Math.max(0, 0 - ownBytes),
        allocatedCount: Math.max(0, ownCount),
        freedCount: Math.max(0, 0 - ownCount),
      })),
    );
    expect(own.map(({ beforeBytes = 0, afterBytes = 0 }) => afterBytes - beforeBytes)).toEqual(
      nodes.map(({ ownBytes }) => ownBytes),
    );
    expect(nodes.map(({ allocatedBytes, freedBytes }) => allocatedBytes - freedBytes)).toEqual(
      nodes.map(({ bytes }) => bytes),
    );
  }
});

test('the difference between a run and itself is zero', () => {
  for (const seed of SEEDS) {
    const tree = randomTree(seed, 80);
    const found = figures(difference(tree, tree), nameOf);
    const changes = Object.values(found).flatMap(({ beforeBytes: _, afterBytes: __, ...numbers }) =>
      Object.values(numbers),
    );
    expect(new Set(changes)).toEqual(new Set([0]));
  }
});

test('in the opposite direction, growth is loss', () => {
  for (const seed of SEEDS) {
    const [one, other] = [randomTree(seed, 80), randomTree(seed + 1000, 80)];
    expect(figures(negated(difference(other, one)), nameOf)).toEqual(
      figures(difference(one, other), nameOf),
    );
  }
});

test('a file whose lines are moved down changes nothing', () => {
  for (const seed of SEEDS) {
    const inserted = 1 + chance(seed)(9);
    const [before, after] = [randomTree(seed, 80), randomTree(seed + 1000, 80)];
    const { report, source } = differenceOfTrees(
      { report: before, source: app('first', 'second') },
      {
        report: movedBy(inserted, after),
        source: app(...Array<string>(inserted).fill('# new'), 'first', 'second'),
      },
    );
    // A removed frame keeps its line, so frames are compared by their text.
    const byText = ({ name, file, line }: DifferenceNode) =>
      `${name} ${source.get(file)?.[line - 1] ?? ''}`;
    const byLine = ({ name, line }: DifferenceNode) =>
      `${name} ${['', 'first', 'second'][line] ?? ''}`;
    expect(figures(report, byText)).toEqual(figures(difference(before, after), byLine));
  }
});

test('a changed line is one removed frame and one added frame', () => {
  const { report, source } = differenceOfTrees(
    {
      report: rootOf(frame('main', 3, [0, 0], frame('keep', 1, [2000, 20]))),
      source: app('kept.append(n)', '', 'keep(n)'),
    },
    {
      report: rootOf(frame('main', 4, [0, 0], frame('keep', 1, [8, 1]))),
      source: app('total += n', 'return total', '', 'keep(n)'),
    },
  );
  const [main] = report.children;
  expect(main).toMatchObject({ name: 'main', file: 'app.py', line: 4, bytes: -1992 });
  expect(main?.children).toMatchObject([
    { file: 'app.py (before)', line: 1, beforeBytes: 2000, afterBytes: 0, freedCount: 20 },
    { file: 'app.py', line: 1, beforeBytes: 0, afterBytes: 8, allocatedCount: 1 },
  ]);
  expect(source.get('app.py (before)')?.[0]).toBe('kept.append(n)');
  expect(source.get('app.py')?.[0]).toBe('total += n');
});

test('lines with the same text are paired in order, and stay separate in an unchanged file', () => {
  const before = rootOf(frame('f', 1, [10, 1]), frame('f', 3, [30, 1]));
  const after = rootOf(frame('f', 4, [33, 1]), frame('f', 2, [11, 1]));
  const edited = differenceOfTrees(
    { report: before, source: app('x = g()', '', 'x = g()') },
    { report: after, source: app('', 'x = g()', '', '  x = g()') },
  );
  expect(edited.report.children).toMatchObject([
    { line: 4, beforeBytes: 30, afterBytes: 33 },
    { line: 2, beforeBytes: 10, afterBytes: 11 },
  ]);
  const same = app('x = g()', '', 'x = g()');
  const kept = differenceOfTrees(
    { report: rootOf(frame('f', 3, [30, 1])), source: same },
    { report: rootOf(frame('f', 1, [10, 1])), source: same },
  );
  expect(kept.report.children).toMatchObject([
    { file: 'app.py', line: 3, beforeBytes: 30, afterBytes: 0 },
    { file: 'app.py', line: 1, beforeBytes: 0, afterBytes: 10 },
  ]);
});

test('calls may be ten thousand deep', () => {
  let tree = frame('f', 1, [1, 1]);
  for (let depth = 1; depth < 10_000; depth += 1) {
    tree = frame('f', 1, [1, 1], tree);
  }
  expect(difference(rootOf(), rootOf(tree)).bytes).toBe(10_000);
});

test('the rows of two tables are paired like frames', () => {
  const row = (name: string, line: number, bytes: number, count: number): TableRow => ({
    name,
    file: 'app.py',
    line,
    bytes,
    count,
  });
  const { report } = differenceOfTables(
    { report: [row('f', 1, 100, 10), row('g', 2, 5, 1)], source: app('a()', 'b()') },
    { report: [row('f', 2, 40, 4), row('h', 3, 7, 2)], source: app('', 'a()', 'c()') },
  );
  expect(report).toMatchObject({
    bytes: -58,
    count: -5,
    beforeBytes: 105,
    afterBytes: 47,
    allocatedBytes: 7,
    freedBytes: 65,
  });
  expect(report.rows.map(({ name, file, line, bytes }) => [name, file, line, bytes])).toEqual([
    ['f', 'app.py', 2, -60],
    ['h', 'app.py', 3, 7],
    ['g', 'app.py (before)', 2, -5],
  ]);
});
