/**
 * One axis for runs of different units, such as calls and allocations: each run is drawn by its
 * share. The axis has the numbers of one of the runs; those of the others are moved to the same
 * share.
 */

import { COLUMNS as COLLECTION_COLUMNS, type Collections } from '../model/gc-collections.ts';
import { COLUMNS as TIMELINE_COLUMNS, type Timeline } from '../model/timeline.ts';
import type { ReportSettings } from '../settings/report-settings.ts';

/** A tick of a run that ends at `from`, moved to a run that ends at `to`. */
export function moved(ticks: number, from: number, to: number): number {
  if (ticks === from) {
    return to;
  }
  return from === 0 ? 0 : (ticks * to) / from;
}

/** An instant of a run that ends at `from`, as one of a run that ends at `to`: a whole number. */
export function movedInstant(ticks: number, from: number, to: number): number {
  return Math.round(moved(Math.min(ticks, from), from, to));
}

/** The chosen instants of a plot. */
export type Chosen = Pick<ReportSettings, 'at' | 'between'>;

/** The chosen instants of a run that ends at `from`, moved to one that ends at `to`. */
export function movedChoice({ at, between }: Chosen, from: number, to: number): Chosen {
  const move = (ticks: number) => movedInstant(ticks, from, to);
  return {
    at: typeof at === 'number' ? move(at) : at,
    between: between === null ? null : [move(between[0]), move(between[1])],
  };
}

/** A timeline of a run that ends at `from`, stretched to end at `to`. */
export function movedTimeline(timeline: Timeline, from: number, to: number): Timeline {
  return movedRows(timeline, TIMELINE_COLUMNS, from, to);
}

/** The collections of a run that ends at `from`, moved to one that ends at `to`. */
export function movedCollections(rows: Collections, from: number, to: number): Collections {
  return movedRows(rows, COLLECTION_COLUMNS, from, to);
}

/** Rows whose first number is a tick. */
function movedRows(rows: Float64Array, columns: number, from: number, to: number): Float64Array {
  if (from === to) {
    return rows;
  }
  return rows.map((value, index) => (index % columns === 0 ? moved(value, from, to) : value));
}
