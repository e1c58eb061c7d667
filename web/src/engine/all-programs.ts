/** The Python programs of all policies, by the engine that can run all, loaded on request. */

import init, { python_program } from '../../wasm/policies/highwater_engine.js';
import type { PythonProgram } from '../model/policy-program.ts';
import { loadLate } from './modules.ts';

/** Writes the program of a policy over ranges. */
export type ProgramWriter = (policy: string, ranges: string) => PythonProgram;

export async function loadPrograms(): Promise<ProgramWriter> {
  await init({ module_or_path: await loadLate('policies') });
  return (policy, ranges) => JSON.parse(python_program(policy, ranges)) as PythonProgram;
}
