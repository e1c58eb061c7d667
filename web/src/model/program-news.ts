/** Reports of a program about itself while it runs; none of it is in its capture. */

/** One report: text that was written, or the end. */
export type ProgramNews =
  /** It has written to standard output, stream 1, or to standard error, stream 2. */
  | { readonly type: 'output'; readonly stream: 1 | 2; readonly text: string }
  /** Its run has ended; `null` where it raised nothing that it did not catch. */
  | { readonly type: 'over'; readonly raised: RaisedError | null };

/** An exception that a program did not catch. */
export interface RaisedError {
  /** The name of its class. */
  readonly type: string;
  readonly message: string;
  /** As Python prints it. */
  readonly traceback: string;
  /** The line, from 1, in the innermost of the program's own files; `null` where there is none. */
  readonly line: number | null;
  readonly file: string | null;
}
