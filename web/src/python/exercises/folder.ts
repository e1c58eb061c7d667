/** An exercise as a folder: what is said of it as JSON, and its Python in files that it names. */

import { isRecord } from '../../util/json-readers.ts';
import { type Exercise, readExercise } from './exercise.ts';

/** The folder's JSON: an exercise with the names of files in the place of their sources. */
export interface ExerciseFolder {
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly file: string;
  readonly tests: string;
  /** Bytes, or a size such as `200 MB`. */
  readonly limit: number | string | null;
  readonly solutions: readonly {
    readonly title: string;
    readonly why: string;
    readonly file: string;
  }[];
}

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
  if (!isRecord(folder)) {
    return readExercise(folder);
  }
  const { file, tests, solutions } = folder;
  const withSource = (name: unknown) =>
    typeof name === 'string' ? { name, source: read(name) } : name;
  return readExercise({
    ...folder,
    file: withSource(file),
    tests: withSource(tests),
    solutions: Array.isArray(solutions)
      ? solutions.map((solution: unknown) => {
          const { file, ...said } = fieldsOf(solution);
          return typeof file === 'string' ? { ...said, source: read(file) } : solution;
        })
      : solutions,
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
