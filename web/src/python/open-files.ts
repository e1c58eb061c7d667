/** Python files of the reader's computer, as files of a program. */

import type { ProgramFile } from '../model/run-result.ts';
import { formatCount } from '../util/format.ts';
import { quote } from '../util/quote.ts';
import { importableName } from './project.ts';
import { LONGEST_PROGRAM } from './versions.ts';

/** Maximum number of files opened at once. */
const MOST_FILES = 50;

/**
 * Reads files as UTF-8. Rejects with the reason as text if one of them is not Python, is too large,
 * or has the name of another.
 */
export async function readPythonFiles(files: readonly File[]): Promise<readonly ProgramFile[]> {
  if (files.length > MOST_FILES) {
    throw new Error(`${files.length} files were chosen; at most ${MOST_FILES} are opened at once`);
  }
  const other = files.find(({ name }) => !/\.py$/i.test(name));
  if (other !== undefined) {
    throw new Error(`${quote(other.name)} cannot be opened: its name does not end with .py`);
  }
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > LONGEST_PROGRAM) {
    const most = formatCount(LONGEST_PROGRAM);
    throw new Error(`the files have ${formatCount(size)} bytes; at most ${most} can be opened`);
  }
  const read = await Promise.all(files.map(readOne));
  const names = read.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`two files would be called ${quote(twice)}`);
  }
  return read;
}

async function readOne(file: File): Promise<ProgramFile> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return { name: importableName(file.name), source: text.replaceAll(/\r\n?/g, '\n') };
  } catch {
    throw new Error(`${quote(file.name)} cannot be opened: it is not a readable text in UTF-8`);
  }
}
