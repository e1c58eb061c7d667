/**
 * The difference between two runs: between two trees or two tables, one before and one after.
 *
 * Frames are the same if their function, file and line are the same. Lines move when a file is
 * edited, so if both texts of a file are known and differ, a line is identified by its text. Frames
 * of one run only are all growth, or all loss.
 *
 * There are no events between two runs. The own bytes that a frame has more of after than before
 * count as allocated, and the bytes that it has less of as freed.
 */

import { isNative, keyOf, placeAlone, type Source, sourceAt } from '../../model/places.ts';
import { DIFFERENCE_QUANTITIES } from '../../model/quantities.ts';
import {
  type CodePlace,
  type DifferenceNode,
  type DifferenceRow,
  type MemoryChange,
  ROOT,
  type TableRow,
  type TreeNode,
} from '../../model/report-answers.ts';

/** The compared report of a run, with the lines of its files. */
export interface Side<Report> {
  readonly report: Report;
  readonly source: Source;
}

interface RunDifference<Report> {
  readonly report: Report;
  /** The source lines at the places of the difference. */
  readonly source: Source;
}

/** A table of differences: the sums of all rows, and the rows. */
type DifferenceTable = MemoryChange & { readonly rows: readonly DifferenceRow[] };

/** The suffix of an edited file's name for its earlier text. */
const EARLIER = ' (before)';

/**
 * The tree of the changes from one tree to another. A frame of both runs has its line after; a
 * removed frame its line before, in a file marked as earlier.
 */
export function differenceOfTrees(
  before: Side<TreeNode>,
  after: Side<TreeNode>,
): RunDifference<DifferenceNode> {
  const matching = new Matching(before.source, after.source);
  const root = new Pair(before.report, after.report, before.report);
  const pairs = [root];
  // The list grows during the loop, so that callers come before callees.
  for (const pair of pairs) {
    for (const [one, other] of matching.match(pair.before?.children, pair.after?.children)) {
      const child = new Pair(one, other, matching.placeOf(one, other));
      pair.children.push(child.node);
      pairs.push(child);
    }
  }
  for (const { node } of pairs.reverse()) {
    for (const child of node.children) {
      add(node, child);
    }
    node.children.sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes));
  }
  return { report: root.node, source: matching.source };
}

/** The table of the changes from one table to another; rows in neither are omitted. */
export function differenceOfTables(
  before: Side<readonly TableRow[]>,
  after: Side<readonly TableRow[]>,
): RunDifference<DifferenceTable> {
  const { report, source } = differenceOfTrees(
    { report: treeOf(before.report), source: before.source },
    { report: treeOf(after.report), source: after.source },
  );
  const { children, ...all } = report;
  return { report: { ...all, rows: children }, source };
}

/** Rows as frames without callers. */
function treeOf(rows: readonly TableRow[]): TreeNode {
  const children = rows.map((row) => ({
    ...row,
    ownBytes: row.bytes,
    ownCount: row.count,
    children: [],
  }));
  const root = { name: ROOT, file: '', line: 0, bytes: 0, count: 0, ownBytes: 0, ownCount: 0 };
  return { ...root, children };
}

type Mutable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/** A node while it is summed. */
interface Sum extends Mutable<MemoryChange>, CodePlace {
  readonly ownBytes: number;
  readonly ownCount: number;
  readonly children: Sum[];
}

/** The same frame in both runs, or a frame of one run only. */
class Pair {
  readonly node: Sum;

  constructor(
    readonly before: TreeNode | null,
    readonly after: TreeNode | null,
    place: CodePlace,
  ) {
    const [beforeBytes, afterBytes] = [before?.ownBytes ?? 0, after?.ownBytes ?? 0];
    const bytes = afterBytes - beforeBytes;
    const count = (after?.ownCount ?? 0) - (before?.ownCount ?? 0);
    this.node = {
      ...placeAlone(place),
      bytes,
      count,
      beforeBytes,
      afterBytes,
      allocatedBytes: Math.max(0, bytes),
      freedBytes: Math.max(0, -bytes),
      allocatedCount: Math.max(0, count),
      freedCount: Math.max(0, -count),
      ownBytes: bytes,
      ownCount: count,
      children: [],
    };
  }

  get children(): Sum[] {
    return this.node.children;
  }
}

/** Adds a callee's sums to a frame. */
function add(node: Sum, child: Sum): void {
  for (const sum of DIFFERENCE_QUANTITIES) {
    node[sum] += child[sum];
  }
}

type Match = readonly [before: TreeNode | null, after: TreeNode | null];

/** Matches the frames of two runs. */
class Matching {
  /** The source lines at the places of the difference. */
  readonly source: Source;
  readonly #before: Source;
  readonly #after: Source;
  /** The files of both runs whose texts are known and differ. */
  readonly #edited: ReadonlySet<string>;

  constructor(before: Source, after: Source) {
    this.#before = before;
    this.#after = after;
    this.#edited = new Set(
      [...before].flatMap(([file, lines]) => {
        const others = after.get(file);
        return others === undefined || lines.join('\n') === others.join('\n') ? [] : [file];
      }),
    );
    this.source = new Map([
      ...before,
      ...after,
      ...[...this.#edited].map((file) => [file + EARLIER, before.get(file) ?? []] as const),
    ]);
  }

  /** The place of a matched frame. */
  placeOf(before: TreeNode | null, after: TreeNode | null): CodePlace {
    const place = after ?? before ?? { name: ROOT, file: '', line: 0 };
    return after === null && this.#edited.has(place.file)
      ? { ...place, file: place.file + EARLIER }
      : place;
  }

  /**
   * Pairs the callees of one frame in two runs. Among lines of equal text, the first is paired with
   * the first, and so on.
   */
  match(before: readonly TreeNode[] = [], after: readonly TreeNode[] = []): Match[] {
    const groups = new Map<string, [TreeNode[], TreeNode[]]>();
    for (const [side, nodes, source] of [
      [0, before, this.#before],
      [1, after, this.#after],
    ] as const) {
      for (const node of nodes) {
        const key = this.#keyOf(node, source);
        const group = groups.get(key) ?? [[], []];
        groups.set(key, group);
        group[side].push(node);
      }
    }
    return [...groups.values()].flatMap(([olds, news]) => {
      for (const nodes of [olds, news]) {
        nodes.sort((a, b) => a.line - b.line);
      }
      return Array.from(
        { length: Math.max(olds.length, news.length) },
        (_, index): Match => [olds[index] ?? null, news[index] ?? null],
      );
    });
  }

  #keyOf(node: TreeNode, source: Source): string {
    const line = this.#edited.has(node.file) ? sourceAt(source, node) : '';
    return line === '' || isNative(node) ? keyOf(node) : `${node.name}@${node.file}=${line}`;
  }
}
