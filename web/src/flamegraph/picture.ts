/** The frames of a flamegraph as rectangles, in pixels. */

import type { FlamegraphState } from '../settings/flamegraph-settings.ts';
import type { Colours } from './colours.ts';
import type { Frames } from './frames.ts';
import { endOf, firstEndingAfter, type Layout, type Range } from './layout.ts';

/** All inputs of a flamegraph's picture. */
export interface Scene {
  readonly frames: Frames;
  readonly layout: Layout;
  readonly arrangement: FlamegraphState['layout'];
  /** The range of the width. */
  readonly range: Range;
  readonly width: number;
  /** The height of all rows, which may exceed the window. */
  readonly height: number;
  readonly rowHeight: number;
  readonly colours: Colours;
  readonly ground: string;
  readonly fill: (frame: number) => string;
  readonly label: (frame: number) => string;
  /** True if a frame has an outline in addition to its colour. */
  readonly marked: (frame: number) => boolean;
  /** True if a frame has a lower edge that marks it as native. */
  readonly edged: (frame: number) => boolean;
}

/** The frame number for neighbours that are each too narrow to be drawn. */
export const NARROW = -1;

/** The thickness of a native frame's edge, in pixels. */
export const EDGE = 2;

/**
 * In pixels; narrower frames are drawn together with their neighbours, or omitted if much narrower.
 */
const NARROWEST = 1;
const FAINTEST = 0.5;

/** Draws a frame, or `NARROW`, at its position; clipped to the picture. */
type Draw = (frame: number, x: number, y: number, width: number) => void;

/** The upper edge of a row. */
export function topOf({ arrangement, height, rowHeight }: Scene, row: number): number {
  return arrangement === 'icicle' ? row * rowHeight : height - (row + 1) * rowHeight;
}

/** The row at a height, whether it has frames or not. */
export function rowAt({ arrangement, height, rowHeight }: Scene, y: number): number {
  return Math.floor((arrangement === 'icicle' ? y : height - y) / rowHeight);
}

/** Visits the frames between two heights, in time proportional to pixels, not frames. */
export function visit(scene: Scene, top: number, bottom: number, draw: Draw): void {
  const ends = [rowAt(scene, top), rowAt(scene, bottom)];
  const first = Math.max(0, Math.min(...ends));
  const last = Math.min(scene.frames.rows.length - 2, Math.max(...ends));
  for (let row = first; row <= last; row += 1) {
    visitRow(scene, row, draw);
  }
}

function visitRow(scene: Scene, row: number, draw: Draw): void {
  const { frames, layout, range, width } = scene;
  const scale = width / (range.to - range.from);
  const y = topOf(scene, row);
  const high = frames.rows[row + 1] as number;
  let frame = firstEndingAfter(layout, frames.rows[row] as number, high, range.from);
  // The range of narrow frames that is still to be drawn.
  let from = 0;
  let to = 0;
  const flush = (): void => {
    if (to - from >= FAINTEST) {
      draw(NARROW, from, y, to - from);
    }
    from = 0;
    to = 0;
  };
  while (frame < high) {
    const start = layout.start[frame] as number;
    if (start >= range.to) {
      break;
    }
    const x = Math.max(0, (start - range.from) * scale);
    if ((layout.weight[frame] as number) * scale >= NARROWEST) {
      flush();
      draw(frame, x, y, Math.min(width, (endOf(layout, frame) - range.from) * scale) - x);
      frame += 1;
    } else {
      const beyond = range.from + (x + NARROWEST) / scale;
      const next = Math.max(frame + 1, firstEndingAfter(layout, frame + 1, high, beyond));
      if (to === 0 || x - to >= NARROWEST) {
        flush();
        from = x;
      }
      to = Math.min(width, (endOf(layout, next - 1) - range.from) * scale);
      frame = next;
    }
  }
  flush();
}
