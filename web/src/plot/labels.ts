/** Texts of the plots, the same on canvas, in the SVG file and for screen readers. */

import type { Collection } from '../model/gc-collections.ts';
import type { RunResult } from '../model/run-result.ts';
import { nameOfUnit, type TickUnit } from '../model/ticks.ts';
import type { Point } from '../model/timeline.ts';
import type { RunView } from '../runs/run-view.ts';
import { formatCount, formatShare } from '../util/format.ts';
import { formatSize, type Size } from '../util/size.ts';

/** The names of the quantities and marks of a plot, within a sentence. */
export const LABELS = {
  live: 'live bytes',
  linear: 'linear memory',
  free: 'held but free',
  peak: 'peak',
  limit: 'limit',
  collection: 'garbage collection',
  instances: 'instances alive',
  entries: 'cache entries',
} as const;

/** The short names for narrow columns and beside values. */
export const SHORT_LABELS = {
  live: 'live',
  linear: 'linear',
  instances: 'instances',
  entries: 'entries',
} as const;

/** A label as the beginning of a sentence, a heading or a button. */
export function capitalized(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** The title of the memory plot. */
export function plotTitle(unit: TickUnit): string {
  return `Memory over ${nameOfUnit(unit)}`;
}

/** A tick of the memory axis. */
export function memoryTick(mebibytes: number): string {
  // Twelve digits are enough, and hide rounding errors of binary fractions.
  return mebibytes === 0 ? '0' : `${Number(mebibytes.toPrecision(12))} MiB`;
}

/** Ticks of an axis of shares, each with its text. */
export const SHARE_TICKS = [0, 0.25, 0.5, 0.75, 1].map(
  (share) => [share, `${100 * share}%`] as const,
);

/** The limit: `limit 70 MB`. */
export function limitLabel({ quantity, unit }: Size): string {
  return `${LABELS.limit} ${quantity} ${unit}`;
}

/** A limit above the top of the memory axis. */
export function hiddenLimitLabel(limit: Size): string {
  return `${limitLabel(limit)} is above this view ↑`;
}

/** The peak of a run, with the call at which a run out of memory ended. */
export function peakLabel({ name, run }: RunView, { memory, outcome, calls }: RunResult): string {
  const ending =
    outcome === 'out-of-memory' && run?.phase === 'finished'
      ? `, out of memory ${atCall(calls)}`
      : '';
  return `${name} ${formatSize(memory.peakLive)}${ending}`;
}

/** A moment of a run: `at call 1,200`. */
export function atCall(calls: number): string {
  return `at call ${formatCount(calls)}`;
}

/** An instant of an axis that ends at `end`. */
export function instantLabel(ticks: number, unit: TickUnit, end: number): string {
  switch (unit) {
    case 'calls':
      return `call ${formatCount(ticks)}`;
    case 'allocations':
      return `allocation ${formatCount(ticks)}`;
    case 'share':
      return `${formatShare(ticks, end)} of each run`;
  }
}

/** Live bytes beside other sizes: `12.3MiB live`. */
export function liveLabel(bytes: number): string {
  return `${formatSize(bytes)} ${SHORT_LABELS.live}`;
}

/** The memory of a run at one instant; without live bytes where they are unknown. */
export function describeMemory({ live, linear }: Point, liveKnown: boolean): string {
  return `${liveKnown ? `${liveLabel(live)} of ` : ''}${formatSize(linear)} ${LABELS.linear}`;
}

/** A collection as text: `collection of generation 2 freed 12.3MiB, 3,400 objects`. */
export function describeCollection(collection: Collection): string {
  const { generation, collected, freed, count } = collection;
  const subject =
    count === 1
      ? `collection of generation ${generation}`
      : `${formatCount(count)} collections up to generation ${generation}`;
  return `${subject} freed ${formatSize(freed)}, ${formatCount(collected)} objects`;
}
