/** The exercises of the page, with their Python: a module to be loaded late. */

import type { Exercise } from './exercise.ts';
import { type ExerciseFolder, exerciseOf } from './folder.ts';

/** Their ids, in the order in which they are offered. Each is a folder of {@link ROOT}. */
const IDS = ['lru-cache', 'a-name-that-outlives', 'a-list-for-a-sum'] as const;

/** The folder of the exercises. The patterns below cannot be put together from it. */
const ROOT = '../../../exercises';

const FOLDERS = import.meta.glob<ExerciseFolder>('../../../exercises/*/exercise.json', {
  eager: true,
  import: 'default',
});

const SOURCES = import.meta.glob<string>('../../../exercises/*/*.py', {
  eager: true,
  import: 'default',
  query: '?raw',
});

/** The exercises, in the order in which they are offered. */
export const EXERCISES: readonly Exercise[] = IDS.map((id) => {
  const folder = FOLDERS[`${ROOT}/${id}/exercise.json`];
  if (folder === undefined) {
    throw new Error(`the exercise ${id} has no folder`);
  }
  return exerciseOf(folder, (name) => SOURCES[`${ROOT}/${id}/${name}`]);
});
