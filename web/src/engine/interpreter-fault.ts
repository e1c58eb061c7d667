/**
 * Ends of a program that are not Python's own: the interpreter trapped. It cannot describe them
 * itself.
 */

import type { RaisedError } from '../model/program-news.ts';
import { messageOf } from '../util/errors.ts';
import { cutText } from '../util/quote.ts';
import { describeLimit, REFUSED_BY_THE_BROWSER } from './out-of-memory.ts';
import type { End } from './record-sender.ts';

/** The stream for the messages of the interpreter's own panics. */
export const PANICS = 3;

/** Maximum number of bytes of a panic's message that are read. */
const LONGEST_PANIC = 4096;

/** The message of a panic, cut if it is long. */
export function decodePanic(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, LONGEST_PANIC));
}

/** A trap: the exception that it threw, and the interpreter's report before it. */
export interface Trap {
  readonly thrown: unknown;
  /** The message of the interpreter's panic; empty if it had none. */
  readonly panic: string;
  /** The line that the program was in, from 1; 0 if it is unknown. */
  readonly line: number;
  readonly file: string | null;
}

/** The end of a run, with the exception that Python would have raised. */
export interface RaisedEnd {
  readonly raised: RaisedError;
  readonly end: End;
}

/** The end of a run by a refusal of memory: by the hard limit in bytes, or by the browser. */
export function outOfMemory(trap: Trap, hardLimit: number | 'browser' | null): RaisedEnd {
  const by = hardLimit === 'browser' ? REFUSED_BY_THE_BROWSER : describeLimit(hardLimit);
  return endedBy('MemoryError', `out of memory: ${by}${placeOf(trap)}`, 'out-of-memory', trap);
}

/** The end of a run by a trap for any other reason. */
export function trapped(trap: Trap): RaisedEnd {
  if (trap.panic.includes('capacity overflow')) {
    const message = `out of memory: a single request exceeded 2 GiB${placeOf(trap)}`;
    return endedBy('MemoryError', message, 'out-of-memory', trap);
  }
  if (isStackOverflow(trap.thrown)) {
    const message = `the call depth exceeded the browser’s own stack${placeOf(trap)}`;
    return endedBy('RecursionError', message, 'failed', trap);
  }
  const isFault = trap.panic !== '' || trap.thrown instanceof WebAssembly.RuntimeError;
  const message = isFault ? describeFault(trap) : messageOf(trap.thrown);
  return endedBy('SystemError', message, 'failed', trap);
}

/** The interpreter's own fault as text: its place, the next step, and the facts to report. */
function describeFault({ thrown, panic, line }: Trap): string {
  const place = line > 0 ? ` in line ${line}` : '';
  const advice =
    line > 0 ? 'write that line in another way' : 'undo the last change to the program';
  return (
    `the interpreter broke down${place}. This is a fault of the interpreter, not Python’s answer ` +
    'to the program; bytecode that is made by hand can cause it, and rare operations. ' +
    `To continue, ${advice} and run it again. The interpreter’s message: ${detailOf(thrown, panic)}`
  );
}

/** The message of a panic without the place in the interpreter's source, or that of the trap. */
function detailOf(thrown: unknown, panic: string): string {
  const message = panic.replace(/^panicked at [^\n]*:\n/, '').trim();
  return cutText(message === '' ? messageOf(thrown) : message);
}

function placeOf({ line }: Trap): string {
  return line > 0 ? ` at line ${line}` : '';
}

/** Engines have different errors for a full stack: Firefox has an `InternalError`. */
function isStackOverflow(thrown: unknown): boolean {
  return (
    thrown instanceof RangeError || (thrown instanceof Error && thrown.name === 'InternalError')
  );
}

function endedBy(
  type: string,
  message: string,
  outcome: End['outcome'],
  { line, file }: Trap,
): RaisedEnd {
  const error = `${type}: ${message}`;
  const at = line > 0 ? { line, file } : { line: null, file: null };
  return { raised: { type, message, traceback: error, ...at }, end: { outcome, error } };
}
