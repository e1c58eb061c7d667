/** The stack of one calling context, prepared for an explanation in steps. */

import type { NativeStackFrame, PythonStackFrame, Stack } from '../../model/report-answers.ts';

/** Maximum number of native calls in the explanation. */
const MOST_CALLS = 8;

/** A native call with its position on the shadow stack. */
export interface Call extends NativeStackFrame {
  /** From 0, the outermost. */
  readonly slot: number;
}

/** Identical consecutive frames of Python. */
export interface Repeated extends PythonStackFrame {
  readonly times: number;
}

export interface StackSteps {
  /** The frames from the outermost on; native calls are limited to the innermost. */
  readonly frames: readonly (Repeated | Call)[];
  /** The native frames among them. */
  readonly calls: readonly Call[];
  /** The number of omitted outer native calls. */
  readonly outer: number;
}

export function journeyOf(stack: Stack): StackSteps {
  const slots = stack.frames.filter(({ kind }) => kind === 'native').length;
  const outer = Math.max(0, slots - MOST_CALLS);
  const frames: (Repeated | Call)[] = [];
  const calls: Call[] = [];
  let slot = 0;
  for (const frame of stack.frames) {
    if (frame.kind === 'native') {
      const call = { ...frame, slot };
      slot += 1;
      if (call.slot >= outer) {
        calls.push(call);
        frames.push(call);
      }
      continue;
    }
    const before = frames.at(-1);
    if (before?.kind === 'python' && sameFrame(before, frame)) {
      frames[frames.length - 1] = { ...before, times: before.times + 1 };
    } else {
      frames.push({ ...frame, times: 1 });
    }
  }
  return { frames, calls, outer };
}

function sameFrame(one: PythonStackFrame, other: PythonStackFrame): boolean {
  return one.name === other.name && one.file === other.file && one.line === other.line;
}

/** The four bytes of a number as WebAssembly stores it, lowest first: `2b 1a 00 00`. */
export function storedBytes(value: number): string {
  return [0, 8, 16, 24]
    .map((shift) => ((value >>> shift) & 0xff).toString(16).padStart(2, '0'))
    .join(' ');
}
