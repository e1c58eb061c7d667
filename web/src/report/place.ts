/** Places in a program as they are written, and the lines of source that stand there. */

import { type Place, ROOT } from './answers.ts';

/** The lines of each file that is known. */
export type Source = ReadonlyMap<string, readonly string[]>;

/** `file:line`; the file alone where the line is not known, nothing for a tree's root. */
export function writePlace({ file, line }: Pick<Place, 'file' | 'line'>): string {
  return line > 0 ? `${file}:${line}` : file;
}

/** The line of source at a place, without its indent; empty where it is not known. */
export function sourceAt(source: Source, { file, line }: Pick<Place, 'file' | 'line'>): string {
  return source.get(file)?.[line - 1]?.trim() ?? '';
}

/** Whether a place is a tree's root, which is no frame. */
export function isRoot({ name, file, line }: Place): boolean {
  return name === ROOT && file === '' && line === 0;
}
