/** The documented result of a program's run: that of any run, and the properties of programs. */

import type { RaisedError } from './program-news.ts';
import type { RunResult } from './run-result.ts';

export interface ProgramResult extends Omit<RunResult, 'error'> {
  /** The captured standard output. */
  readonly stdout: string;
  readonly stderr: string;
  /** The uncaught exception; `null` if there is none. */
  readonly error: RaisedError | null;
}

/** The result of a run of either engine. */
export type EitherResult = RunResult | ProgramResult;

/** The reports of a program. */
export interface ProgramOutput {
  /** The output to both streams, in the order of arrival. */
  readonly pieces: readonly OutputPiece[];
  readonly raised: RaisedError | null;
}

interface OutputPiece {
  readonly stream: 1 | 2;
  readonly text: string;
}

export const NO_OUTPUT: ProgramOutput = { pieces: [], raised: null };

/** The output to one stream. */
function printedTo({ pieces }: ProgramOutput, stream: 1 | 2): string {
  return pieces
    .filter((piece) => piece.stream === stream)
    .map(({ text }) => text)
    .join('');
}

/** The output with a chunk appended; adjacent chunks of a stream are joined. */
export function withPiece(output: ProgramOutput, piece: OutputPiece): ProgramOutput {
  const last = output.pieces.at(-1);
  const pieces =
    last?.stream === piece.stream
      ? [...output.pieces.slice(0, -1), { ...piece, text: last.text + piece.text }]
      : [...output.pieces, piece];
  return { ...output, pieces };
}

/** The documented result of a run, combined with the program's output. */
export function programResult(result: RunResult, output: ProgramOutput): ProgramResult {
  const { error } = result;
  const failed: RaisedError | null =
    error === null
      ? null
      : { type: 'SystemError', message: error, traceback: error, line: null, file: null };
  return {
    ...result,
    stdout: printedTo(output, 1),
    stderr: printedTo(output, 2),
    error: output.raised ?? failed,
  };
}
