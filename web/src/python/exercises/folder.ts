/** An exercise as a folder: what is said of it as JSON, and its Python in files that it names. */

import { isRecord } from '../../util/json-readers.ts';
import { type Exercise, readExercise } from './exercise.ts';

/** The files that a folder's JSON names, each once. Whether it can be read otherwise is left open. */
export function filesOf(folder: unknown): readonly string[] {
  const { file, tests, solutions } = fieldsOf(folder);
  const named = [file, tests, ...listOf(solutions).map((solution) => fieldsOf(solution).file)];
  return [...new Set(named.filter((name) => typeof name === 'string'))];
}

/**
 * Puts an exercise together from its folder's JSON. `read` gives a file's text by its name, or
 * nothing. Throws an error that names everything that is wrong.
 */
export function exerciseOf(folder: unknown, read: (name: string) => string | undefined): Exercise {
  return readExercise(folder, { read });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
