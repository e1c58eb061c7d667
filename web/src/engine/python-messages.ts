/** Messages between the page and the interpreter's worker. */

import type { RaisedError } from '../model/program-news.ts';
import type { EngineMessage } from './messages.ts';

/** To the worker: the input of its one run. */
export interface ProgramMessage extends EngineMessage {
  /** Receives the program's reports; the last one is acknowledged. */
  readonly news: MessagePort;
}

/** To the worker: all files, and the file whose tests to list. */
export interface ListTestsMessage {
  readonly module: WebAssembly.Module;
  readonly files: readonly { readonly name: string; readonly source: string }[];
  readonly file: string;
}

/** A test of a file. */
export interface ProgramTest {
  readonly name: string;
  /** The limit of its live bytes; `null` if it has none. */
  readonly limit: number | null;
  /** The limit of the bytes that it leaves behind at one location; `null` if it has none. */
  readonly leakLimit: number | null;
}

/** The tests of a file, or the reason why it could not be read. */
export interface ListedTests {
  readonly tests: readonly ProgramTest[];
  /** The reason why the file is skipped as a whole; `null` if it is not. */
  readonly skipped: string | null;
  readonly error: RaisedError | null;
}
