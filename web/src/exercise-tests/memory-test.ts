/** The test of a run's memory: its peak against a limit. */

import { type Source, shownLine, writePlace } from '../model/places.ts';
import type { TableRow } from '../model/report-answers.ts';
import { judge, type RunResult } from '../model/run-result.ts';
import type { TestOutcome } from '../model/test-report.ts';
import { formatCount } from '../util/format.ts';
import { explainSize, formatSize, type Size } from '../util/size.ts';

/** A run, and the live bytes at its peak, the largest location first. */
export interface MemoryEvidence {
  readonly result: RunResult;
  readonly locations: readonly TableRow[];
  /** The program of the run. */
  readonly source: Source;
}

/** Maximum number of locations in a message. */
const MOST_LOCATIONS = 5;

export function testMemory(name: string, evidence: MemoryEvidence, limit: Size): TestOutcome {
  const { result } = evidence;
  const passed = judge(result, limit.bytes) === 'pass';
  return {
    name,
    passed,
    message: passed ? null : describeFailure(evidence, limit),
    durationMs: result.durationMs,
    peakLive: result.memory.peakLive,
  };
}

/** A peak above its limit, and its locations. */
interface Excess {
  readonly limit: Size;
  readonly peakLive: number;
  /** The instant of the peak, such as ` at call 5`. */
  readonly at: string;
  /** The live bytes at that instant, the largest location first. */
  readonly locations: readonly TableRow[];
  readonly source: Source;
}

/** The reason why the test failed: the run did not complete, or exceeded its limit, and where. */
function describeFailure({ result, locations, source }: MemoryEvidence, limit: Size): string {
  const { outcome, error, memory, calls } = result;
  const { peakLive, peakCall } = memory;
  const at = peakCall === null ? '' : ` at call ${formatCount(peakCall)}`;
  const over =
    judge(result, limit.bytes) === 'fail'
      ? describeExcess({ limit, peakLive, at, locations, source })
      : '';
  if (outcome === 'completed') {
    return over;
  }
  const end = error ?? `the run was ${outcome}`;
  const reached = `It ended at call ${formatCount(calls)}, with a peak of ${formatSize(peakLive)}.`;
  return [end, over === '' ? reached : over].join('\n');
}

/** The bytes that reach a limit, and the largest locations. */
export function describeExcess({ limit, peakLive, at, locations, source }: Excess): string {
  const largest = locations.slice(0, MOST_LOCATIONS);
  const rest = locations.slice(MOST_LOCATIONS);
  const width = Math.max(0, ...largest.map(({ bytes }) => formatSize(bytes).length));
  const lines = largest.flatMap((row) => {
    const line = shownLine(source, row);
    return [
      `  ${formatSize(row.bytes).padStart(width)}  ${row.name} ${writePlace(row)}`,
      ...(line === '' ? [] : [`  ${' '.repeat(width)}    ${line}`]),
    ];
  });
  if (rest.length > 0) {
    const bytes = rest.reduce((sum, row) => sum + row.bytes, 0);
    lines.push(`  ${formatSize(bytes).padStart(width)}  in ${rest.length} other locations`);
  }
  return [
    `The high-water mark is ${peakLive === limit.bytes ? 'at' : 'above'} the memory limit.`,
    `Limit      ${explainSize(limit)}`,
    `Allocated  ${formatSize(peakLive)} (${formatCount(peakLive)} B) live${at}`,
    ...(lines.length === 0 ? [] : ['Largest locations at that instant:', ...lines]),
  ].join('\n');
}
