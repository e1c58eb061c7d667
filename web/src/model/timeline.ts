/**
 * Timelines: live bytes and counts by tick. A tick is a call of the exercise or an allocation of a
 * program.
 *
 * The inspector sends rows of six numbers in one `Float64Array`, ordered by time.
 */

/** Numbers in a row. */
export const COLUMNS = 6;

export type Timeline = Float64Array;

/** One row of a timeline. */
export interface Point {
  readonly ticks: number;
  readonly live: number;
  readonly linear: number;
  readonly instances: number;
  readonly entries: number;
  readonly elapsedMs: number;
}

/**
 * Freed memory that is still committed: the growth of linear memory since the start of the run,
 * less live bytes. `baseline` is the engine's initial linear memory.
 */
export function freeBytes(point: Pick<Point, 'live' | 'linear'>, baseline: number): number {
  return Math.max(0, point.linear - baseline - point.live);
}

/** A column of a timeline that a plot can draw. */
export type Quantity = 'live' | 'linear' | 'instances' | 'entries';

const COLUMN_OF: Readonly<Record<Quantity, number>> = {
  live: 1,
  linear: 2,
  instances: 3,
  entries: 4,
};

export const EMPTY_TIMELINE: Timeline = new Float64Array();

export function rowCount(timeline: Timeline): number {
  return Math.floor(timeline.length / COLUMNS);
}

/** A value of an existing row. */
function cell(timeline: Timeline, row: number, column: number): number {
  return timeline[row * COLUMNS + column] ?? 0;
}

export function pointOf(timeline: Timeline, row: number): Point {
  return {
    ticks: cell(timeline, row, 0),
    live: cell(timeline, row, 1),
    linear: cell(timeline, row, 2),
    instances: cell(timeline, row, 3),
    entries: cell(timeline, row, 4),
    elapsedMs: cell(timeline, row, 5),
  };
}

export function lastPoint(timeline: Timeline): Point | null {
  const rows = rowCount(timeline);
  return rows === 0 ? null : pointOf(timeline, rows - 1);
}

/** The last row at or before `ticks`; `null` before the first. */
export function pointAt(timeline: Timeline, ticks: number): Point | null {
  let low = 0;
  let high = rowCount(timeline);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cell(timeline, middle, 0) <= ticks) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low === 0 ? null : pointOf(timeline, low - 1);
}

/** The largest value of one quantity, 0 for an empty timeline. */
export function maximum(timeline: Timeline, quantity: Quantity): number {
  const column = COLUMN_OF[quantity];
  let largest = 0;
  for (let index = column; index < timeline.length; index += COLUMNS) {
    largest = Math.max(largest, timeline[index] ?? 0);
  }
  return largest;
}

/** The number of times that live bytes fell below half from one row to the next. */
export function countFalls(timeline: Timeline): number {
  let falls = 0;
  for (let row = 1; row < rowCount(timeline); row += 1) {
    if (cell(timeline, row, 1) < cell(timeline, row - 1, 1) / 2) {
      falls += 1;
    }
  }
  return falls;
}

/** Timelines on a shared x axis, as a plot needs them. */
interface Aligned {
  /** Ticks, ascending; repeated for several rows of a timeline at one tick. */
  readonly ticks: Float64Array;
  /** For each timeline the row at each x, -1 if it has none. */
  readonly rows: readonly Int32Array[];
}

/** Merges timelines on the union of their x values. Every row is included. */
export function align(timelines: readonly Timeline[]): Aligned {
  const counts = timelines.map(rowCount);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ticks = new Float64Array(total);
  const rows = timelines.map(() => new Int32Array(total).fill(-1));
  const next = timelines.map(() => 0);
  let length = 0;
  for (;;) {
    let smallest = Number.POSITIVE_INFINITY;
    timelines.forEach((timeline, index) => {
      const row = next[index] ?? 0;
      if (row < (counts[index] ?? 0)) {
        smallest = Math.min(smallest, cell(timeline, row, 0));
      }
    });
    if (smallest === Number.POSITIVE_INFINITY) {
      break;
    }
    ticks[length] = smallest;
    timelines.forEach((timeline, index) => {
      const row = next[index] ?? 0;
      if (row < (counts[index] ?? 0) && cell(timeline, row, 0) === smallest) {
        (rows[index] as Int32Array)[length] = row;
        next[index] = row + 1;
      }
    });
    length += 1;
  }
  return { ticks: ticks.slice(0, length), rows: rows.map((column) => column.slice(0, length)) };
}

/**
 * One quantity of a timeline along a shared x axis, scaled and at least `floor`; `undefined` if the
 * timeline has no row.
 */
export function alignedColumn(
  timeline: Timeline,
  rows: Int32Array,
  quantity: Quantity,
  factor = 1,
  floor = 0,
): (number | undefined)[] {
  const column = COLUMN_OF[quantity];
  return Array.from(rows, (row) =>
    row < 0 ? undefined : Math.max(floor, cell(timeline, row, column) * factor),
  );
}

/** `count` tick values spread evenly from 0 to `end`, both included. */
export function spread(end: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round((end * index) / (count - 1)));
}
