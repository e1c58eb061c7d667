/** Proving a policy against a challenge: which runs that takes, and making them. */

import type { Engine } from '../engine/engine.ts';
import { runTests } from '../exercise-tests/run-tests.ts';
import { decisionsOf, type PolicyDescription, policyText } from '../model/policy.ts';
import type { TestRunner } from '../runs/test-runner.ts';
import { type Challenge, testLimit } from '../settings/challenge.ts';
import { type ChallengeRuns, type JudgedRun, UNBOUNDED } from './judge.ts';

/** Where proving stands: the policy that runs, and how far it has come. */
export interface ProofProgress {
  readonly policy: string;
  readonly calls: number;
  readonly plannedCalls: number;
}

/** The policies that have to be run, by what they are for. */
interface Needed {
  readonly run: string;
  readonly unbounded: string | null;
  readonly smaller: string | null;
}

/** The runs that are known already; `null` where one is missing, or tests have to be run. */
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
 * Makes the runs that a challenge is judged by, as far as they are not known.
 *
 * @throws The signal's reason, or why a run could not be made.
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
    const tell = (calls: number) => onProgress({ policy: one, calls, plannedCalls });
    tell(0);
    return testRunner.run(one, ranges, signal, tell);
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

/** The policy with a `maxsize` one smaller; `null` where there is none. */
function oneSmaller(engine: Engine, description: PolicyDescription): string | null {
  const { maxsize, parameter } = description;
  if (maxsize === null || maxsize !== parameter || maxsize === 0) {
    return null;
  }
  const decisions = { ...decisionsOf(description), parameter: String(maxsize - 1) };
  return engine.describePolicy(policyText(decisions, engine.vocabulary)).policy;
}
