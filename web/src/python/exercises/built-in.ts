/** The exercises of the page, with their Python: loaded on demand. */

import { readFolders } from './built-in-folders.ts';
import type { Exercise } from './exercise.ts';

/** The exercises, in the order of the list. */
export const EXERCISES: readonly Exercise[] = readFolders(
  import.meta.glob<string>('../../../exercises/*/*', {
    eager: true,
    import: 'default',
    query: '?raw',
  }),
);
