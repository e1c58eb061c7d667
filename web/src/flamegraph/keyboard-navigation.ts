/** Where the keys lead from a frame. */

import type { FlamegraphState } from '../settings/flamegraph-settings.ts';
import type { Frames } from './frames.ts';
import { childrenOf, type Layout } from './layout.ts';

/**
 * The frame that a key leads to, or the same one where there is none that way. Beside the frame
 * that fills the width, and beside its callers, nothing is on show.
 */
export function walk(
  frames: Frames,
  layout: Layout,
  frame: number,
  key: string,
  arrangement: FlamegraphState['layout'],
  zoomed: number,
): number {
  const inward = arrangement === 'icicle' ? 'ArrowDown' : 'ArrowUp';
  const outward = arrangement === 'icicle' ? 'ArrowUp' : 'ArrowDown';
  switch (key) {
    case inward:
      return inside(frames, layout, frame, zoomed);
    case outward:
      return Math.max(0, frames.parent[frame] as number);
    default:
      return beside(frames, layout, frame, key, zoomed);
  }
}

/** The frames of the same parent that have a width, in their order. */
export function siblingsOf(frames: Frames, layout: Layout, frame: number): number[] {
  return frame === 0
    ? [0]
    : childrenOf(frames, frames.parent[frame] as number).filter(
        (sibling) => (layout.weight[sibling] as number) > 0,
      );
}

/** The widest child; of a caller of the frame that fills the width, the one on the way there. */
function inside(frames: Frames, layout: Layout, frame: number, zoomed: number): number {
  if ((frames.row[frame] as number) < (frames.row[zoomed] as number)) {
    let step = zoomed;
    while ((frames.parent[step] as number) !== frame) {
      step = frames.parent[step] as number;
    }
    return step;
  }
  return childrenOf(frames, frame).reduce(
    (widest, child) =>
      (layout.weight[child] as number) > (widest === frame ? 0 : (layout.weight[widest] as number))
        ? child
        : widest,
    frame,
  );
}

function beside(
  frames: Frames,
  layout: Layout,
  frame: number,
  key: string,
  zoomed: number,
): number {
  if ((frames.row[frame] as number) <= (frames.row[zoomed] as number)) {
    return frame;
  }
  const siblings = siblingsOf(frames, layout, frame);
  const now = siblings.indexOf(frame);
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: Math.max(0, now - 1),
    ArrowRight: Math.min(siblings.length - 1, now + 1),
    Home: 0,
    End: siblings.length - 1,
  };
  return siblings[targets[key] ?? now] ?? frame;
}
