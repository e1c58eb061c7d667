/** The limits of a program's test. Only what the test itself allocated is judged. */

import type { ProgramTest } from '../engine/python-messages.ts';
import { describeExcess } from '../exercise-tests/memory-test.ts';
import { limitOf } from '../model/memory-limit.ts';
import { linesOfFiles, type Source, shownLine, writePlace } from '../model/places.ts';
import type {
  ReportAnswer,
  ReportQuery,
  TableAnswer,
  TableRow,
  TreeNode,
} from '../model/report-answers.ts';
import type { ProgramFile } from '../model/run-result.ts';
import { formatSize } from '../util/size.ts';

/** The file of what the interpreter allocates before and after a program. */
const INTERPRETER = '<interpreter>';

/** Maximum number of leaking locations in a message. */
const MOST_LEAKS = 5;

/** Maximum number of frames of each. */
const MOST_FRAMES = 5;

/** A test that has passed, and the queries about its run. */
interface Evidence {
  ask(query: ReportQuery): Promise<ReportAnswer>;
  readonly files: readonly ProgramFile[];
  readonly test: ProgramTest;
  /** The maximum of live bytes of the test, without its fixtures. */
  readonly peak: number;
  /** True if that is also the maximum of the run. */
  readonly isWholePeak: boolean;
}

/** The reason why a test fails by its memory; `null` if it does not. */
export async function judgeMemory(evidence: Evidence): Promise<string | null> {
  const { ask, files, test, peak, isWholePeak } = evidence;
  const source = linesOfFiles(files);
  // As in pytest-memray, a test fails if it reaches its limit.
  if (test.limit !== null && peak >= test.limit) {
    // Of a peak below that of the end of the fixtures there are no locations.
    const rows = isWholePeak ? ((await ask({ kind: 'table' })) as TableAnswer).rows : [];
    const locations = ofTest(rows);
    return describeExcess({
      limit: limitOf(test.limit),
      peakLive: peak,
      at: '',
      locations,
      source,
    });
  }
  if (test.leakLimit !== null) {
    const tree = (await ask({ kind: 'at', at: 'end' })) as TreeNode;
    const leaks = leaksIn(tree, test.leakLimit);
    return leaks.length === 0 ? null : describeLeaks(leaks, test.leakLimit, source);
  }
  return null;
}

/** The rows of the test's own allocations. */
export function ofTest(rows: readonly TableRow[]): TableRow[] {
  return rows.filter(({ file, bytes }) => file !== INTERPRETER && bytes > 0);
}

/** A location with bytes that were not freed, with its callers, the innermost first. */
type Leak = readonly [TreeNode, ...TreeNode[]];

/** The locations of a tree whose own bytes reach the limit, the largest first. */
export function leaksIn(root: TreeNode, limit: number): Leak[] {
  const leaks: Leak[] = [];
  const visit = (node: TreeNode, callers: readonly TreeNode[]) => {
    if (node.file === INTERPRETER) {
      return;
    }
    if (node.ownCount > 0 && node.ownBytes >= limit) {
      leaks.push([node, ...callers]);
    }
    for (const child of node.children) {
      visit(child, [node, ...callers]);
    }
  };
  for (const child of root.children) {
    visit(child, []);
  }
  return leaks.sort(([one], [other]) => other.ownBytes - one.ownBytes);
}

function describeLeaks(leaks: readonly Leak[], limit: number, source: Source): string {
  const shown = leaks.slice(0, MOST_LEAKS).flatMap(([place, ...callers]) => {
    const line = shownLine(source, place);
    return [
      `  ${formatSize(place.ownBytes)}  ${place.name} ${writePlace(place)}`,
      ...(line === '' ? [] : [`      ${line}`]),
      ...callers
        .slice(0, MOST_FRAMES - 1)
        .map((caller) => `    ${caller.name} ${writePlace(caller)}`),
    ];
  });
  const rest = leaks.length - MOST_LEAKS;
  return [
    `The test may leave less than ${formatSize(limit)} behind at each location, and left more at ${leaks.length}.`,
    'Allocations that were not freed at its end, with their callers:',
    ...shown,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join('\n');
}
