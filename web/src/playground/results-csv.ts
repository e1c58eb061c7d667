/** The results of runs as CSV. */

import { judge, type RunResult } from '../model/run-result.ts';
import { asCsv, type Cell } from '../util/csv.ts';

const COLUMNS: readonly (readonly [string, (result: RunResult, limit: number | null) => Cell])[] = [
  ['policy', (result) => result.policy],
  ['ranges', (result) => result.ranges.join(' ')],
  ['outcome', (result) => result.outcome],
  ['peak_live_bytes', (result) => result.memory.peakLive],
  ['peak_call', (result) => result.memory.peakCall],
  ['end_live_bytes', (result) => result.memory.endLive],
  ['linear_memory_bytes', (result) => result.memory.linear],
  ['instances_peak', (result) => result.instances.peak],
  ['instances_end', (result) => result.instances.end],
  ['hits', (result) => result.cache.hits],
  ['misses', (result) => result.cache.misses],
  ['currsize', (result) => result.cache.currsize],
  ['maxsize', (result) => result.cache.maxsize],
  ['evictions', (result) => result.cache.evictions],
  ['clears', (result) => result.cache.clears],
  ['allocations', (result) => result.memory.allocations],
  ['calls', (result) => result.calls],
  ['duration_ms', (result) => result.durationMs],
  ['limit_bytes', (_, limit) => limit],
  ['verdict', (result, limit) => judge(result, limit)],
  ['error', (result) => result.error],
];

/** Results as CSV, one row a policy, in bytes and milliseconds. */
export function resultsAsCsv(results: readonly RunResult[], limit: number | null): string {
  return asCsv([
    COLUMNS.map(([name]) => name),
    ...results.map((result) => COLUMNS.map(([, value]) => value(result, limit))),
  ]);
}
