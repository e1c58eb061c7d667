/**
 * Inverts frames: each place that allocated is a child of the root, and its callers are its
 * children.
 */

import { type FrameColumn, type Frames, link } from './frames.ts';

/**
 * Maximum number of frames: if all stacks differ there are as many frames as calls in all of them,
 * which would take seconds and fill the memory.
 */
const MOST_FRAMES = 2 ** 19;

/**
 * The frames with allocations of their own, merged by place, with their callers above them, also
 * merged by place, each with the amounts that it requested. The largest are first.
 */
export function invert(frames: Frames, mostFrames = MOST_FRAMES): Frames {
  const columns = Object.keys(frames.own) as FrameColumn[];
  const own = columns.map((column) => frames.own[column] as Float64Array);
  const sums: number[][] = columns.map(() => []);
  const place: number[] = [];
  const parent: number[] = [];
  // For each inverted frame, the allocating frames merged into it, each with its next caller.
  const members: Pairs[] = [];
  const add = (placeIndex: number, above: number, pairs: Pairs): void => {
    place.push(placeIndex);
    parent.push(above);
    members.push(pairs);
    for (let index = 0; index < own.length; index += 1) {
      (sums[index] as number[]).push(sumOf(own[index] as Float64Array, pairs));
    }
  };
  add(frames.place[0] as number, -1, allocating(frames, own));
  let complete = true;
  for (let frame = 0; frame < members.length; frame += 1) {
    const groups = callersOf(frames, members[frame] as Pairs);
    members[frame] = NONE;
    if (members.length + groups.length > mostFrames) {
      complete = false;
      break;
    }
    for (const [placeIndex, pairs] of groups) {
      add(placeIndex, frame, pairs);
    }
  }
  const total = Object.fromEntries(
    columns.map((column, index) => [column, Float64Array.from(sums[index] as number[])]),
  );
  return link(frames, place, parent, total, frames.difference, complete);
}

/** Frames in pairs: an allocating frame, and the next of its callers. */
type Pairs = readonly number[];

const NONE: Pairs = [];

/** Every frame with values of its own, paired with itself as the first child of the root. */
function allocating(frames: Frames, own: readonly Float64Array[]): Pairs {
  const pairs: number[] = [];
  for (let frame = 0; frame < frames.length; frame += 1) {
    if (own.some((column) => column[frame] !== 0)) {
      pairs.push(frame, frame);
    }
  }
  return pairs;
}

/** The members of a frame by the place of their next caller; members without one end here. */
function callersOf(frames: Frames, pairs: Pairs): readonly (readonly [number, Pairs])[] {
  if (pairs.length === 2) {
    // Deep in the graph most frames have one member.
    const [member = 0, caller = 0] = pairs;
    return caller > 0
      ? [[frames.place[caller] as number, [member, frames.parent[caller] as number]]]
      : [];
  }
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
  const weight = frames.own.bytesWeight as Float64Array;
  return [...groups]
    .map(([placeIndex, group]) => ({ placeIndex, group, weight: sumOf(weight, group) }))
    .sort((one, other) => other.weight - one.weight)
    .map(({ placeIndex, group }) => [placeIndex, group] as const);
}

function sumOf(own: Float64Array, pairs: Pairs): number {
  let sum = 0;
  for (let index = 0; index < pairs.length; index += 2) {
    sum += own[pairs[index] as number] as number;
  }
  return sum;
}
