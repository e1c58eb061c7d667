/** Keyboard navigation between frames. */

import type { FlamegraphState } from '../settings/flamegraph-settings.ts';
import type { Frames } from './frames.ts';
import { childrenOf, type Layout } from './layout.ts';

/**
 * The frame in the direction of a key, or the same frame if there is none. The siblings of the
 * zoomed frame, and of its callers, are not visible.
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

/** The siblings of non-zero width, in order. */
export function siblingsOf(frames: Frames, layout: Layout, frame: number): number[] {
  return frame === 0
    ? [0]
    : childrenOf(frames, frames.parent[frame] as number).filter(
        (sibling) => (layout.weight[sibling] as number) > 0,
      );
}

/** The widest child; for a caller of the zoomed frame, the child on the path to it. */
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
