/** Questions about a run and their answers: plain JSON, in bytes and numbers of allocations. */

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

export type ReportKind = keyof ReportAnswers;

export type ReportAnswer = ReportAnswers[ReportKind];

/** A number of calls, or an instant that has a name. */
export type Instant = number | 'peak' | 'end' | 'released';

/**
 * Native frames that can be left out: those of the allocator and the tracer, and those of Rust's
 * standard library.
 */
export type HiddenFrames = 'allocator' | 'std';

/** A question about a run. */
export interface ReportQuery<Kind extends ReportKind = ReportKind> {
  readonly kind: Kind;
  /**
   * Which frames to show; `python` by default. `native` are hybrid stacks: Python's frames, and
   * below each the native frames that it led to. The run must have been made with native stacks.
   */
  readonly frames?: 'python' | 'native';
  /** Native frames that are left out; their bytes stay with their callers. */
  readonly hide?: readonly HiddenFrames[];
  /** The crate whose native frames alone are shown; the bytes of others stay with their callers. */
  readonly only?: string;
  /** The instant of the answer, where that is not the kind's own. */
  readonly at?: Instant;
  /** The two instants of a difference: of its tree, or of its table. */
  readonly between?: readonly [Instant, Instant];
  /**
   * How many other allocations may come between a temporary allocation and its free; 1 by
   * default. Tables, trees and summaries are of temporary allocations where it is given.
   */
  readonly threshold?: number;
}

/** What a native frame has and a frame of Python has not. */
export interface NativeFrame {
  /** The crate that its code comes from; `null` where that is not known. */
  readonly crate: string | null;
  /** Its code offset: an instruction pointer, in bytes. */
  readonly offset: number;
  /** Whether the compiler has dissolved its call in the caller. */
  readonly inlined: boolean;
}

/** A function of the program, which is native where it has what native frames have. */
export interface Named extends Partial<NativeFrame> {
  /** The function's name; of a tree's root, {@link ROOT}. */
  readonly name: string;
  readonly file: string;
}

/** A place in the program. */
export interface CodePlace extends Named {
  /** The line, from 1; of a tree's root and of a native frame without symbols, 0. */
  readonly line: number;
}

/** The name of a tree's root, which is no frame. */
export const ROOT = '<root>';

/** A frame of a tree, with what it and all that it called add up to. */
export interface TreeNode extends CodePlace {
  readonly bytes: number;
  readonly count: number;
  readonly ownBytes: number;
  readonly ownCount: number;
  /** The largest first. */
  readonly children: readonly TreeNode[];
}

/** A change from one instant to a later one. */
export interface MemoryChange {
  /** The growth, negative where there is less. */
  readonly bytes: number;
  readonly count: number;
  readonly beforeBytes: number;
  readonly afterBytes: number;
  readonly allocatedBytes: number;
  readonly freedBytes: number;
  readonly allocatedCount: number;
  readonly freedCount: number;
}

/** A frame of a tree of differences, with how it and all that it called changed. */
export interface DifferenceNode extends CodePlace, MemoryChange {
  readonly ownBytes: number;
  readonly ownCount: number;
  readonly children: readonly DifferenceNode[];
}

/** A location and how what it allocated itself changed. */
export interface DifferenceRow extends CodePlace, MemoryChange {}

export interface TableRow extends CodePlace {
  readonly bytes: number;
  readonly count: number;
}

export interface SummaryRow extends Named {
  readonly ownBytes: number;
  readonly ownCount: number;
  /** Of the function and all that it called; where it called itself, counted once. */
  readonly totalBytes: number;
  readonly totalCount: number;
}

export interface CauseRow {
  readonly cause: string;
  readonly bytes: number;
  readonly count: number;
  /** The share of all live bytes. */
  readonly percent: number;
}

/** Rows with what they add up to. */
export interface Rows<Row> {
  readonly bytes: number;
  readonly count: number;
  readonly rows: readonly Row[];
}

/** One bin of the histogram of sizes; both ends belong to it. */
export interface Bin {
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly count: number;
}

export interface Stats {
  readonly totalAllocations: number;
  readonly totalBytes: number;
  readonly peakBytes: number;
  readonly histogram: readonly Bin[];
  readonly topLocationsBySize: readonly TableRow[];
  readonly topLocationsByCount: readonly TableRow[];
  readonly topModules: readonly { file: string; bytes: number; count: number }[];
}

/** A frame of Python in a stack. */
export interface PythonStackFrame {
  readonly kind: 'python';
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** A function at a code offset, as the debug information tells it. */
export interface StackSymbol {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly crate: string | null;
  readonly inlined: boolean;
}

/** A call that stood on the shadow stack. */
export interface NativeStackFrame {
  readonly kind: 'native';
  readonly offset: number;
  /** The functions there, the outermost first and the inlined ones within; empty where not known. */
  readonly symbols: readonly StackSymbol[];
}

type StackFrame = PythonStackFrame | NativeStackFrame;

/** One calling context, with what it holds. */
export interface Stack {
  readonly bytes: number;
  readonly count: number;
  /** The outermost first. */
  readonly frames: readonly StackFrame[];
}

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
type DifferenceTableAnswer = MemoryChange & {
  readonly rows: readonly DifferenceRow[];
} & Answered<'table'>;
export type SummaryAnswer = Rows<SummaryRow> & Answered<'summary'>;
export type CauseAnswer = Rows<CauseRow> & Answered<'by-cause'>;
export type StatsAnswer = Stats & Answered<'stats'>;
/** The calling context with the most live bytes. */
export type StackAnswer = Stack & Answered<'stack'>;
