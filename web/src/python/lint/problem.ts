/** What a check has to say about a place in a Python file. */
export interface LintProblem {
  /** From 1. */
  readonly line: number;
  /** The first character's, from 0. */
  readonly column: number;
  /** The column after the last character, on the same line. */
  readonly endColumn: number;
  /** Such as `W1518`. */
  readonly code: string;
  readonly message: string;
}
