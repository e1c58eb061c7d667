/** Judgement of a challenge by existing runs. */

import type { RunResult } from '../model/run-result.ts';
import type { TestReport } from '../model/test-report.ts';
import { type Challenge, type ChallengeJson, isAllowed } from '../settings/challenge.ts';
import { formatCount } from '../util/format.ts';
import { formatSize, type Size } from '../util/size.ts';

/** The parts of a run that a challenge reads. */
export interface JudgedRun {
  readonly result: RunResult;
  /** Cached results at the end of the run. */
  readonly entries: number;
}

/** The runs that a challenge is judged by; `null` for runs that it does not need. */
export interface ChallengeRuns {
  /** The run of the policy itself. */
  readonly run: JudgedRun;
  /** The run of an unbounded cache. */
  readonly unbounded: JudgedRun | null;
  /** The run of the same policy with `maxsize` reduced by one. */
  readonly smaller: JudgedRun | null;
  readonly tests: TestReport | null;
}

/** One requirement, and the measured value. */
export interface Evidence {
  readonly what: string;
  readonly wanted: string;
  readonly got: string;
  readonly passed: boolean;
}

export interface Judgement {
  readonly passed: boolean;
  readonly evidence: readonly Evidence[];
}

/** The detail of a `highwater-challenge` event. */
export interface ChallengeEventDetail extends Judgement {
  readonly challenge: ChallengeJson;
  readonly policy: string;
}

/** The unbounded cache, the reference for hits. */
export const UNBOUNDED = 'class/unbounded';

/** The requirements on a policy, before any run. Policies that are not allowed are omitted. */
export function describeWanted(challenge: Challenge): { what: string; wanted: string }[] {
  const { ranges, policies, limit, allHits, smallest, entries, tests } = challenge;
  return [
    ...(policies.length === 0 ? [] : [{ what: 'Policy', wanted: `one of ${policies.join(', ')}` }]),
    { what: 'Run', wanted: `completes ranges ${ranges}` },
    ...(limit === null ? [] : [{ what: 'Peak live', wanted: writeLimit(limit) }]),
    ...(allHits || smallest ? [{ what: 'Hits', wanted: `as many as ${UNBOUNDED}` }] : []),
    ...(smallest ? [{ what: 'maxsize', wanted: 'one less loses hits' }] : []),
    ...(entries === null
      ? []
      : [{ what: 'Cached results', wanted: `at least ${formatCount(entries)} at the end` }]),
    ...tests.map((name) => ({ what: name, wanted: 'passes' })),
  ];
}

/** Judges a policy by its runs. */
export function judgeChallenge(
  challenge: Challenge,
  policy: string,
  runs: ChallengeRuns,
): Judgement {
  const { result, entries } = runs.run;
  const completed = result.outcome === 'completed';
  const evidence: Evidence[] = [];
  const judgements: Record<string, () => Pick<Evidence, 'got' | 'passed'>> = {
    Policy: () => ({ got: policy, passed: isAllowed(challenge, policy) }),
    Run: () => ({ got: describeEnd(result), passed: completed }),
    'Peak live': () => ({
      got: writeBytes(result.memory.peakLive),
      // A stopped run may not have reached its peak.
      passed: completed && result.memory.peakLive <= (challenge.limit?.bytes ?? 0),
    }),
    Hits: () => judgeHits(result, runs.unbounded),
    maxsize: () => judgeSmaller(runs),
    'Cached results': () => ({
      got: formatCount(entries),
      passed: completed && entries >= (challenge.entries ?? 0),
    }),
  };
  for (const { what, wanted } of describeWanted(challenge)) {
    const judge = judgements[what] ?? (() => judgeTest(what, runs.tests));
    evidence.push({ what, wanted, ...judge() });
  }
  return { passed: evidence.every(({ passed }) => passed), evidence };
}

/** The message for a policy that the challenge does not allow. */
export function refusalOf({ title, policies }: Challenge, policy: string): string {
  return `“${title}” allows ${policies.join(', ')}; ${policy} is not one of them.`;
}

function judgeHits(
  result: RunResult,
  unbounded: JudgedRun | null,
): Pick<Evidence, 'got' | 'passed'> {
  const { hits, misses } = result.cache;
  const wanted = unbounded?.result.cache;
  const passed =
    result.outcome === 'completed' &&
    wanted !== undefined &&
    hits === wanted.hits &&
    misses === wanted.misses;
  const lost = wanted === undefined ? '' : ` (${UNBOUNDED}: ${writeHits(wanted)})`;
  return { got: `${writeHits({ hits, misses })}${lost}`, passed };
}

function judgeSmaller({
  run,
  unbounded,
  smaller,
}: ChallengeRuns): Pick<Evidence, 'got' | 'passed'> {
  if (smaller === null) {
    const { maxsize } = run.result.cache;
    const got = maxsize === null ? 'no maxsize' : 'no smaller maxsize';
    return { got, passed: false };
  }
  const { policy, outcome, cache } = smaller.result;
  if (outcome !== 'completed') {
    return { got: `${policy}: ${describeEnd(smaller.result)}`, passed: outcome === 'failed' };
  }
  const wanted = unbounded?.result.cache.hits ?? 0;
  return {
    got: `${policy}: ${writeHits(cache)}`,
    passed: cache.hits < wanted,
  };
}

function judgeTest(name: string, report: TestReport | null): Pick<Evidence, 'got' | 'passed'> {
  const test = report?.tests.find((one) => one.name === name);
  if (test === undefined) {
    return { got: 'not run', passed: false };
  }
  return { got: test.message ?? 'passed', passed: test.passed };
}

function describeEnd({ outcome, error }: RunResult): string {
  return outcome === 'completed' ? 'completed' : (error ?? outcome);
}

function writeLimit({ quantity, unit, bytes }: Size): string {
  return `at most ${quantity} ${unit} (${formatCount(bytes)} B)`;
}

function writeBytes(bytes: number): string {
  return `${formatSize(bytes)} (${formatCount(bytes)} B)`;
}

function writeHits({ hits, misses }: { hits: number; misses: number }): string {
  return `${formatCount(hits)} of ${formatCount(hits + misses)}`;
}
