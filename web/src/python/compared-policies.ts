/** Cache policies run by the exercise's engine, for comparison with programs. */

import type { Engine } from '../engine/engine.ts';
import type { RunRequest } from '../model/run-result.ts';
import type { Job } from '../runs/session.ts';
import type { WantedRun } from './kept-runs.ts';

/** The exercise that the engine implements too. */
export const POLICY_EXERCISE = 'lru-cache';

/** Suggested policies, from unbounded to almost nothing retained. */
export const CLASSIC_POLICIES = [
  'class/unbounded',
  'instance/unbounded/gc',
  'instance/unbounded',
  'class/lru:1000',
  'class/unbounded/clear:1',
] as const;

/** The ranges in the exercise's file. */
const RANGES = [500, 1000];

/** A policy's run to be made. */
export interface PolicyJob {
  readonly wanted: WantedRun;
  readonly job: Job;
}

/** The run of a policy, with the memory settings of a program. */
export async function policyJob(
  engine: Engine,
  policy: string,
  { hardLimit, growth }: Pick<RunRequest, 'hardLimit' | 'growth'>,
): Promise<PolicyJob> {
  const ranges = RANGES.join(',');
  const description = engine.describePolicy(policy);
  await engine.needProgram(description.policy);
  const source = engine.pythonProgram(description.policy, ranges)?.text ?? '';
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
