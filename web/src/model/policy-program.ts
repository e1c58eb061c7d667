/** The Python that a policy stands for, as the engine writes it. */

/** What of a policy a place in the program states. */
export type DecisionKind = 'decorator' | 'maxsize' | 'owner' | 'clear' | 'reclaim';

/** A part of one line: lines from 1, columns from 0, the end not included. */
export interface Span {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Where a decision is stated. An empty span is a place where no text states it: an absent
 * decorator would stand above that line, an absent clear below it, and who holds the cache and
 * what becomes of dead instances are known at the line's end.
 */
export interface DecisionSpan extends Span {
  readonly kind: DecisionKind;
}

/** A message that pylint prints as soon as a comment is taken out of the program. */
interface Lint {
  readonly id: string;
  readonly symbol: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly comment: Span;
}

/** A Python file. */
export interface PythonProgram {
  /** Its name. */
  readonly file: string;
  readonly text: string;
  readonly decisions: readonly DecisionSpan[];
  /** `null` where pylint has nothing to say. */
  readonly lint: Lint | null;
}

/** The message as pylint prints it. */
export function lintText(file: string, { id, symbol, message, line, column }: Lint): string {
  return `${file}:${line}:${column}: ${id}: ${message} (${symbol})`;
}
