/** Wording of a frame's amounts. */

import { describeNative, isNative, writePlace } from '../model/places.ts';
import type { Metric } from '../settings/flamegraph-settings.ts';
import { formatCount, formatShare } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import { type FrameColumn, type Frames, numberOf, placeOf, type Quantity } from './frames.ts';
import type { Search } from './search.ts';

/** The displayed facts about a frame. */
export interface FrameFacts {
  readonly name: string;
  /** `file:line`; empty for the root. */
  readonly place: string;
  /** Additional facts about a native frame; empty for others. */
  readonly native: string;
  readonly amounts: readonly string[];
  /** The source line without its indentation; empty if unknown. */
  readonly source: string;
}

interface FactsOptions {
  readonly metric: Metric;
  readonly inverted: boolean;
  /** The frame that fills the width. */
  readonly zoomed: number;
  readonly source: ReadonlyMap<string, readonly string[]>;
}

/** The name of the root. */
export const WHOLE = 'All';

export function factsOf(frames: Frames, frame: number, options: FactsOptions): FrameFacts {
  const place = placeOf(frames, frame);
  const { name, file, line } = place;
  const amounts = frames.difference
    ? changesOf(frames, frame, options)
    : sumsOf(frames, frame, options);
  return {
    name: frame === 0 ? WHOLE : name,
    place: frame === 0 ? '' : writePlace(place),
    native: isNative(place) ? describeNative(place) : '',
    amounts,
    source: (options.source.get(file)?.[line - 1] ?? '').trim(),
  };
}

/** The facts as one sentence or so. */
export function sentenceOf({ name, place, native, amounts, source }: FrameFacts): string {
  return [name, place, native, ...amounts, source].filter((part) => part !== '').join(', ');
}

/** The result of a search: the number of frames, and their sums. */
export function describeSearch(
  found: Search & { problem: null },
  frames: Frames,
  metric: Metric,
): string {
  const matches = `${formatCount(found.frames)} ${found.frames === 1 ? 'frame matches' : 'frames match'}`;
  if (frames.difference) {
    return `${matches}, ${changeOf(found.bytes, metric, found.count)}`;
  }
  const amount = metric === 'bytes' ? formatSize(found.bytes) : allocations(found.count);
  return `${matches}, ${amount}, ${formatShare(found[metric], numberOf(frames.total, metric, 0))}`;
}

/** A number with its sign, also for zero: `+1.0KiB`, `−2.5MiB`, `±0B`. */
export function signed(value: number, write: (value: number) => string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${write(Math.abs(value))}`;
}

function sumsOf(
  frames: Frames,
  frame: number,
  { metric, inverted, zoomed }: FactsOptions,
): string[] {
  const { total, own } = frames;
  const amounts = [
    `${formatSize(numberOf(total, 'bytes', frame))} in ${allocations(numberOf(total, 'count', frame))}`,
    ...sharesOf(frames, frame, metric, zoomed),
  ];
  if (!inverted && frame !== 0) {
    amounts.push(
      `own ${formatSize(numberOf(own, 'bytes', frame))} in ${allocations(numberOf(own, 'count', frame))}`,
    );
  }
  return amounts;
}

function changesOf(frames: Frames, frame: number, { metric, zoomed }: FactsOptions): string[] {
  const value = (quantity: Quantity): number => numberOf(frames.total, quantity, frame);
  return [
    signed(value('bytes'), formatSize),
    `${signed(value('count'), formatCount)} allocations`,
    `${formatSize(value('beforeBytes'))} before`,
    `${formatSize(value('afterBytes'))} after`,
    `${formatSize(value('allocatedBytes'))} allocated (${allocations(value('allocatedCount'))})`,
    `${formatSize(value('freedBytes'))} freed (${frees(value('freedCount'))})`,
    ...sharesOf(frames, frame, `${metric}Weight`, zoomed),
  ];
}

function sharesOf(frames: Frames, frame: number, column: FrameColumn, zoomed: number): string[] {
  const share = (whole: number): string =>
    formatShare(numberOf(frames.total, column, frame), numberOf(frames.total, column, whole));
  const shares = [`${share(0)} of the whole${frames.difference ? ' width' : ''}`];
  // A caller of the zoomed frame is not part of it.
  if (zoomed !== 0 && (frames.row[frame] as number) > (frames.row[zoomed] as number)) {
    shares.push(`${share(zoomed)} of the zoomed frame`);
  }
  return shares;
}

function changeOf(bytes: number, metric: Metric, count: number): string {
  return metric === 'bytes'
    ? `${signed(bytes, formatSize)}`
    : `${signed(count, formatCount)} allocations`;
}

function allocations(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'allocation' : 'allocations'}`;
}

function frees(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'free' : 'frees'}`;
}
