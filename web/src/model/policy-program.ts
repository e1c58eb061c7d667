/** The Python program of a policy, as the engine generates it. */

import type * as engine from '../../wasm/engine/highwater_engine.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** A decision of the policy that a place in the program expresses. */
export type DecisionKind = engine.DecisionKind;

/** A part of one line: lines from 1, columns from 0, end exclusive. */
export type Span = DeepReadonly<engine.Span>;

/** The place of a decision: an empty span if no text expresses it. */
export type DecisionSpan = DeepReadonly<engine.DecisionSpan>;

/** A message that pylint prints once a comment is removed from the program. */
export type Lint = DeepReadonly<engine.Lint>;

/** The answer of `python_program`: a Python file. */
export type PythonProgram = DeepReadonly<engine.PythonProgram>;

/** The message as pylint prints it. */
export function lintText(file: string, { id, symbol, message, line, column }: Lint): string {
  return `${file}:${line}:${column}: ${id}: ${message} (${symbol})`;
}
