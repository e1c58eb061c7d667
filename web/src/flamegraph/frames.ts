/** A tree of frames as columns of numbers, for fast layout, search and drawing. */

import { isImport, isNative, keyOf, placeAlone } from '../model/places.ts';
import { DIFFERENCE_QUANTITIES, TREE_QUANTITIES } from '../model/quantities.ts';
import type { CodePlace, DifferenceNode, TreeNode } from '../model/report-answers.ts';

export type Quantity = (typeof DIFFERENCE_QUANTITIES)[number];

/** A quantity, or the width of a frame under a metric. */
export type FrameColumn = Quantity | 'bytesWeight' | 'countWeight';

export type Columns = Readonly<Partial<Record<FrameColumn, Float64Array>>>;

/**
 * Frames in breadth-first order: children of a frame are adjacent, and so are the frames of a row.
 * Frame 0 is the root, which is not a frame of the program.
 */
export interface Frames {
  readonly length: number;
  /** Unique places, and the key of each. */
  readonly places: readonly CodePlace[];
  readonly keys: readonly string[];
  /** The index of each frame's place. */
  readonly place: Int32Array;
  /** The caller of each frame, or its callee in inverted trees; -1 for the root. */
  readonly parent: Int32Array;
  readonly row: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  /** The deepest row of a frame and its descendants. */
  readonly reach: Int32Array;
  /** The first frame of each row, followed by the number of frames. */
  readonly rows: Int32Array;
  /** The sums of each frame and its descendants. */
  readonly total: Columns;
  /** The part of `total` outside the frame's children. */
  readonly own: Columns;
  /** True if the values are differences. */
  readonly difference: boolean;
  /** True if some frames are native. */
  readonly native: boolean;
  /** True if some frames are of the import system. */
  readonly imports: boolean;
  /** True if all frames are included. */
  readonly complete: boolean;
}

/** The value of a frame in a column; 0 if the column does not exist. */
export function numberOf(columns: Columns, column: FrameColumn, frame: number): number {
  return columns[column]?.[frame] ?? 0;
}

/** The place of a frame. */
export function placeOf(frames: Frames, frame: number): CodePlace {
  return frames.places[frames.place[frame] as number] as CodePlace;
}

/**
 * Turns a tree into columns. Siblings of the same place become one frame.
 *
 * The weight of a tree's frame is its bytes or its allocations. In a difference, a frame's own
 * weight in bytes is the larger of its bytes before and after, and in allocations the larger of
 * allocated and freed; its weight is the sum of these over the frame and its descendants.
 */
export function framesOf(root: TreeNode | DifferenceNode, difference: boolean): Frames {
  const interned = new Interned();
  const place = [interned.indexOf(root)];
  const parent = [-1];
  const groups: Group[] = [[root]];
  for (let frame = 0; frame < groups.length; frame += 1) {
    for (const [index, group] of childrenOf(groups[frame] as Group, interned)) {
      place.push(index);
      parent.push(frame);
      groups.push(group);
    }
  }
  const total: Partial<Record<FrameColumn, Float64Array>> = {};
  for (const quantity of difference ? DIFFERENCE_QUANTITIES : TREE_QUANTITIES) {
    const column = new Float64Array(groups.length);
    groups.forEach((group, frame) => {
      column[frame] = group.reduce((sum, node) => sum + read(node, quantity), 0);
    });
    total[quantity] = column;
  }
  addWeights(total, parent, difference);
  return link(interned, place, parent, total, difference, true);
}

