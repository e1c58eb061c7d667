/** Comparison of two runs' answers to the same query: an answer with their difference. */

import type { Source } from '../../model/places.ts';
import type { ReportAnswer, TableAnswer, TreeAnswer } from '../../model/report-answers.ts';
import { differenceOfTables, differenceOfTrees, type Side } from './run-difference.ts';

/** A difference as an answer, with the source lines of its places. */
export interface ComparedAnswer {
  readonly answer: ReportAnswer;
  readonly source: Source;
}

/** Compares two answers; `null` if they are not of one instant each. */
export type CompareAnswers = (
  before: Side<ReportAnswer>,
  after: Side<ReportAnswer>,
) => ComparedAnswer | null;

export function compareTrees(
  before: Side<ReportAnswer>,
  after: Side<ReportAnswer>,
): ComparedAnswer | null {
  const [old, fresh] = [before.report, after.report];
  if (!isTree(old) || !isTree(fresh)) {
    return null;
  }
  const { report, source } = differenceOfTrees(
    { report: old, source: before.source },
    { report: fresh, source: after.source },
  );
  return { answer: { ...report, kind: 'difference', calls: fresh.calls }, source };
}

export function compareTables(
  before: Side<ReportAnswer>,
  after: Side<ReportAnswer>,
): ComparedAnswer | null {
  const [old, fresh] = [before.report, after.report];
  if (!isTable(old) || !isTable(fresh)) {
    return null;
  }
  const { report, source } = differenceOfTables(
    { report: old.rows, source: before.source },
    { report: fresh.rows, source: after.source },
  );
  return { answer: { ...report, kind: 'table', calls: fresh.calls }, source };
}

function isTree(answer: ReportAnswer): answer is TreeAnswer {
  return 'children' in answer && answer.kind !== 'difference';
}

function isTable(answer: ReportAnswer): answer is TableAnswer {
  return answer.kind === 'table' && !('beforeBytes' in answer);
}
