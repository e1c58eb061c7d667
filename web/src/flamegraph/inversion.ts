/** Turns frames over: each place that allocated stands on the root, and on it those that called it. */

import { type Column, type Frames, link } from './frames.ts';

/**
 * More frames than this are not made: where all stacks differ there are as many as calls in all
 * of them, which would take seconds and fill the memory.
 */
const MOST_FRAMES = 2 ** 19;

/**
 * The frames that allocated something themselves, merged by place, with their callers above
 * them, merged by place in turn, each with what it called for. The largest come first.
 */
export function invert(frames: Frames, mostFrames = MOST_FRAMES): Frames {
  const columns = Object.keys(frames.own) as Column[];
  const sums: Partial<Record<Column, number[]>> = {};
  for (const column of columns) {
    sums[column] = [];
  }
  const place: number[] = [];
  const parent: number[] = [];
  // Of each frame, the allocating frames that it stands for, each with its next caller.
  const members: number[][] = [];
  const add = (placeIndex: number, above: number, pairs: number[]): void => {
    place.push(placeIndex);
    parent.push(above);
    members.push(pairs);
    for (const column of columns) {
      sums[column]?.push(sumOf(frames, column, pairs));
    }
  };
  add(frames.place[0] as number, -1, allocating(frames, columns));
  let complete = true;
  for (let frame = 0; frame < members.length; frame += 1) {
    const groups = callersOf(frames, members[frame] as number[]);
    members[frame] = [];
    if (members.length + groups.length > mostFrames) {
      complete = false;
      break;
    }
    for (const [placeIndex, pairs] of groups) {
      add(placeIndex, frame, pairs);
    }
  }
  const total = Object.fromEntries(
    Object.entries(sums).map(([column, values]) => [column, Float64Array.from(values)]),
  );
  return link(frames, place, parent, total, frames.difference, complete);
}

/** Every frame with something of its own, followed by itself, which is the first to stand on the root. */
function allocating(frames: Frames, columns: readonly Column[]): number[] {
  const pairs: number[] = [];
  for (let frame = 0; frame < frames.length; frame += 1) {
    if (columns.some((column) => frames.own[column]?.[frame] !== 0)) {
      pairs.push(frame, frame);
    }
  }
  return pairs;
}

/** The members of a frame by the place of their next caller; who has none, ends at the frame. */
function callersOf(frames: Frames, pairs: readonly number[]): [number, number[]][] {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < pairs.length; index += 2) {
    const member = pairs[index] as number;
    const caller = pairs[index + 1] as number;
    if (caller > 0) {
      const placeIndex = frames.place[caller] as number;
      const group = groups.get(placeIndex);
      if (group === undefined) {
        groups.set(placeIndex, [member, frames.parent[caller] as number]);
      } else {
        group.push(member, frames.parent[caller] as number);
      }
    }
  }
  const sorted = [...groups];
  if (sorted.length > 1) {
    const weights = new Map(
      sorted.map(([placeIndex, group]) => [placeIndex, sumOf(frames, 'bytesWeight', group)]),
    );
    sorted.sort(([one], [other]) => (weights.get(other) ?? 0) - (weights.get(one) ?? 0));
  }
  return sorted;
}

function sumOf(frames: Frames, column: Column, pairs: readonly number[]): number {
  const own = frames.own[column] as Float64Array;
  let sum = 0;
  for (let index = 0; index < pairs.length; index += 2) {
    sum += own[pairs[index] as number] as number;
  }
  return sum;
}