/** Completes frames with the columns derived from places, parents and totals. */
export function link(
  { places, keys }: Pick<Frames, 'places' | 'keys'>,
  placeIndices: readonly number[],
  parents: readonly number[],
  total: Columns,
  difference: boolean,
  complete: boolean,
): Frames {
  const { length } = parents;
  const parent = Int32Array.from(parents);
  const row = new Int32Array(length);
  const firstChild = new Int32Array(length);
  const childCount = new Int32Array(length);
  const rows = [0];
  for (let frame = 1; frame < length; frame += 1) {
    const above = parent[frame] as number;
    if (childCount[above] === 0) {
      firstChild[above] = frame;
    }
    childCount[above] = (childCount[above] as number) + 1;
    row[frame] = (row[above] as number) + 1;
    if (row[frame] === rows.length) {
      rows.push(frame);
    }
  }
  const reach = row.slice();
  for (let frame = length - 1; frame > 0; frame -= 1) {
    const above = parent[frame] as number;
    reach[above] = Math.max(reach[above] as number, reach[frame] as number);
  }
  const own: Partial<Record<FrameColumn, Float64Array>> = {};
  for (const [column, totals] of Object.entries(total)) {
    own[column as FrameColumn] = ownOf(totals, parents);
  }
  return {
    length,
    places,
    keys,
    place: Int32Array.from(placeIndices),
    parent,
    row,
    firstChild,
    childCount,
    reach,
    rows: Int32Array.from([...rows, length]),
    total,
    own,
    difference,
    native: places.some(isNative),
    imports: places.some(isImport),
    complete,
  };
}

/** Nodes that become one frame. */
type Group = readonly (TreeNode | DifferenceNode)[];

const NONE: ReadonlyMap<number, Group> = new Map();

/**
 * The tree without the frames of Python's import system: their callees and their own allocations
 * belong to their callers.
 */
export function withoutImports<Some extends TreeNode | DifferenceNode>(node: Some): Some {
  const children: (TreeNode | DifferenceNode)[] = [];
  const rest = [...node.children].reverse();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (isImport(next)) {
      rest.push(...[...next.children].reverse());
    } else {
      children.push(next);
    }
  }
  return { ...node, children: children.map(withoutImports) };
}

/** The children of some nodes by their place. */
function childrenOf(nodes: Group, interned: Interned): ReadonlyMap<number, Group> {
  if (nodes.every(({ children }) => children.length === 0)) {
    return NONE;
  }
  const children = new Map<number, (TreeNode | DifferenceNode)[]>();
  for (const node of nodes) {
    for (const child of node.children) {
      const index = interned.indexOf(child);
      const same = children.get(index);
      if (same === undefined) {
        children.set(index, [child]);
      } else {
        same.push(child);
      }
    }
  }
  return children;
}

/** Unique places. */
class Interned {
  readonly places: CodePlace[] = [];
  readonly keys: string[] = [];
  readonly #indices = new Map<string, number>();

  indexOf(place: CodePlace): number {
    const key = keyOf(place);
    const known = this.#indices.get(key);
    if (known !== undefined) {
      return known;
    }
    this.#indices.set(key, this.places.length);
    this.places.push(placeAlone(place));
    this.keys.push(key);
    return this.places.length - 1;
  }
}

function read(node: TreeNode | DifferenceNode, quantity: Quantity): number {
  return (node as DifferenceNode)[quantity] ?? 0;
}

function ownOf(totals: Float64Array, parents: readonly number[]): Float64Array {
  const own = totals.slice();
  for (let frame = 1; frame < totals.length; frame += 1) {
    const above = parents[frame] as number;
    own[above] = (own[above] as number) - (totals[frame] as number);
  }
  return own;
}

function addWeights(
  total: Partial<Record<FrameColumn, Float64Array>>,
  parents: readonly number[],
  difference: boolean,
): void {
  const sources: readonly (readonly [FrameColumn, readonly Quantity[]])[] = difference
    ? [
        ['bytesWeight', ['beforeBytes', 'afterBytes']],
        ['countWeight', ['allocatedCount', 'freedCount']],
      ]
    : [
        ['bytesWeight', ['bytes']],
        ['countWeight', ['count']],
      ];
  for (const [column, quantities] of sources) {
    const weight = new Float64Array(parents.length);
    for (const quantity of quantities) {
      ownOf(total[quantity] as Float64Array, parents).forEach((own, frame) => {
        weight[frame] = Math.max(weight[frame] as number, own);
      });
    }
    for (let frame = weight.length - 1; frame > 0; frame -= 1) {
      const above = parents[frame] as number;
      weight[above] = (weight[above] as number) + (weight[frame] as number);
    }
    total[column] = weight;
  }
}
