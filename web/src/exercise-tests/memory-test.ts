/** The test of a run's memory: its high-water mark against a limit. */

import { type Source, sourceAt, writePlace } from '../model/places.ts';
import type { TableRow } from '../model/report-answers.ts';
import { judge, type RunResult } from '../model/run-result.ts';
import type { TestOutcome } from '../model/test-report.ts';
import { formatCount } from '../util/format.ts';
import { explainSize, formatSize, type Size } from '../util/size.ts';

/** A run, and what was live at its peak, the largest location first. */
export interface MemoryEvidence {
  readonly result: RunResult;
  readonly locations: readonly TableRow[];
  /** The program that was run. */
  readonly source: Source;
}

/** Locations that a message names. */
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

/** A high-water mark above its limit, and where it comes from. */
interface Excess {
  readonly limit: Size;
  readonly peakLive: number;
  /** When it was, such as ` at call 5`. */
  readonly at: string;
  /** What was live then, the largest location first. */
  readonly locations: readonly TableRow[];
  readonly source: Source;
}

/** Why the test failed: the run did not come to its end, or it went over its limit, and where. */
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

/** By how much a limit was passed, and the largest locations. */
export function describeExcess({ limit, peakLive, at, locations, source }: Excess): string {
  const largest = locations.slice(0, MOST_LOCATIONS);
  const rest = locations.slice(MOST_LOCATIONS);
  const width = Math.max(0, ...largest.map(({ bytes }) => formatSize(bytes).length));
  const lines = largest.flatMap((row) => {
    const line = sourceAt(source, row);
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
    'The high-water mark is above the memory limit.',
    `Limit      ${explainSize(limit)}`,
    `Allocated  ${formatSize(peakLive)} (${formatCount(peakLive)} B) live${at}`,
    ...(lines.length === 0 ? [] : ['Largest locations at that instant:', ...lines]),
  ].join('\n');
}
