/** The documented result of the run of a program: that of any run, and what only a program has. */

import type { RaisedError } from './program-news.ts';
import type { RunResult } from './run-result.ts';

export interface ProgramResult extends Omit<RunResult, 'error'> {
  /** What it printed, as far as that is kept. */
  readonly stdout: string;
  readonly stderr: string;
  /** What it raised and did not catch; `null` where it did not. */
  readonly error: RaisedError | null;
}

/** The result of a run of either engine. */
export type EitherResult = RunResult | ProgramResult;

/** What a program has told of itself. */
export interface ProgramOutput {
  /** What it printed to either stream, in the order in which it came. */
  readonly pieces: readonly OutputPiece[];
  readonly raised: RaisedError | null;
}

interface OutputPiece {
  readonly stream: 1 | 2;
  readonly text: string;
}

export const NO_OUTPUT: ProgramOutput = { pieces: [], raised: null };

/** What was printed to one stream. */
function printedTo({ pieces }: ProgramOutput, stream: 1 | 2): string {
  return pieces
    .filter((piece) => piece.stream === stream)
    .map(({ text }) => text)
    .join('');
}

/** The output with one more piece; neighbours of a stream are one. */
export function withPiece(output: ProgramOutput, piece: OutputPiece): ProgramOutput {
  const last = output.pieces.at(-1);
  const pieces =
    last?.stream === piece.stream
      ? [...output.pieces.slice(0, -1), { ...piece, text: last.text + piece.text }]
      : [...output.pieces, piece];
  return { ...output, pieces };
}

/** The documented result of a run and what its program told. */
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
