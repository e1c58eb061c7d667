/** The stack of one calling context, taken apart to be told step by step. */

import type { NativeStackFrame, PythonStackFrame, Stack } from './answers.ts';

/** A native call with where it stood on the shadow stack. */
export interface Call extends NativeStackFrame {
  /** From 0, the outermost. */
  readonly slot: number;
}

/** Frames of Python that follow each other and are the same. */
export interface Repeated {
  readonly frame: PythonStackFrame;
  readonly times: number;
}

export interface Journey {
  /** The frames of Python from the outermost to the one that led to the calls, that included. */
  readonly python: readonly Repeated[];
  /** The native calls since then, the outermost first. */
  readonly calls: readonly Call[];
  /** How many native calls stand further out, between frames of Python. */
  readonly outer: number;
}

export function journeyOf({ frames }: Stack): Journey {
  const last = frames.findLastIndex(({ kind }) => kind === 'python');
  const python: { frame: PythonStackFrame; times: number }[] = [];
  const calls: Call[] = [];
  let slot = 0;
  for (const [index, frame] of frames.entries()) {
    if (frame.kind === 'native') {
      if (index > last) {
        calls.push({ ...frame, slot });
      }
      slot += 1;
      continue;
    }
    const before = python.at(-1);
    if (before !== undefined && sameFrame(before.frame, frame)) {
      before.times += 1;
    } else {
      python.push({ frame, times: 1 });
    }
  }
  return { python, calls, outer: slot - calls.length };
}

function sameFrame(one: PythonStackFrame, other: PythonStackFrame): boolean {
  return one.name === other.name && one.file === other.file && one.line === other.line;
}

/** The four bytes of a number as WebAssembly stores it, the lowest first: `2b 1a 00 00`. */
export function storedBytes(value: number): string {
  return [0, 8, 16, 24]
    .map((shift) => ((value >>> shift) & 0xff).toString(16).padStart(2, '0'))
    .join(' ');
}
