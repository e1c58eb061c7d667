/** The quantities that add up along trees of frames. */

import type { MemoryChange, TreeNode } from './report-answers.ts';

/** Those of a tree. */
export const TREE_QUANTITIES = ['bytes', 'count'] as const satisfies readonly (keyof TreeNode)[];

/** Those of a tree of differences. */
export const DIFFERENCE_QUANTITIES = [
  ...TREE_QUANTITIES,
  'beforeBytes',
  'afterBytes',
  'allocatedBytes',
  'freedBytes',
  'allocatedCount',
  'freedCount',
] as const satisfies readonly (keyof MemoryChange)[];
