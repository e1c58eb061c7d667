/** What the reports of a run answer: plain JSON, in bytes and numbers of allocations. */

/** What can be asked for. */
export const REPORT_KINDS = [
  'high-water-mark',
  'leaks',
  'temporary',
  'stats',
  'table',
  'tree',
  'summary',
  'by-cause',
  'at',
  'difference',
] as const;

export type ReportKind = (typeof REPORT_KINDS)[number];

/** A number of calls, or an instant that has a name. */
export type Instant = number | 'peak' | 'end' | 'released';

/** A question about a run. */
export interface ReportQuery {
  readonly kind: ReportKind;
  /** Which frames to show; `python` unless told. */
  readonly frames?: 'python';
  /** The instant that is asked about, where that is not the kind's own. */
  readonly at?: Instant;
  /** The two instants of a difference: of its tree, or of its table. */
  readonly between?: readonly [Instant, Instant];
  /**
   * How many other allocations may come between a temporary allocation and its free; 1 unless
   * told. Tables, trees and summaries are of temporary allocations where it is given.
   */
  readonly threshold?: number;
}

/** A place in the program. */
export interface Place {
  /** The function's name; of a tree's root, {@link ROOT}. */
  readonly name: string;
  readonly file: string;
  /** The line, from 1; of a tree's root, 0. */
  readonly line: number;
}

/** The name of a tree's root, which is no frame. */
export const ROOT = '<root>';

/** A frame of a tree, with what it and all that it called add up to. */
export interface TreeNode extends Place {
  readonly bytes: number;
  readonly count: number;
  readonly ownBytes: number;
  readonly ownCount: number;
  /** The largest first. */
  readonly children: readonly TreeNode[];
}

/** A change from one instant to a later one. */
export interface Changes {
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
export interface DifferenceNode extends Place, Changes {
  readonly ownBytes: number;
  readonly ownCount: number;
  readonly children: readonly DifferenceNode[];
}

/** A location and how what it allocated itself changed. */
export interface DifferenceRow extends Place, Changes {}

export interface TableRow extends Place {
  readonly bytes: number;
  readonly count: number;
}

export interface SummaryRow {
  readonly name: string;
  readonly file: string;
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

/** What every answer has: what was asked for, and the calls made at the instant of the answer. */
interface Answered<Kind extends ReportKind> {
  readonly kind: Kind;
  readonly calls: number;
}

export type TreeAnswer = TreeNode &
  Answered<'high-water-mark' | 'leaks' | 'temporary' | 'tree' | 'at'>;
export type DifferenceAnswer = DifferenceNode & Answered<'difference'>;
export type TableAnswer = Rows<TableRow> & Answered<'table'>;
export type DifferenceTableAnswer = Changes & {
  readonly rows: readonly DifferenceRow[];
} & Answered<'table'>;
export type SummaryAnswer = Rows<SummaryRow> & Answered<'summary'>;
export type CauseAnswer = Rows<CauseRow> & Answered<'by-cause'>;
export type StatsAnswer = Stats & Answered<'stats'>;

export type ReportAnswer =
  | TreeAnswer
  | DifferenceAnswer
  | TableAnswer
  | DifferenceTableAnswer
  | SummaryAnswer
  | CauseAnswer
  | StatsAnswer;
