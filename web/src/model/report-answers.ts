/** Questions about a run and their answers: plain JSON, in bytes and numbers of allocations. */

import type * as inspector from '../../wasm/inspector/highwater_inspector.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The kinds of question. */
export type ReportKind = inspector.Kind;

/** The answer to each kind of question. */
export interface ReportAnswers {
  'high-water-mark': TreeAnswer;
  leaks: TreeAnswer;
  temporary: TreeAnswer;
  tree: TreeAnswer;
  at: TreeAnswer;
  difference: DifferenceAnswer;
  table: TableAnswer | DifferenceTableAnswer;
  summary: SummaryAnswer;
  'by-cause': CauseAnswer;
  stats: StatsAnswer;
  stack: StackAnswer;
}

export type ReportAnswer = ReportAnswers[ReportKind];

/** A number of calls, or an instant that has a name. */
export type Instant = inspector.Instant;

/** Native frames that can be left out. */
export type HiddenFrames = inspector.Hidden;

/** The parts of a question, each of which can be left out. */
type QueryParts = {
  readonly [Part in Exclude<keyof inspector.Query, 'kind'>]?: DeepReadonly<
    NonNullable<inspector.Query[Part]>
  >;
};

/** A question about a run. */
export interface ReportQuery<Kind extends ReportKind = ReportKind> extends QueryParts {
  readonly kind: Kind;
}

/** Properties that a native frame has and a frame of Python has not. */
export type NativeFrame = DeepReadonly<inspector.NativeFrame>;

/** A function of the program, which is native where it has what native frames have. */
export type Named = Pick<SummaryRow, 'name' | 'file' | keyof NativeFrame>;

/** A place in the program. */
export type CodePlace = Pick<TableRow, 'name' | 'file' | 'line' | keyof NativeFrame>;

/** The name of a tree's root, which is no frame. */
export const ROOT = '<root>';

/** A frame of a tree, with the sums of it and all that it called. */
export type TreeNode = DeepReadonly<inspector.TreeNode>;

/** A change from one instant to a later one. */
export type MemoryChange = DeepReadonly<inspector.Changes>;

/** A frame of a tree of differences, with the changes of it and all that it called. */
export type DifferenceNode = DeepReadonly<inspector.Difference>;

/** A location and the changes of what it allocated itself. */
export type DifferenceRow = DeepReadonly<inspector.DifferenceRow>;

/** A location and what it allocated itself. */
export type TableRow = DeepReadonly<inspector.TableRow>;

/** A function with what it allocated itself and with what it called. */
export type SummaryRow = DeepReadonly<inspector.SummaryRow>;

/** The live allocations of a cause. */
export type CauseRow = DeepReadonly<inspector.CauseRow>;

/** Rows with their sums. */
export type Rows<Row> = Readonly<Omit<inspector.Rows<Row>, 'rows'>> & {
  readonly rows: readonly Row[];
};

/** One bin of the histogram of sizes; both ends belong to it. */
export type Bin = DeepReadonly<inspector.Bin>;

/** The totals of a run. */
export type Stats = DeepReadonly<inspector.Stats>;

/** A function at a code offset, as the debug information has it. */
export type StackSymbol = DeepReadonly<inspector.StackSymbol>;

type StackFrame = DeepReadonly<inspector.StackFrame>;

/** A frame of Python in a stack. */
export type PythonStackFrame = Extract<StackFrame, { kind: 'python' }>;

/** A call on the shadow stack. */
export type NativeStackFrame = Extract<StackFrame, { kind: 'native' }>;

/** One calling context, with what it holds. */
export type Stack = DeepReadonly<inspector.Stack>;

/** Parts of every answer: the kind of its question, and the calls made at its instant. */
interface Answered<Kind extends ReportKind> {
  readonly kind: Kind;
  readonly calls: number;
}

/** The kinds of question that are answered with a tree of one instant. */
type TreeKind = 'high-water-mark' | 'leaks' | 'temporary' | 'tree' | 'at';

export type TreeAnswer = TreeNode & Answered<TreeKind>;
export type DifferenceAnswer = DifferenceNode & Answered<'difference'>;
export type TableAnswer = Rows<TableRow> & Answered<'table'>;
type DifferenceTableAnswer = DeepReadonly<inspector.DifferenceRows> & Answered<'table'>;
export type SummaryAnswer = Rows<SummaryRow> & Answered<'summary'>;
export type CauseAnswer = Rows<CauseRow> & Answered<'by-cause'>;
export type StatsAnswer = Stats & Answered<'stats'>;
/** The calling context with the most live bytes. */
export type StackAnswer = Stack & Answered<'stack'>;
