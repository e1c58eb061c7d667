/** A tree of frames as visible rows: those whose callers are all expanded. */

import { keyOf } from '../../model/places.ts';
import type { DifferenceNode, TreeNode } from '../../model/report-answers.ts';

export type FrameNode = TreeNode | DifferenceNode;

/** The expanded frames: a frame, and by their keys its callees. */
export interface Expansion {
  expanded: boolean;
  readonly children: Map<string, Expansion>;
}

export interface TreeRow {
  readonly node: FrameNode;
  /** The depth, 1 for the root. */
  readonly level: number;
  /** The row of its caller; -1 for the root. */
  readonly parent: number;
  /** Its position among the callees of its caller, from 1. */
  readonly position: number;
  readonly siblings: number;
  readonly expandable: boolean;
  readonly expansion: Expansion;
}

/** Nothing expanded. */
export function collapsed(): Expansion {
  return { expanded: false, children: new Map() };
}

/** The weight of a frame: its bytes, or the size of their change. */
function weightOf(node: FrameNode): number {
  return Math.abs(node.bytes);
}

/** The callees of a frame, the heaviest first. */
function childrenOf(node: FrameNode): readonly FrameNode[] {
  const children: readonly FrameNode[] = node.children;
  return [...children].sort((a, b) => weightOf(b) - weightOf(a));
}

function expansionOf(child: FrameNode, within: Expansion): Expansion {
  const key = keyOf(child);
  const known = within.children.get(key);
  if (known !== undefined) {
    return known;
  }
  const expansion = collapsed();
  within.children.set(key, expansion);
  return expansion;
}

/** The visible rows, from the top, in time proportional to their number at any depth. */
export function rowsOf(root: FrameNode, expansion: Expansion): TreeRow[] {
  const rows: TreeRow[] = [];
  const first = { node: root, level: 1, parent: -1, position: 1, siblings: 1, expansion };
  const waiting: Omit<TreeRow, 'expandable'>[] = [first];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, level, expansion } = next;
    const parent = rows.length;
    rows.push({ ...next, expandable: node.children.length > 0 });
    if (!expansion.expanded) {
      continue;
    }
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index] as FrameNode;
      waiting.push({
        node: child,
        level: level + 1,
        parent,
        position: index + 1,
        siblings: children.length,
        expansion: expansionOf(child, expansion),
      });
    }
  }
  return rows;
}

/**
 * Expands the heaviest path from a frame: past frames already expanded, and `levels` more. Returns
 * the frame at the end of the path.
 */
export function expandBiggestPath(from: FrameNode, within: Expansion, levels: number): FrameNode {
  let node = from;
  let expansion = within;
  let left = levels;
  while (expansion.expanded || left > 0) {
    const heaviest = childrenOf(node)[0];
    if (heaviest === undefined || weightOf(heaviest) === 0) {
      break;
    }
    if (!expansion.expanded) {
      expansion.expanded = true;
      left -= 1;
    }
    node = heaviest;
    expansion = expansionOf(heaviest, expansion);
  }
  return node;
}

/** The keys of a row's frames, from the root. */
export function pathOf(rows: readonly TreeRow[], index: number): string[] {
  const path: string[] = [];
  for (let row = rows[index]; row !== undefined; row = rows[row.parent]) {
    path.push(keyOf(row.node));
  }
  return path.reverse();
}

/** The row at the end of a path, or at its last existing frame. */
export function rowAt(rows: readonly TreeRow[], path: readonly string[]): number {
  let at = 0;
  let depth = 1;
  for (let index = 1; index < rows.length && depth < path.length; index += 1) {
    const row = rows[index] as TreeRow;
    if (row.parent === at && keyOf(row.node) === path[depth]) {
      at = index;
      depth += 1;
    }
  }
  return at;
}

/**
 * Handles a key in a tree, by the ARIA practices: expands or collapses, and returns the row to move
 * to; `null` for other keys.
 */
export function pressKey(
  rows: readonly TreeRow[],
  active: number,
  key: string,
  page: number,
): number | null {
  const row = rows[active];
  if (row === undefined) {
    return null;
  }
  const { expansion, expandable, parent } = row;
  const expanded = expandable && expansion.expanded;
  const clamp = (index: number) => Math.max(0, Math.min(rows.length - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1);
    case 'ArrowUp':
      return clamp(active - 1);
    case 'PageDown':
      return clamp(active + page);
    case 'PageUp':
      return clamp(active - page);
    case 'Home':
      return 0;
    case 'End':
      return rows.length - 1;
    case 'ArrowRight':
      if (expanded) {
        return active + 1;
      }
      expansion.expanded = expandable;
      return active;
    case 'ArrowLeft':
      if (expanded) {
        expansion.expanded = false;
        return active;
      }
      return clamp(parent);
    case 'Enter':
    case ' ':
      expansion.expanded = expandable && !expansion.expanded;
      return active;
    case '*':
      for (const sibling of rows) {
        if (sibling.parent === parent && sibling.expandable) {
          sibling.expansion.expanded = true;
        }
      }
      return active;
    default:
      return null;
  }
}
