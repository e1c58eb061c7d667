/** What the exercise's unit tests come to: plain JSON, in bytes and milliseconds. */

import type * as engine from '../../wasm/engine/highwater_engine.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The answer of `list_unit_tests`: the tests as they are in their Python file. */
export type UnitTests = DeepReadonly<engine.UnitTests>;

/** One test that has been run. */
export interface TestOutcome {
  readonly name: string;
  readonly passed: boolean;
  /** Why it failed; `null` where it passed. */
  readonly message: string | null;
  readonly durationMs: number;
  /** The most live bytes at any one time of the test. */
  readonly peakLive: number;
}

/** All tests of a policy. */
export interface TestReport {
  /** How many passed. */
  readonly passed: number;
  /** How many failed. */
  readonly failed: number;
  readonly tests: readonly TestOutcome[];
}

/** The detail of a `highwater-test` event: the report, and what it is of. */
export interface TestEventDetail extends TestReport {
  readonly policy: string;
  /** The ranges of the run whose memory was tested. */
  readonly ranges: readonly number[];
  /** The limit of its memory in bytes. */
  readonly limit: number;
}

/** The detail of a `highwater-test-progress` event. */
export interface TestProgress {
  readonly policy: string;
  /** The test that begins, goes on or has ended. */
  readonly name: string;
  /** Its place among the tests, from 1. */
  readonly index: number;
  readonly count: number;
  /** Calls made, and those there will be; both 0 where a test is too short to tell. */
  readonly calls: number;
  readonly plannedCalls: number;
  /** What came of it; `null` until it has ended. */
  readonly outcome: TestOutcome | null;
}

/** Names of all tests, in their order. */
export function namesOf({ memory, correctness }: UnitTests): string[] {
  return [memory, ...correctness];
}

export function reportOn(tests: readonly TestOutcome[]): TestReport {
  const passed = tests.filter((test) => test.passed).length;
  return { passed, failed: tests.length - passed, tests };
}
