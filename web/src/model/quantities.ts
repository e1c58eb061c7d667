/** The additive quantities of frame trees. */

import type { MemoryChange, TreeNode } from './report-answers.ts';

/** The quantities of a tree. */
export const TREE_QUANTITIES = ['bytes', 'count'] as const satisfies readonly (keyof TreeNode)[];

/** The quantities of a difference tree. */
export const DIFFERENCE_QUANTITIES = [
  ...TREE_QUANTITIES,
  'beforeBytes',
  'afterBytes',
  'allocatedBytes',
  'freedBytes',
  'allocatedCount',
  'freedCount',
] as const satisfies readonly (keyof MemoryChange)[];
