/** Runs all tests of the exercise under a policy. */

import type { Engine } from '../engine/engine.ts';
import { loadLate } from '../engine/modules.ts';
import { runUnitTests } from '../engine/unit-tests.ts';
import type { Source } from '../model/places.ts';
import {
  namesOf,
  reportOn,
  type TestOutcome,
  type TestProgress,
  type TestReport,
} from '../model/test-report.ts';
import type { TestRunner } from '../runs/test-runner.ts';
import type { Size } from '../util/size.ts';
import { testMemory } from './memory-test.ts';

interface TestRequest {
  /** Canonical text. */
  readonly policy: string;
  /** The ranges of the run whose memory is tested, as canonical text. */
  readonly ranges: string;
  readonly limit: Size;
}

/**
 * Runs the tests in the order of their file: the memory test on a run of the real workload, the
 * others in an engine of their own.
 *
 * @throws The signal's reason, or the reason why the tests could not be run.
 */
export async function runTests(
  testRunner: TestRunner,
  engine: Engine,
  { policy, ranges, limit }: TestRequest,
  signal: AbortSignal,
  onProgress: (progress: TestProgress) => void = () => {},
): Promise<TestReport> {
  const { memory, correctness } = engine.unitTests;
  const names = namesOf(engine.unitTests);
  const plannedCalls = engine.plannedCalls(policy, ranges);
  const tests: TestOutcome[] = [];
  const report = (name: string, calls: number, outcome: TestOutcome | null) =>
    onProgress({
      policy,
      name,
      index: names.indexOf(name) + 1,
      count: names.length,
      calls,
      plannedCalls: name === memory ? plannedCalls : 0,
      outcome,
    });
  const ended = (outcome: TestOutcome, calls: number) => {
    tests.push(outcome);
    report(outcome.name, calls, outcome);
  };

  report(memory, 0, null);
  const run = await testRunner.run(policy, engine.rangesOf(ranges), signal, (calls) =>
    report(memory, calls, null),
  );
  await engine.needProgram(policy);
  const program = engine.pythonProgram(policy, ranges);
  const source: Source = new Map(
    program === null ? [] : [[program.file, program.text.split('\n')]],
  );
  ended(testMemory(memory, { ...run, source }, limit), run.result.calls);
  const module = await loadLate('exerciseTools');
  await testRunner.inTurn(signal, () =>
    runUnitTests({ module, policy, names: correctness }, signal, (outcome) => ended(outcome, 0)),
  );
  return reportOn(tests);
}
