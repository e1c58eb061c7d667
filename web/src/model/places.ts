/** Places in a program, and their source lines. */

import { cutText } from '../util/quote.ts';
import { type CodePlace, type NativeFrame, ROOT } from './report-answers.ts';

/** The lines of each known file. */
export type Source = ReadonlyMap<string, readonly string[]>;

/** The lines of files by file name. */
export function linesOfFiles(files: readonly { name: string; source: string }[]): Source {
  return new Map(files.map(({ name, source }) => [name, source.split('\n')]));
}

/** `file:line`; the file alone if the line is unknown, empty for a tree's root. */
export function writePlace({ file, line }: Pick<CodePlace, 'file' | 'line'>): string {
  return line > 0 ? `${file}:${line}` : file;
}

/** The source line of a place, without indentation; empty if unknown. */
export function sourceAt(source: Source, { file, line }: Pick<CodePlace, 'file' | 'line'>): string {
  return source.get(file)?.[line - 1]?.trim() ?? '';
}

/** The source line of a place as it is shown: cut if it is long. */
export function shownLine(source: Source, place: Pick<CodePlace, 'file' | 'line'>): string {
  return cutText(sourceAt(source, place));
}

/** True if a place is a tree's root, which is not a frame. */
export function isRoot({ name, file, line }: CodePlace): boolean {
  return name === ROOT && file === '' && line === 0;
}

/** The start of the names of the import system's files. */
const IMPORT_SYSTEM = '<frozen importlib';

/** True if a frame is one of Python's import system, between an import and the imported module. */
export function isImport({ file }: Pick<CodePlace, 'file'>): boolean {
  return file.startsWith(IMPORT_SYSTEM);
}

/** True if a function is native. */
export function isNative<Some extends Partial<NativeFrame>>(
  some: Some,
): some is Some & NativeFrame {
  return some.offset !== undefined;
}

/** A place without the other properties of its tree node, which would retain the whole tree. */
export function placeAlone(place: CodePlace): CodePlace {
  const { name, file, line } = place;
  if (!isNative(place)) {
    return { name, file, line };
  }
  const { crate, offset, inlined } = place;
  return { name, file, line, crate, offset, inlined };
}

/** The prefix of native frames' keys; no Python function can have such a name. */
const NATIVE = 'native:';

/** The key of a frame, unique among frames of the same caller and stable across reports. */
export function keyOf(place: CodePlace): string {
  const key = `${place.name}@${place.file}:${place.line}`;
  return isNative(place) ? `${NATIVE}${key}` : key;
}

/** True if a key is a native frame's. */
export function isNativeKey(key: string): boolean {
  return key.startsWith(NATIVE);
}

/** The Python frames of a path of keys. */
export function pythonPath(path: readonly string[]): string[] {
  return path.filter((key) => !isNativeKey(key));
}

/** A code offset as text: `0x1a2b`. */
export function writeOffset(offset: number): string {
  return `0x${offset.toString(16)}`;
}

/**
 * The name of a native function without its modules, for narrow spaces:
 * `<BigUint as AddAssign<u32>>::add_assign`. A name without a type keeps its last module.
 */
export function shortName(name: string): string {
  return name
    .replace(/\b(?:[a-z_]\w*::)+(?=[A-Z<])/g, '')
    .replace(/\b(?:[a-z_]\w*::)+(?=[a-z_]\w*::[a-z_{]\w*)/g, '');
}

/** The description of a native frame: `native, crate num-bigint, code offset 0x1a2b, inlined`. */
export function describeNative({ crate, offset, inlined }: NativeFrame): string {
  const parts = [
    'native',
    crate === null ? '' : `crate ${crate}`,
    `code offset ${writeOffset(offset)}`,
    inlined ? 'inlined' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
