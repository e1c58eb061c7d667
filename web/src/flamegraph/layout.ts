/** Positions of frames: their widths, and their starts within a row. */

import { isNative, isNativeKey, shortName } from '../model/places.ts';
import type { Metric } from '../settings/flamegraph-settings.ts';
import { type Frames, placeOf } from './frames.ts';

/** Starts and widths, in bytes or allocations. Ends within a row are ascending. */
export interface Layout {
  readonly start: Float64Array;
  readonly weight: Float64Array;
}

/** A stretch of the width of a graph. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Children begin where their parent begins; the parent's own part is at its end. */
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

/** The end of a frame. */
export function endOf({ start, weight }: Layout, frame: number): number {
  return (start[frame] as number) + (weight[frame] as number);
}

/** The first frame of a row, in `low` to `high`, that ends after a position; otherwise `high`. */
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

/** The frame at a position of a row, or -1. */
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

/** The frame at the end of a path, or its last existing frame. */
export function resolve(frames: Frames, path: readonly string[]): number {
  return follow(frames, path).frame;
}

/**
 * The frame at the end of a path, and the number of its frames that are missing.
 *
 * A path is valid with and without native frames, whatever the filter: frames between two frames of
 * the path are skipped along the widest way, and frames of the path that do not exist are left out.
 */
export function follow(
  frames: Frames,
  path: readonly string[],
): { readonly frame: number; readonly missing: number } {
  let frame = 0;
  let missing = 0;
  for (const [index, key] of path.entries()) {
    const next = nearest(frames, frame, key);
    if (next !== null) {
      frame = next;
      missing = 0;
    } else if (!isNativeKey(key)) {
      return { frame, missing: missing + path.length - index };
    } else if (frames.native) {
      missing += 1;
    }
  }
  return { frame, missing };
}

/** The widest descendant with a key and only native frames in between. */
function nearest(frames: Frames, frame: number, key: string): number | null {
  const keyAt = (index: number) => frames.keys[frames.place[index] as number];
  const below = childrenOf(frames, frame);
  const child = below.find((index) => keyAt(index) === key);
  if (child !== undefined || !frames.native) {
    return child ?? null;
  }
  const weight = frames.total.bytesWeight as Float64Array;
  let widest = -1;
  for (let next = below.pop(); next !== undefined; next = below.pop()) {
    if (keyAt(next) === key) {
      widest = widest < 0 || (weight[next] as number) > (weight[widest] as number) ? next : widest;
    } else if (isNative(placeOf(frames, next))) {
      below.push(...childrenOf(frames, next));
    }
  }
  return widest < 0 ? null : widest;
}

/** The children of a frame, in order. */
export function childrenOf(frames: Frames, frame: number): number[] {
  const first = frames.firstChild[frame] as number;
  return Array.from({ length: frames.childCount[frame] as number }, (_, index) => first + index);
}

/** The label of a place in a graph: `fib sums.py:12`. */
export function labelOf(frames: Frames, frame: number): string {
  const place = placeOf(frames, frame);
  const { name, file, line } = place;
  const short = file.slice(file.lastIndexOf('/') + 1);
  const called = isNative(place) ? shortName(name) : name;
  return file === '' ? called : `${called} ${short}:${line}`;
}
