/** Running all tests of the exercise under a policy. */

import { loadModules } from '../run/modules.ts';
import type { Prover } from '../run/prover.ts';
import { runUnitTests } from '../run/unit-tests.ts';
import type { Size } from '../size.ts';
import { testMemory } from './memory-test.ts';
import {
  namesOf,
  reportOn,
  type TestOutcome,
  type TestProgress,
  type TestReport,
  type UnitTests,
} from './report.ts';

export interface TestRequest {
  /** Canonical text. */
  readonly policy: string;
  readonly ranges: readonly number[];
  /** The calls of the run whose memory is tested, when it completes. */
  readonly plannedCalls: number;
  readonly limit: Size;
}

/**
 * Runs the tests in the order of their file: that of the memory on a run of the real workload, the
 * others in an engine of their own.
 *
 * @throws The signal's reason, or why the tests could not be run.
 */
export async function runTests(
  prover: Prover,
  unitTests: UnitTests,
  { policy, ranges, plannedCalls, limit }: TestRequest,
  signal: AbortSignal,
  onProgress: (progress: TestProgress) => void = () => {},
): Promise<TestReport> {
  const names = namesOf(unitTests);
  const tests: TestOutcome[] = [];
  const tell = (name: string, calls: number, outcome: TestOutcome | null) =>
    onProgress({
      policy,
      name,
      index: names.indexOf(name) + 1,
      count: names.length,
      calls,
      plannedCalls: name === unitTests.memory ? plannedCalls : 0,
      outcome,
    });
  const ended = (outcome: TestOutcome, calls: number) => {
    tests.push(outcome);
    tell(outcome.name, calls, outcome);
  };

  const { memory, correctness } = unitTests;
  tell(memory, 0, null);
  const run = await prover.run(policy, ranges, signal, (calls) => tell(memory, calls, null));
  ended(testMemory(memory, run, limit), run.result.calls);
  const { engine: module } = await loadModules();
  await prover.inTurn(signal, () =>
    runUnitTests({ module, policy, names: correctness }, signal, (outcome) => ended(outcome, 0)),
  );
  return reportOn(tests);
}
