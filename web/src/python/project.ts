/** A program of one or more files, and its form as one text for storage, versions and links. */

import type { ProgramFile } from '../model/run-result.ts';
import { isRecord } from '../util/json-readers.ts';
import { isFileName, LONGEST_FILE_NAME } from './exercises/exercise.ts';

/** A program. */
export interface Project {
  /** The file that is run. */
  readonly main: ProgramFile;
  /** The files beside it, which it can import. */
  readonly beside: readonly ProgramFile[];
}

/** The first line of a text with more than a source; JSON of the files follows, the main one first. */
const MARK = '# highwater files 1\n';

/** The files of a program, the main one first. */
export function filesOf({ main, beside }: Project): readonly ProgramFile[] {
  return [main, ...beside];
}

/** True if nothing was written yet. */
export function isBlank({ main, beside }: Project): boolean {
  return main.source.trim() === '' && beside.length === 0;
}

/** The program with another text in one of its files. */
export function withSource({ main, beside }: Project, name: string, source: string): Project {
  const change = (file: ProgramFile) => (file.name === name ? { name, source } : file);
  return { main: change(main), beside: beside.map(change) };
}

/**
 * The program with more files, in place of those of the same names. Those of a blank program take
 * its place: the first that has another name than a test's is then the one that is run.
 */
export function withFiles(project: Project, files: readonly ProgramFile[]): Project {
  if (isBlank(project)) {
    const main = files.find(({ name }) => !/^test_|_test\.py$/.test(name)) ?? files[0];
    return main === undefined ? project : { main, beside: files.filter((file) => file !== main) };
  }
  const known = filesOf(project).map(({ name }) => name);
  const changed = files.reduce(
    (changing, { name, source }) => withSource(changing, name, source),
    project,
  );
  const fresh = files.filter(({ name }) => !known.includes(name));
  return { main: changed.main, beside: [...changed.beside, ...fresh] };
}

/**
 * The program as one text: its source, if it is a single file of the expected name, as links and
 * drafts of single files have it.
 */
export function packed(project: Project, expected: string): string {
  const { main, beside } = project;
  if (beside.length === 0 && main.name === expected && !main.source.startsWith(MARK)) {
    return main.source;
  }
  return `${MARK}${JSON.stringify(filesOf(project))}`;
}

/** The program in a text. A text that is not in the form of `packed` is a source. */
export function unpacked(text: string, expected: string): Project {
  const [main, ...beside] = text.startsWith(MARK) ? readFiles(text.slice(MARK.length)) : [];
  return main === undefined
    ? { main: { name: expected, source: text }, beside: [] }
    : { main, beside };
}

/** The files in JSON; none if it has another form, or a name twice. */
function readFiles(json: string): readonly ProgramFile[] {
  let files: unknown;
  try {
    files = JSON.parse(json);
  } catch {
    return [];
  }
  if (!Array.isArray(files) || !files.every(isFile)) {
    return [];
  }
  return new Set(files.map(({ name }) => name)).size === files.length ? files : [];
}

function isFile(file: unknown): file is ProgramFile {
  return isRecord(file) && isFileName(file.name) && typeof file.source === 'string';
}

/** The name of a file as one that can be imported: `my-tools.py` as `my_tools.py`. */
export function importableName(name: string): string {
  const stem = name
    .replace(/\.py$/i, '')
    .replaceAll(/\W/g, '_')
    .slice(0, LONGEST_FILE_NAME - 4);
  return `${/^\d/.test(stem) || stem === '' ? `_${stem}` : stem}.py`;
}
