/** The documented result of a program's run: that of any run, and the properties of programs. */

import type { OutputBlock } from './output-blocks.ts';
import type { OutputStream, RaisedError } from './program-news.ts';
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
  readonly blocks: readonly OutputBlock[];
  readonly raised: RaisedError | null;
}

export const NO_OUTPUT: ProgramOutput = { blocks: [], raised: null };

/** The output to one stream. */
function printedTo({ blocks }: ProgramOutput, stream: OutputStream): string {
  return blocks
    .flat()
    .filter((piece) => piece.stream === stream)
    .map(({ text }) => text)
    .join('');
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
