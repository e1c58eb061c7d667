/** The engine as the page itself uses it: it reads and describes policies, and never runs them. */

import init, {
  can_run,
  describe_growth,
  describe_policy,
  describe_ranges,
  type GrowthDescription,
  instance_at,
  list_policies,
  list_unit_tests,
  planned_calls,
  python_program,
  type RangesDescription,
  warnings,
} from '../../wasm/engine/highwater_engine.js';
import type { PolicyDescription, PolicyVocabulary } from '../model/policy.ts';
import type { PythonProgram } from '../model/policy-program.ts';
import type { UnitTests } from '../model/test-report.ts';
import type { Readers } from '../settings/settings.ts';
import type { ProgramWriter } from './all-programs.ts';
import { loadModules } from './modules.ts';

export interface Engine extends Readers {
  readonly vocabulary: PolicyVocabulary;
  readonly unitTests: UnitTests;
  rangesOf(text: string): readonly number[];
  /** The calls of a complete run; 0 if unknown. */
  plannedCalls(policy: string, ranges: string): number;
  /**
   * The number of the instance that receives a call, both counted within the run; `null` if the
   * calls of each instance are unknown.
   */
  instanceAt(policy: string, ranges: string, calls: number): number | null;
  /** The Python program of a run; `null` if {@link needProgram} has not loaded it yet. */
  pythonProgram(policy: string, ranges: string): PythonProgram | null;
  /**
   * Returns true if this engine has the program of a policy, and can run it; otherwise loads the
   * engine that does.
   */
  needProgram(policy: string): Promise<boolean>;
  /** Warnings to show before a run starts. */
  warnings(policy: string, ranges: string): readonly string[];
}

let engine: Promise<Engine> | null = null;

/** The document's engine. A failed load is not cached, so that a later call tries again. */
export function loadEngine(): Promise<Engine> {
  engine ??= instantiate().catch((error: unknown) => {
    engine = null;
    throw error;
  });
  return engine;
}

async function instantiate(): Promise<Engine> {
  const modules = await loadModules();
  await init({ module_or_path: modules.engine });
  const vocabulary = JSON.parse(list_policies()) as PolicyVocabulary;
  let writeOther: ProgramWriter | null = null;
  return {
    vocabulary,
    unitTests: JSON.parse(list_unit_tests()) as UnitTests,
    describePolicy: (text) => JSON.parse(describe_policy(text)) as PolicyDescription,
    readRanges: (text) => (JSON.parse(describe_ranges(text)) as RangesDescription).text,
    rangesOf: (text) => (JSON.parse(describe_ranges(text)) as RangesDescription).ranges,
    readGrowth: (text) => (JSON.parse(describe_growth(text)) as GrowthDescription).text,
    plannedCalls: (policy, ranges) => Number(planned_calls(policy, ranges)),
    instanceAt: (policy, ranges, calls) => instance_at(policy, ranges, calls) ?? null,
    pythonProgram: (policy, ranges) =>
      can_run(policy)
        ? (JSON.parse(python_program(policy, ranges)) as PythonProgram)
        : (writeOther?.(policy, ranges) ?? null),
    async needProgram(policy) {
      const isHere = can_run(policy);
      if (!isHere) {
        writeOther ??= await (await import('./all-programs.ts')).loadPrograms();
      }
      return isHere;
    },
    warnings: (policy, ranges) => JSON.parse(warnings(policy, ranges)) as string[],
  };
}
