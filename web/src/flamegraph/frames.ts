/** A tree of frames as columns of numbers, which are quick to lay out, to search and to draw. */

import { isNative, keyOf, placeAlone } from '../model/places.ts';
import { DIFFERENCE_QUANTITIES, TREE_QUANTITIES } from '../model/quantities.ts';
import type { CodePlace, DifferenceNode, TreeNode } from '../model/report-answers.ts';

export type Quantity = (typeof DIFFERENCE_QUANTITIES)[number];

/** A quantity, or the width of a frame under a metric. */
export type Column = Quantity | 'bytesWeight' | 'countWeight';

export type Columns = Readonly<Partial<Record<Column, Float64Array>>>;

/**
 * Frames row by row, as a walk in breadth meets them: the children of a frame follow each other,
 * and so do the frames of a row. Frame 0 is the root, which is no frame of the program.
 */
export interface Frames {
  readonly length: number;
  /** Places without repetition, and the key of each. */
  readonly places: readonly CodePlace[];
  readonly keys: readonly string[];
  /** The index of each frame's place. */
  readonly place: Int32Array;
  /** The caller of each frame, or what it called where the frames are inverted; -1 of the root. */
  readonly parent: Int32Array;
  readonly row: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  /** The deepest row that a frame or any below it stands in. */
  readonly reach: Int32Array;
  /** The first frame of each row, and at the end the number of frames. */
  readonly rows: Int32Array;
  /** What each frame and all below it add up to. */
  readonly total: Columns;
  /** The part of that which no child of the frame has. */
  readonly own: Columns;
  /** Whether these are differences. */
  readonly difference: boolean;
  /** Whether some of them are native. */
  readonly native: boolean;
  /** Whether no frame was left out. */
  readonly complete: boolean;
}

/** The number of a frame in a column; 0 where there is no such column. */
export function numberOf(columns: Columns, column: Column, frame: number): number {
  return columns[column]?.[frame] ?? 0;
}

/** The place of a frame. */
export function placeOf(frames: Frames, frame: number): CodePlace {
  return frames.places[frames.place[frame] as number] as CodePlace;
}

/**
 * Turns a tree into columns. Siblings of the same place become one frame.
 *
 * A frame of a tree is as wide as its bytes or its number of allocations. Of a difference, a
 * frame's own width in bytes is the greater of what it held before and after, and in allocations
 * the greater of those that came and that went; with those below, that adds up to its width.
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
  const total: Partial<Record<Column, Float64Array>> = {};
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

/** Completes frames by what follows from their places, their parents and their totals. */
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
  const own: Partial<Record<Column, Float64Array>> = {};
  for (const [column, totals] of Object.entries(total)) {
    own[column as Column] = ownOf(totals, parents);
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
    complete,
  };
}

/** Nodes that become one frame. */
type Group = readonly (TreeNode | DifferenceNode)[];

const NONE: ReadonlyMap<number, Group> = new Map();

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

/** Places without repetition. */
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
  total: Partial<Record<Column, Float64Array>>,
  parents: readonly number[],
  difference: boolean,
): void {
  const sources: readonly (readonly [Column, readonly Quantity[]])[] = difference
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
