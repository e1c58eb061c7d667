/** Reports of a program about itself while it runs; they are not part of its capture. */

/** Standard output, stream 1, or standard error, stream 2. */
export type OutputStream = 1 | 2;

/** Text that was written to a stream. */
export interface OutputPiece {
  readonly stream: OutputStream;
  readonly text: string;
}

/** One report: texts that were written, in their order, or the end. */
export type ProgramNews =
  | { readonly type: 'output'; readonly pieces: readonly OutputPiece[] }
  /** The end of the run: an uncaught exception, and the verdict of a test. */
  | {
      readonly type: 'over';
      readonly raised: RaisedError | null;
      readonly verdict: TestVerdict | null;
    };

/** The names of verdicts, as pytest has them. */
export type VerdictName = 'passed' | 'failed' | 'skipped' | 'xfailed' | 'xpassed' | 'error';

/** The verdict of a test, without regard to its limits. */
export interface TestVerdict {
  readonly verdict: VerdictName;
  /** The reason of a verdict that is neither a success nor a failure; may be empty. */
  readonly reason: string;
  /** The maximum of live bytes of the test, without its fixtures. */
  readonly peak: number;
}

/** An uncaught exception of a program. */
export interface RaisedError {
  /** The name of its class, with its module unless that is `builtins` or the main program. */
  readonly type: string;
  readonly message: string;
  /** The traceback as Python prints it; empty for an exit. */
  readonly traceback: string;
  /** The line, from 1, in the innermost of the program's own files; `null` if none is involved. */
  readonly line: number | null;
  readonly file: string | null;
}
