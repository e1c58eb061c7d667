/** A test report as text in the style of pytest. */

import type { TestOutcome } from '../model/test-report.ts';
import { formatDuration } from '../util/format.ts';
import { formatSize } from '../util/size.ts';

/** Columns of the text. */
const WIDTH = 88;

/** A report, complete or partial. */
interface TextSubject {
  readonly policy: string;
  /** As text. */
  readonly ranges: string;
  /** As text. */
  readonly limit: string;
  /** The name of the tests' file. */
  readonly file: string;
  readonly tests: readonly TestOutcome[];
  /** The number of tests. */
  readonly count: number;
}

/** The share of tests done, in percent and right-aligned: `[ 16%]`. */
export function writeShare(done: number, count: number): string {
  return `[${Math.floor((100 * done) / count)
    .toString()
    .padStart(3)}%]`;
}

export function writeVerdict({ passed }: TestOutcome): string {
  return passed ? 'PASSED' : 'FAILED';
}

/** The last line: `1 failed, 5 passed in 2.31 s, peak 571.0MiB`. */
export function writeSummary(tests: readonly TestOutcome[]): string {
  const failed = tests.filter(({ passed }) => !passed).length;
  const passed = tests.length - failed;
  const time = tests.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const peak = Math.max(0, ...tests.map(({ peakLive }) => peakLive));
  const counts = [
    failed > 0 ? `${failed} failed` : '',
    passed > 0 || failed === 0 ? `${passed} passed` : '',
  ].filter((part) => part !== '');
  return `${counts.join(', ')} in ${formatDuration(time)}, highest peak ${formatSize(peak)}`;
}

/** The report as one text, for copying. */
export function writeReport({ policy, ranges, limit, file, tests, count }: TextSubject): string {
  const lines = tests.map((test, index) => {
    const figures = `${formatDuration(test.durationMs)}  ${formatSize(test.peakLive)}`;
    return `${file}::${test.name} ${writeVerdict(test)} ${writeShare(index + 1, count)}  ${figures}`;
  });
  const failures = tests.flatMap(({ name, message }) =>
    message === null ? [] : [ruled('_', name), message],
  );
  return [
    ruled('=', `${policy}, ranges ${ranges}, memory limit ${limit}`),
    ...lines,
    ...(failures.length === 0 ? [] : [ruled('=', 'failures'), ...failures]),
    ruled('=', writeSummary(tests)),
    '',
  ].join('\n');
}

function ruled(character: string, text: string): string {
  const left = Math.max(3, Math.floor((WIDTH - text.length - 2) / 2));
  const right = Math.max(3, WIDTH - text.length - 2 - left);
  return `${character.repeat(left)} ${text} ${character.repeat(right)}`;
}
