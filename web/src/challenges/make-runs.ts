/** The runs that a challenge needs, and making them. */

import type { Engine } from '../engine/engine.ts';
import { runTests } from '../exercise-tests/run-tests.ts';
import { decisionsOf, type PolicyDescription, policyText } from '../model/policy.ts';
import type { TestRunner } from '../runs/test-runner.ts';
import { type Challenge, testLimit } from '../settings/challenge.ts';
import { type ChallengeRuns, type JudgedRun, UNBOUNDED } from './judge.ts';

/** Progress of the challenge's runs: the running policy and its calls. */
export interface ProofProgress {
  readonly policy: string;
  readonly calls: number;
  readonly plannedCalls: number;
}

/** The policies to run, by purpose. */
interface Needed {
  readonly run: string;
  readonly unbounded: string | null;
  readonly smaller: string | null;
}

/** The existing runs for a challenge; `null` if one is missing, or tests have to be run. */
export function knownRuns(
  testRunner: TestRunner,
  engine: Engine,
  challenge: Challenge,
  policy: string,
): ChallengeRuns | null {
  if (challenge.tests.length > 0) {
    return null;
  }
  const ranges = engine.rangesOf(challenge.ranges);
  const needed = neededRuns(engine, challenge, policy);
  const known = (one: string | null) => (one === null ? null : testRunner.known(one, ranges));
  const run = known(needed.run);
  const unbounded = known(needed.unbounded);
  const smaller = known(needed.smaller);
  const complete =
    (needed.unbounded === null || unbounded !== null) &&
    (needed.smaller === null || smaller !== null);
  return run === null || !complete ? null : { run, unbounded, smaller, tests: null };
}

/**
 * Makes the missing runs of a challenge.
 *
 * @throws The signal's reason, or the reason why a run failed.
 */
export async function makeRuns(
  testRunner: TestRunner,
  engine: Engine,
  challenge: Challenge,
  policy: string,
  signal: AbortSignal,
  onProgress: (progress: ProofProgress) => void,
): Promise<ChallengeRuns> {
  const ranges = engine.rangesOf(challenge.ranges);
  const needed = neededRuns(engine, challenge, policy);
  async function make(one: string): Promise<JudgedRun> {
    const known = testRunner.known(one, ranges);
    if (known !== null) {
      return known;
    }
    const plannedCalls = engine.plannedCalls(one, challenge.ranges);
    const report = (calls: number) => onProgress({ policy: one, calls, plannedCalls });
    report(0);
    return testRunner.run(one, ranges, signal, report);
  }
  const run = await make(needed.run);
  const unbounded = needed.unbounded === null ? null : await make(needed.unbounded);
  const smaller = needed.smaller === null ? null : await make(needed.smaller);
  const request = { policy, ranges: challenge.ranges, limit: testLimit(challenge) };
  const tests =
    challenge.tests.length === 0
      ? null
      : await runTests(testRunner, engine, request, signal, ({ calls, plannedCalls }) =>
          onProgress({ policy, calls, plannedCalls }),
        );
  return { run, unbounded, smaller, tests };
}

function neededRuns(engine: Engine, { allHits, smallest }: Challenge, policy: string): Needed {
  return {
    run: policy,
    unbounded: allHits || smallest ? UNBOUNDED : null,
    smaller: smallest ? oneSmaller(engine, engine.describePolicy(policy)) : null,
  };
}

/** The policy with `maxsize` reduced by one; `null` if it has no smaller one. */
function oneSmaller(engine: Engine, description: PolicyDescription): string | null {
  const { maxsize, parameter } = description;
  if (maxsize === null || maxsize !== parameter || maxsize === 0) {
    return null;
  }
  const decisions = { ...decisionsOf(description), parameter: String(maxsize - 1) };
  return engine.describePolicy(policyText(decisions, engine.vocabulary)).policy;
}
