/** The exercises of a build, read from the files of their folders. */

import { messageOf } from '../../util/errors.ts';
import { type Exercise, readExercise } from './exercise.ts';
import { filesOf } from './folder.ts';
import { type QuickEdits, replaced } from './quick-edits.ts';

/** The folder of the exercises in the project, as problems name it. */
const ROOT = 'web/exercises';

/** The name of each folder's JSON. */
const MANIFEST = 'exercise.json';

/**
 * Reads the exercises from texts by path, each ending with a folder's and a file's name, and sorts
 * them. Throws an error with a line for each invalid folder.
 */
export function readFolders(texts: Readonly<Record<string, string>>): readonly Exercise[] {
  const problems: string[] = [];
  const exercises: Exercise[] = [];
  for (const [folder, files] of foldersOf(texts)) {
    try {
      const exercise = readFolder(folder, files);
      const same = exercises.find(({ order }) => order === exercise.order);
      if (same !== undefined) {
        throw new Error(`order: ${exercise.order} is already used by ${same.id}`);
      }
      exercises.push(exercise);
    } catch (error) {
      problems.push(`${ROOT}/${folder}/${MANIFEST}: ${messageOf(error)}`);
    }
  }
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return exercises.sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
}

/** The texts by file name, for each folder. */
function foldersOf(texts: Readonly<Record<string, string>>): Map<string, Map<string, string>> {
  const folders = new Map<string, Map<string, string>>();
  for (const path of Object.keys(texts).sort()) {
    const [folder = '', name = ''] = path.split('/').slice(-2);
    const files = folders.get(folder) ?? new Map<string, string>();
    folders.set(folder, files.set(name, texts[path] ?? ''));
  }
  return folders;
}

function readFolder(folder: string, files: ReadonlyMap<string, string>): Exercise {
  const json = files.get(MANIFEST);
  if (json === undefined) {
    throw new Error('missing; it must name the files of the folder');
  }
  const manifest = parse(json);
  const exercise = readExercise(manifest, { read: (name) => files.get(name), isBuiltIn: true });
  const problems: string[] = [];
  if (exercise.id !== folder) {
    problems.push(`id: "${exercise.id}" is not the name of the folder, "${folder}"`);
  }
  const named = [MANIFEST, ...filesOf(manifest)];
  for (const name of files.keys()) {
    if (!named.includes(name)) {
      problems.push(
        `${name} is in the folder, but is not named as file, tests or a solution’s file`,
      );
    }
  }
  problems.push(...editProblems(exercise));
  if (problems.length > 0) {
    throw new Error(problems.join('; '));
  }
  return exercise;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`invalid JSON: ${messageOf(error)}`);
  }
}

/** The quick edits that do not apply, with the name of their program. */
function editProblems({ file, solutions, quick }: Exercise): string[] {
  const programs = [
    { place: `file, "${file.name}"`, source: file.source },
    ...solutions.map(({ source }, index) => ({ place: `solutions[${index}]`, source })),
  ];
  const problems: string[] = [];
  const check = (field: keyof QuickEdits, { place, source }: { place: string; source: string }) => {
    try {
      replaced(source, quick?.[field] ?? []);
    } catch (error) {
      problems.push(`quick.${field}: in ${place}: ${messageOf(error)}`);
    }
  };
  for (const program of programs) {
    check('output', program);
    check('tests', program);
  }
  return problems;
}
