/** The exercises of the page, read from their folders. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFolders } from '../../web/src/python/exercises/built-in-folders.ts';
import type { Exercise } from '../../web/src/python/exercises/exercise.ts';
import { REPOSITORY } from '../lib/dist.ts';

const ROOT = join(REPOSITORY, 'web/exercises');

/** The texts of the files in the subfolders of a folder, by path. */
export function textsIn(root: string): Record<string, string> {
  const paths = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(root, name)).map((file) => join(root, name, file)))
    // The bytecode cache of Python.
    .filter((path) => !path.endsWith('__pycache__'));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

/** The exercises, in the order of the list. */
export const EXERCISES: readonly Exercise[] = readFolders(textsIn(ROOT));

/** Their ids, which are the names of the folders. */
export const IDS: readonly string[] = EXERCISES.map(({ id }) => id);

/** The exercise of an id. */
export function exerciseIn(id: string): Exercise {
  const exercise = EXERCISES.find((each) => each.id === id);
  if (exercise === undefined) {
    throw new Error(`there is no exercise called ${id}`);
  }
  return exercise;
}
