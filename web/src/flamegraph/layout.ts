/** Where frames stand: what each is wide, and what is before it in its row. */

import { type Frames, placeOf } from './frames.ts';
import type { Metric } from './state.ts';

/** Starts and widths, in bytes or numbers of allocations. Ends in a row never go down. */
export interface Layout {
  readonly start: Float64Array;
  readonly weight: Float64Array;
}

/** A stretch of the width of a graph. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Children begin where their parent begins; what is the parent's own is at its end. */
export function layoutOf(frames: Frames, metric: Metric): Layout {
  const weight = frames.total[`${metric}Weight`] as Float64Array;
  const start = new Float64Array(frames.length);
  let before = 0;
  for (let frame = 1; frame < frames.length; frame += 1) {
    const above = frames.parent[frame] as number;
    if (frame === frames.firstChild[above]) {
      before = start[above] as number;
    }
    start[frame] = before;
    before += weight[frame] as number;
  }
  return { start, weight };
}

/** Where a frame ends. */
export function endOf({ start, weight }: Layout, frame: number): number {
  return (start[frame] as number) + (weight[frame] as number);
}

/** The first frame from `low` on and before `high`, of one row, which ends after a place; else `high`. */
export function firstEndingAfter(layout: Layout, low: number, high: number, place: number): number {
  let least = low;
  let most = high;
  while (least < most) {
    const middle = (least + most) >> 1;
    if (endOf(layout, middle) > place) {
      most = middle;
    } else {
      least = middle + 1;
    }
  }
  return least;
}

/** The frame at a place of a row, or -1 where there is none. */
export function frameAt(frames: Frames, layout: Layout, row: number, place: number): number {
  if (row < 0 || row >= frames.rows.length - 1 || place < 0) {
    return -1;
  }
  const high = frames.rows[row + 1] as number;
  const frame = firstEndingAfter(layout, frames.rows[row] as number, high, place);
  return frame < high && (layout.start[frame] as number) <= place ? frame : -1;
}

/** The keys from below the root to a frame. */
export function pathTo(frames: Frames, frame: number): string[] {
  return lineage(frames, frame)
    .slice(1)
    .map((ancestor) => frames.keys[frames.place[ancestor] as number] as string);
}

/** The frames from the root to a frame, both included. */
export function lineage(frames: Frames, frame: number): number[] {
  const found: number[] = [];
  for (let above = frame; above >= 0; above = frames.parent[above] as number) {
    found.push(above);
  }
  return found.reverse();
}

/** The frame that a path leads to, or the last one on the way that there is. */
export function resolve(frames: Frames, path: readonly string[]): number {
  let frame = 0;
  for (const key of path) {
    const next = childrenOf(frames, frame).find(
      (child) => frames.keys[frames.place[child] as number] === key,
    );
    if (next === undefined) {
      break;
    }
    frame = next;
  }
  return frame;
}

/** The children of a frame, in their order. */
export function childrenOf(frames: Frames, frame: number): number[] {
  const first = frames.firstChild[frame] as number;
  return Array.from({ length: frames.childCount[frame] as number }, (_, index) => first + index);
}

/** What a place is called in a graph: `fib sums.py:12`. */
export function labelOf(frames: Frames, frame: number): string {
  const { name, file, line } = placeOf(frames, frame);
  const short = file.slice(file.lastIndexOf('/') + 1);
  return file === '' ? name : `${name} ${short}:${line}`;
}
