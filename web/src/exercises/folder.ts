/** An exercise as a folder: what is said of it as JSON, and its Python in files that it names. */

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

/** Puts an exercise together. `read` gives a file's text by its name, or nothing. */
export function exerciseOf(
  folder: ExerciseFolder,
  read: (name: string) => string | undefined,
): Exercise {
  const { file, tests, solutions } = folder;
  return readExercise({
    ...folder,
    file: { name: file, source: read(file) },
    tests: { name: tests, source: read(tests) },
    solutions: solutions.map(({ title, why, file }) => ({ title, why, source: read(file) })),
  });
}
