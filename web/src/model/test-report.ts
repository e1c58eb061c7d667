/** The results of the exercise's unit tests: plain JSON, in bytes and milliseconds. */

import type * as engine from '../../wasm/engine/highwater_engine.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The answer of `list_unit_tests`: the tests of their Python file. */
export type UnitTests = DeepReadonly<engine.UnitTests>;

/** A test that has been run. */
export interface TestOutcome {
  readonly name: string;
  readonly passed: boolean;
  /** The reason of the failure; `null` if it passed. */
  readonly message: string | null;
  readonly durationMs: number;
  /** The peak of live bytes during the test. */
  readonly peakLive: number;
}

/** All tests of a policy. */
export interface TestReport {
  /** The number of passed tests. */
  readonly passed: number;
  /** The number of failed tests. */
  readonly failed: number;
  readonly tests: readonly TestOutcome[];
}

/** The detail of a `highwater-test` event: the report and its subject. */
export interface TestEventDetail extends TestReport {
  readonly policy: string;
  /** The ranges of the run whose memory was tested. */
  readonly ranges: readonly number[];
  /** The memory limit in bytes. */
  readonly limit: number;
}

/** The detail of a `highwater-test-progress` event. */
export interface TestProgress {
  readonly policy: string;
  /** The test that starts, runs or has ended. */
  readonly name: string;
  /** Its position among the tests, from 1. */
  readonly index: number;
  readonly count: number;
  /** Calls made, and planned calls; both 0 for a test too short to measure. */
  readonly calls: number;
  readonly plannedCalls: number;
  /** The outcome; `null` until the test has ended. */
  readonly outcome: TestOutcome | null;
}

/** Names of all tests, in order. */
export function namesOf({ memory, correctness }: UnitTests): string[] {
  return [memory, ...correctness];
}

export function reportOn(tests: readonly TestOutcome[]): TestReport {
  const passed = tests.filter((test) => test.passed).length;
  return { passed, failed: tests.length - passed, tests };
}
