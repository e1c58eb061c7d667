/**
 * An exercise as a folder: its description as JSON, and its Python in files that the JSON names.
 */

import { isRecord } from '../../util/json-readers.ts';
import { type Exercise, readExercise } from './exercise.ts';

/** The files that a folder's JSON names, each once. The JSON is not validated otherwise. */
export function filesOf(folder: unknown): readonly string[] {
  const { file, tests, solutions } = fieldsOf(folder);
  const named = [file, tests, ...listOf(solutions).map((solution) => fieldsOf(solution).file)];
  return [...new Set(named.filter((name) => typeof name === 'string'))];
}

/**
 * Builds an exercise from its folder's JSON. `read` returns a file's text by name, or `undefined`.
 * Throws an error that lists all problems.
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
