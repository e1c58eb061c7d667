/** What passes between the page and the interpreter's worker. */

import type { RaisedError } from '../model/program-news.ts';
import type { EngineMessage } from './messages.ts';

/** To the worker: all it needs for its one run. */
export interface ProgramMessage extends EngineMessage {
  /** Where the program tells of itself; that it is over is answered. */
  readonly news: MessagePort;
}

/** To the worker: the file whose tests are to be told, among the files there are. */
export interface ListTestsMessage {
  readonly module: WebAssembly.Module;
  readonly files: readonly { readonly name: string; readonly source: string }[];
  readonly file: string;
}

/** A test of a file. */
export interface ProgramTest {
  readonly name: string;
  /** The most bytes that it may have live at a time; `null` where it names none. */
  readonly limit: number | null;
}

/** The tests of a file, or why it could not be read. */
export interface ListedTests {
  readonly tests: readonly ProgramTest[];
  readonly error: RaisedError | null;
}
