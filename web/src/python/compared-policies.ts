/** Cache policies of the exercise's own engine, run beside programs that do the same. */

import type { Engine } from '../engine/engine.ts';
import type { RunRequest } from '../model/run-result.ts';
import type { Job } from '../runs/session.ts';
import type { WantedRun } from './kept-runs.ts';

/** The exercise that the engine knows too. */
export const POLICY_EXERCISE = 'lru-cache';

/** What there is to choose from, from keeping everything to keeping almost nothing. */
export const CLASSIC_POLICIES = [
  'class/unbounded',
  'instance/unbounded/gc',
  'instance/unbounded',
  'class/lru:1000',
  'class/unbounded/clear:1',
] as const;

/** The ranges that the exercise's file has. */
const RANGES = [500, 1000];

/** A run that is to be made of a policy. */
export interface PolicyJob {
  readonly wanted: WantedRun;
  readonly job: Job;
}

/** The run of a policy, under the same memory as a program has. */
export function policyJob(
  engine: Engine,
  policy: string,
  { hardLimit, growth }: Pick<RunRequest, 'hardLimit' | 'growth'>,
): PolicyJob {
  const ranges = RANGES.join(',');
  const description = engine.describePolicy(policy);
  const { text: source } = engine.pythonProgram(description.policy, ranges);
  return {
    wanted: { name: description.policy, exercise: POLICY_EXERCISE, source, description },
    job: {
      request: {
        run: description.policy,
        ranges: RANGES,
        growth,
        hardLimit,
        traced: true,
        native: false,
      },
      plannedTicks: engine.plannedCalls(description.policy, ranges),
    },
  };
}
