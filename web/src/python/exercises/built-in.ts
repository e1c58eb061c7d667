/** The exercises of the page, with their Python: a module to be loaded late. */

import { readFolders } from './built-in-folders.ts';
import type { Exercise } from './exercise.ts';

/** The exercises, in the order in which they are offered. */
export const EXERCISES: readonly Exercise[] = readFolders(
  import.meta.glob<string>('../../../exercises/*/*', {
    eager: true,
    import: 'default',
    query: '?raw',
  }),
);
