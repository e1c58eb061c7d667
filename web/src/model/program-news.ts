/** Reports of a program about itself while it runs; they are not part of its capture. */

/** One report: text that was written, or the end. */
export type ProgramNews =
  /** Output to standard output, stream 1, or to standard error, stream 2. */
  | { readonly type: 'output'; readonly stream: 1 | 2; readonly text: string }
  /** The end of the run; `null` without an uncaught exception. */
  | { readonly type: 'over'; readonly raised: RaisedError | null };

/** An uncaught exception of a program. */
export interface RaisedError {
  /** The name of its class. */
  readonly type: string;
  readonly message: string;
  /** The traceback as Python prints it. */
  readonly traceback: string;
  /** The line, from 1, in the innermost of the program's own files; `null` if none is involved. */
  readonly line: number | null;
  readonly file: string | null;
}
