/**
 * The difference of two runs: of two trees, or of two tables, of which the one is before and the
 * other after.
 *
 * Frames are the same where the same function of the same file was at the same line. Lines move
 * when a file is edited, so that where both texts of a file are known and differ, a line is known
 * by what is written there. Frames of one run alone are all growth, or all loss.
 *
 * Two runs have no events between them. What one frame itself has more of after than before counts
 * as allocated, and what it has less of as freed.
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

/** What of a run is compared, with the lines of its files. */
export interface Side<Report> {
  readonly report: Report;
  readonly source: Source;
}

interface RunDifference<Report> {
  readonly report: Report;
  /** The lines at the places of the difference. */
  readonly source: Source;
}

/** A table of differences: what all rows add up to, and the rows. */
type DifferenceTable = MemoryChange & { readonly rows: readonly DifferenceRow[] };

/** What is appended to the name of an edited file where its earlier text is meant. */
const EARLIER = ' (before)';

/**
 * The tree of what two trees have more and less. A frame of both runs stands at its line after; one
 * that is gone at its line before, of a file that is told from the edited one by its name.
 */
export function differenceOfTrees(
  before: Side<TreeNode>,
  after: Side<TreeNode>,
): RunDifference<DifferenceNode> {
  const matching = new Matching(before.source, after.source);
  const root = new Pair(before.report, after.report, before.report);
  const pairs = [root];
  // The list grows while it is walked, so that callers come before what they called.
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

/** The table of what two tables have more and less; a row that is in neither is left out. */
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

/** Rows as frames that nobody called. */
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

/** A node that is being added up. */
interface Sum extends Mutable<MemoryChange>, CodePlace {
  readonly ownBytes: number;
  readonly ownCount: number;
  readonly children: Sum[];
}

/** The same frame of both runs, or one of which the other run knows nothing. */
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

/** Adds to a frame what one that it called adds up to. */
function add(node: Sum, child: Sum): void {
  for (const sum of DIFFERENCE_QUANTITIES) {
    node[sum] += child[sum];
  }
}

type Match = readonly [before: TreeNode | null, after: TreeNode | null];

/** Which frames of two runs are the same. */
class Matching {
  /** The lines at the places of the difference. */
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

  /** Where the frame of a match stands. */
  placeOf(before: TreeNode | null, after: TreeNode | null): CodePlace {
    const place = after ?? before ?? { name: ROOT, file: '', line: 0 };
    return after === null && this.#edited.has(place.file)
      ? { ...place, file: place.file + EARLIER }
      : place;
  }

  /**
   * Pairs the frames that one frame called in two runs. Of several lines that say the same, the
   * first is paired with the first, and so on.
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
