/** The figures of a tree's frames as text: sums, or changes. */

import type { DifferenceNode } from '../../model/report-answers.ts';
import { formatCount, formatShare } from '../../util/format.ts';
import { formatSize } from '../../util/size.ts';
import { formatCountChange, formatShareChange, formatSizeChange } from './change.ts';
import type { FrameNode } from './tree-rows.ts';

/**
 * The whole for the shares of a tree: its root's bytes, or the larger of those before and after.
 */
export function wholeOf(root: FrameNode, difference: boolean): number {
  return isDifference(root, difference) ? Math.max(root.beforeBytes, root.afterBytes) : root.bytes;
}

/** The texts of a frame's cells. */
export function figuresOf(
  { bytes, count }: FrameNode,
  whole: number,
  difference: boolean,
): Readonly<Record<'bytes' | 'share' | 'count', string>> {
  return difference
    ? {
        bytes: formatSizeChange(bytes),
        share: formatShareChange(bytes, whole),
        count: formatCountChange(count),
      }
    : {
        bytes: formatSize(bytes),
        share: formatShare(bytes, whole),
        count: formatCount(count),
      };
}

/** The noun for a count. */
export function nounOf(count: number): string {
  return Math.abs(count) === 1 ? 'allocation' : 'allocations';
}

/** The figures of a frame that do not fit into its row. */
export function describeFigures(node: FrameNode, difference: boolean): string {
  if (!isDifference(node, difference)) {
    return `Own: ${formatSize(node.ownBytes)} in ${countOf(node.ownCount)}.`;
  }
  return (
    `${formatSize(node.beforeBytes)} before, ${formatSize(node.afterBytes)} after. ` +
    `Allocated: ${formatSize(node.allocatedBytes)} in ${countOf(node.allocatedCount)}. ` +
    `Freed: ${formatSize(node.freedBytes)} in ${formatCount(node.freedCount)}.`
  );
}

function countOf(count: number): string {
  return `${formatCount(count)} ${nounOf(count)}`;
}

function isDifference(node: FrameNode, difference: boolean): node is DifferenceNode {
  return difference && 'beforeBytes' in node;
}
