/** The record of a soak: the tab's memory, and whether it grew. */

import type { TabMemory } from './tab-memory.ts';

/** The tab at rest after a round. */
export interface Sample extends TabMemory {
  /** Minutes since the start. */
  readonly minute: number;
  /** Cases and runs so far. */
  readonly cases: number;
  readonly runs: number;
}

/** A measured size of a tab. */
export type Size = 'heap' | 'resident';

/** The trend of a size in the second half of a soak. */
export interface Trend {
  /** Bytes per hour: the median of the slopes between any two samples (Theil and Sen). */
  readonly perHour: number;
  /** Bytes by which it rose in that half, by this slope. */
  readonly rise: number;
  /** Standard deviations by which the order of the samples differs from chance (Mann and Kendall). */
  readonly deviations: number;
  /** True if the rise is both more than chance and more than it may be. */
  readonly isGrowth: boolean;
}

/** Least number of samples, in the second half, by which a trend is judged. */
const LEAST = 8;

/** Standard deviations of an order that is more than chance. */
const NO_CHANCE = 3;

/** The bytes by which a size may rise in the second half. */
const TOLERATED: Readonly<Record<Size, number>> = {
  heap: 1024 ** 2,
  resident: 24 * 1024 ** 2,
};

const MINUTES_PER_HOUR = 60;

/** The trend of a size; `null` if there are too few samples, or the size is unknown. */
export function trendOf(samples: readonly Sample[], size: Size): Trend | null {
  const half = samples.slice(Math.floor(samples.length / 2));
  const points = half.flatMap((sample) => {
    const bytes = sample[size];
    return bytes === null ? [] : [[sample.minute, bytes] as const];
  });
  if (points.length < LEAST || points.length < half.length) {
    return null;
  }
  const slopes: number[] = [];
  let order = 0;
  for (const [index, [minute, bytes]] of points.entries()) {
    for (const [laterMinute, laterBytes] of points.slice(index + 1)) {
      slopes.push((laterBytes - bytes) / (laterMinute - minute));
      order += Math.sign(laterBytes - bytes);
    }
  }
  const count = points.length;
  const deviations = order / Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const slope = medianOf(slopes);
  const duration = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  const rise = slope * duration;
  return {
    perHour: slope * MINUTES_PER_HOUR,
    rise,
    deviations,
    isGrowth: deviations > NO_CHANCE && rise > TOLERATED[size],
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const COLUMNS = [
  'minute',
  'cases',
  'runs',
  'heap',
  'resident',
  'nodes',
  'listeners',
  'workers',
] as const satisfies readonly (keyof Sample)[];

/** The samples as a table of tab-separated values; an unknown size is empty. */
export function tableOf(samples: readonly Sample[]): string {
  const rows = samples.map((sample) =>
    COLUMNS.map((name) => (name === 'minute' ? sample.minute.toFixed(2) : (sample[name] ?? ''))),
  );
  return [COLUMNS, ...rows].map((row) => `${row.join('\t')}\n`).join('');
}
