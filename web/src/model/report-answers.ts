/** Queries about a run and their answers: plain JSON, in bytes and numbers of allocations. */

import type * as inspector from '../../wasm/inspector/highwater_inspector.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The kinds of query. */
export type ReportKind = inspector.Kind;

/** The answer to each kind of query. */
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

/** A number of calls, or a named instant. */
export type Instant = inspector.Instant;

/** The native frames to hide. */
export type HiddenFrames = inspector.Hidden;

/** The optional parts of a query. */
type QueryParts = {
  readonly [Part in Exclude<keyof inspector.Query, 'kind'>]?: DeepReadonly<
    NonNullable<inspector.Query[Part]>
  >;
};

/** A query about a run. */
export interface ReportQuery<Kind extends ReportKind = ReportKind> extends QueryParts {
  readonly kind: Kind;
}

/** Properties of native frames only. */
export type NativeFrame = DeepReadonly<inspector.NativeFrame>;

/** A function of the program, native if it has the properties of native frames. */
export type Named = Pick<SummaryRow, 'name' | 'file' | keyof NativeFrame>;

/** A place in the program. */
export type CodePlace = Pick<TableRow, 'name' | 'file' | 'line' | keyof NativeFrame>;

/** The name of a tree's root, which is not a frame. */
export const ROOT = '<root>';

/** A frame of a tree, with its sums including its callees. */
export type TreeNode = DeepReadonly<inspector.TreeNode>;

/** A change from one instant to a later one. */
export type MemoryChange = DeepReadonly<inspector.Changes>;

/** A frame of a difference tree, with its changes including its callees. */
export type DifferenceNode = DeepReadonly<inspector.Difference>;

/** A location and the changes of its own allocations. */
export type DifferenceRow = DeepReadonly<inspector.DifferenceRow>;

/** A location and its own allocations. */
export type TableRow = DeepReadonly<inspector.TableRow>;

/** A function with its own allocations and those including its callees. */
export type SummaryRow = DeepReadonly<inspector.SummaryRow>;

/** The live allocations of a cause. */
export type CauseRow = DeepReadonly<inspector.CauseRow>;

/** Rows with their sums. */
export type Rows<Row> = Readonly<Omit<inspector.Rows<Row>, 'rows'>> & {
  readonly rows: readonly Row[];
};

/** One bin of the size histogram; both ends are included. */
export type Bin = DeepReadonly<inspector.Bin>;

/** The totals of a run. */
export type Stats = DeepReadonly<inspector.Stats>;

/** A function at a code offset, from the debug information. */
export type StackSymbol = DeepReadonly<inspector.StackSymbol>;

type StackFrame = DeepReadonly<inspector.StackFrame>;

/** A frame of Python in a stack. */
export type PythonStackFrame = Extract<StackFrame, { kind: 'python' }>;

/** A call on the shadow stack. */
export type NativeStackFrame = Extract<StackFrame, { kind: 'native' }>;

/** A calling context and its live bytes. */
export type Stack = DeepReadonly<inspector.Stack>;

/** Parts of every answer: the kind of its query, and the calls made at its instant. */
interface Answered<Kind extends ReportKind> {
  readonly kind: Kind;
  readonly calls: number;
}

/** The kinds of query whose answer is a tree at one instant. */
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
