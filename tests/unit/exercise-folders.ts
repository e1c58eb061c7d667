/** The exercises of the page, read from their folders. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Exercise } from '../../web/src/python/exercises/exercise.ts';
import { type ExerciseFolder, exerciseOf } from '../../web/src/python/exercises/folder.ts';

const ROOT = new URL('../../web/exercises/', import.meta.url);

/** The names of the folders. */
export const IDS: readonly string[] = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The folder of an exercise. */
export function folderOf(id: string): string {
  return fileURLToPath(new URL(`${id}/`, ROOT));
}

/** What the folder says of its exercise. */
export function manifestOf(id: string): ExerciseFolder {
  return JSON.parse(readFileSync(`${folderOf(id)}exercise.json`, 'utf8'));
}

export function exerciseIn(id: string): Exercise {
  const read = (name: string) => {
    const path = folderOf(id) + name;
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  return exerciseOf(manifestOf(id), read);
}
