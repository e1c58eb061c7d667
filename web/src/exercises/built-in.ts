/** The exercises of the page, with their Python: a module to be loaded late. */

import type { Exercise } from './exercise.ts';
import { type ExerciseFolder, exerciseOf } from './folder.ts';

/** Their ids, in the order in which they are offered. Each is a folder beside this file. */
const IDS = ['lru-cache', 'a-name-that-outlives', 'a-list-for-a-sum'] as const;

const FOLDERS = import.meta.glob<ExerciseFolder>('./*/exercise.json', {
  eager: true,
  import: 'default',
});

const SOURCES = import.meta.glob<string>('./*/*.py', {
  eager: true,
  import: 'default',
  query: '?raw',
});

/** The exercises, in the order in which they are offered. */
export const EXERCISES: readonly Exercise[] = IDS.map((id) => {
  const folder = FOLDERS[`./${id}/exercise.json`];
  if (folder === undefined) {
    throw new Error(`the exercise ${id} has no folder`);
  }
  return exerciseOf(folder, (name) => SOURCES[`./${id}/${name}`]);
});
