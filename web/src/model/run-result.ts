/** The documented result of one run: plain JSON, in bytes and milliseconds. */

import type * as inspector from '../../wasm/inspector/highwater_inspector.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The way in which a run ended. */
export type Outcome = inspector.Outcome;

/** The garbage collections of a run. */
export type CollectionTotals = DeepReadonly<inspector.CollectionTotals>;

/** The result of a run. */
export type RunResult = DeepReadonly<inspector.RunResult>;

/** A user's program that is run instead of the exercise. */
export interface ProgramRequest {
  /** All files of the program. */
  readonly files: readonly ProgramFile[];
  /** The name of the file that is run, or that contains the test. */
  readonly main: string;
  /** The name of the only test to run; `null` to run the whole file. */
  readonly test: string | null;
}

export interface ProgramFile {
  readonly name: string;
  readonly source: string;
}

/** The settings of a run, as repeated in its result. */
export interface RunRequest {
  /** The name of the run. A run of the exercise is named by its policy's text. */
  readonly run: string;
  readonly ranges: readonly number[];
  readonly growth: string;
  readonly hardLimit: number | null;
  readonly traced: boolean;
  /** True if native stacks of allocations are recorded. */
  readonly native: boolean;
  /** The program, if the run is not one of the exercise. */
  readonly program?: ProgramRequest | undefined;
}

/** The result of a run that ended without any message from its worker. */
export function emptyResult(
  request: RunRequest,
  outcome: Outcome,
  error: string | null,
): RunResult {
  return {
    policy: request.run,
    ranges: request.ranges,
    outcome,
    phases: [],
    cache: { hits: 0, misses: 0, currsize: 0, maxsize: null, evictions: 0, clears: 0 },
    memory: {
      peakLive: 0,
      peakCall: request.traced ? 0 : null,
      endLive: 0,
      linear: 0,
      baselineLinear: 0,
      allocations: 0,
      deallocations: 0,
      allocatedBytes: 0,
      growths: 0,
      growth: request.growth,
      hardLimit: request.hardLimit,
    },
    instances: { peak: 0, end: 0 },
    collections: { count: [0, 0, 0], collected: 0, freed: 0 },
    calls: 0,
    durationMs: 0,
    traced: request.traced,
    native: request.native,
    error,
  };
}

/** True if live bytes are known: untraced runs count them only at the end. */
export function isMeasured({ traced, memory }: RunResult): boolean {
  return traced || memory.allocations > 0;
}

/** The verdict on a result against the limit; `null` without a verdict. */
export function judge(result: RunResult, limit: number | null): 'pass' | 'fail' | null {
  if (limit === null || result.calls === 0) {
    return null;
  }
  if (result.memory.peakLive > limit) {
    return 'fail';
  }
  // A stopped run may not have reached its peak, so staying under the limit until then proves
  // nothing.
  return result.outcome === 'completed' ? 'pass' : null;
}
