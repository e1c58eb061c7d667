/** Places in a program as they are written, and the lines of source that stand there. */

import { type CodePlace, type NativeFrame, ROOT } from './report-answers.ts';

/** The lines of each file that is known. */
export type Source = ReadonlyMap<string, readonly string[]>;

/** The lines of files by their texts. */
export function linesOfFiles(files: readonly { name: string; source: string }[]): Source {
  return new Map(files.map(({ name, source }) => [name, source.split('\n')]));
}

/** `file:line`; the file alone where the line is not known, nothing for a tree's root. */
export function writePlace({ file, line }: Pick<CodePlace, 'file' | 'line'>): string {
  return line > 0 ? `${file}:${line}` : file;
}

/** The line of source at a place, without its indent; empty where it is not known. */
export function sourceAt(source: Source, { file, line }: Pick<CodePlace, 'file' | 'line'>): string {
  return source.get(file)?.[line - 1]?.trim() ?? '';
}

/** Whether a place is a tree's root, which is no frame. */
export function isRoot({ name, file, line }: CodePlace): boolean {
  return name === ROOT && file === '' && line === 0;
}

/** Whether a function is native. */
export function isNative<Some extends Partial<NativeFrame>>(
  some: Some,
): some is Some & NativeFrame {
  return some.offset !== undefined;
}

/** A place without what else a node of a tree has, which would keep all of the tree. */
export function placeAlone(place: CodePlace): CodePlace {
  const { name, file, line } = place;
  if (!isNative(place)) {
    return { name, file, line };
  }
  const { crate, offset, inlined } = place;
  return { name, file, line, crate, offset, inlined };
}

/** What the keys of native frames begin with; no function of Python can be called so. */
const NATIVE = 'native:';

/** What a frame is known by among those of the same caller, and in another report. */
export function keyOf(place: CodePlace): string {
  const key = `${place.name}@${place.file}:${place.line}`;
  return isNative(place) ? `${NATIVE}${key}` : key;
}

/** Whether a key is one of a native frame. */
export function isNativeKey(key: string): boolean {
  return key.startsWith(NATIVE);
}

/** The frames of Python on a path of keys. */
export function pythonPath(path: readonly string[]): string[] {
  return path.filter((key) => !isNativeKey(key));
}

/** A code offset as it is written everywhere: `0x1a2b`. */
export function writeOffset(offset: number): string {
  return `0x${offset.toString(16)}`;
}

/**
 * The name of a native function without the modules that it is in, for where there is little
 * room: `<BigUint as AddAssign<u32>>::add_assign`. One without a type keeps its last module.
 */
export function shortName(name: string): string {
  return name
    .replace(/\b(?:[a-z_]\w*::)+(?=[A-Z<])/g, '')
    .replace(/\b(?:[a-z_]\w*::)+(?=[a-z_]\w*::[a-z_{]\w*)/g, '');
}

/** What a native frame is: `native, crate num-bigint, code offset 0x1a2b, inlined`. */
export function describeNative({ crate, offset, inlined }: NativeFrame): string {
  const parts = [
    'native',
    crate === null ? '' : `crate ${crate}`,
    `code offset ${writeOffset(offset)}`,
    inlined ? 'inlined' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
