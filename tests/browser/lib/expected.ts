/** Expected results of the real exercise. */

import reference from '../../../crate/exercise/reference/exercise3-cpython.json' with {
  type: 'json',
};

/** The bug and the three solutions, the initial choice. */
export const POLICIES = [
  'class/unbounded',
  'instance/unbounded/gc',
  'class/lru:128',
  'class/unbounded/clear:10',
] as const;

export type ExercisePolicy = (typeof POLICIES)[number];

const [SMALL, LARGE] = reference.ranges as [500, 1000];
const { after_500: AFTER_SMALL, after_both: AFTER_BOTH, currsize } = reference.cache_info;

/** CPython's cache size after each phase. */
const CURRSIZE: Record<ExercisePolicy, readonly [number, number]> = {
  'class/unbounded': [currsize.shared_unbounded.after_500, currsize.shared_unbounded.after_both],
  // The cache of the last instance of the phase.
  'instance/unbounded/gc': [
    currsize.per_instance.each_in_500[1] as number,
    currsize.per_instance.each_in_1000[1] as number,
  ],
  'class/lru:128': [128, 128],
  // The last instance of each phase is a tenth one, after which the cache is cleared.
  'class/unbounded/clear:10': [0, 0],
};

/** The phases of every policy on CPython. */
export function phasesOf(policy: ExercisePolicy) {
  return [
    {
      range: SMALL,
      hits: AFTER_SMALL.hits,
      misses: AFTER_SMALL.misses,
      currsize: CURRSIZE[policy][0],
      lastDigits: reference.last_digit_counts['500'],
    },
    {
      range: LARGE,
      hits: AFTER_BOTH.hits - AFTER_SMALL.hits,
      misses: AFTER_BOTH.misses - AFTER_SMALL.misses,
      currsize: CURRSIZE[policy][1],
      lastDigits: reference.last_digit_counts['1000'],
    },
  ];
}

/** Totals of the whole run on CPython. */
export const TOTALS = AFTER_BOTH;

/** The number of clears of `class/unbounded/clear:10` on CPython. */
export const CLEARS = currsize.clears.every_10.reduce((sum, clears) => sum + clears, 0);

/**
 * The calls of both phases: the generator makes one for each argument, and each makes further
 * calls.
 */
export const CALLS = AFTER_BOTH.hits + AFTER_BOTH.misses;

/** The peak on CPython by memray, in its megabytes of 10⁶ bytes. */
export function cpythonMegabytes(policy: ExercisePolicy): string {
  const variant = reference.variants.find((one) => one.policy === policy);
  if (variant === undefined) throw new Error(`${policy} was not measured`);
  return `${(variant.peak_bytes / 1e6).toFixed(1)} MB`;
}

/**
 * Bytes of the engine's own heap. They are the same on every machine, and change with the size of
 * any data structure of the engine or its libraries.
 */
export const MEMORY: Record<
  ExercisePolicy,
  Record<
    | 'peakLive'
    | 'peakCall'
    | 'endLive'
    | 'linear'
    | 'allocations'
    | 'deallocations'
    | 'allocatedBytes'
    | 'growths',
    number
  >
> = {
  'class/unbounded': {
    peakLive: 598_722_544,
    peakCall: 2_497_000,
    endLive: 598_721_504,
    linear: 641_728_512,
    allocations: 5_291_870,
    deallocations: 1_556_694,
    allocatedBytes: 1_472_803_116,
    growths: 59,
  },
  'instance/unbounded/gc': {
    peakLive: 47_142_408,
    peakCall: 2_487_010,
    endLive: 3_178_572,
    linear: 53_215_232,
    allocations: 4_057_856,
    deallocations: 4_045_897,
    allocatedBytes: 1_471_413_264,
    growths: 21,
  },
  'class/lru:128': {
    peakLive: 139_884,
    peakCall: 504_994,
    endLive: 136_984,
    linear: 3_014_656,
    allocations: 5_291_988,
    deallocations: 5_291_472,
    allocatedBytes: 1_435_065_580,
    growths: 0,
  },
  'class/unbounded/clear:10': {
    peakLive: 5_339_428,
    peakCall: 2_497_000,
    endLive: 0,
    linear: 8_257_536,
    allocations: 5_293_750,
    deallocations: 5_293_750,
    allocatedBytes: 1_471_928_056,
    growths: 5,
  },
};

/** Instances alive: maximum and at the end. */
export const INSTANCES: Record<ExercisePolicy, { peak: number; end: number }> = {
  'class/unbounded': { peak: 1500, end: 1500 },
  'instance/unbounded/gc': { peak: 90, end: 6 },
  'class/lru:128': { peak: 2, end: 1 },
  'class/unbounded/clear:10': { peak: 10, end: 0 },
};

/** The table of results as text, without its times. */
export const TABLE: Record<ExercisePolicy, Record<string, string>> = {
  'class/unbounded': {
    'Peak live': '571.0MiB776.9 MB in CPython',
    'Linear memory': '612.0MiB',
    'End live': '571.0MiB',
    'Instances alive': '1,500peak 1,500',
    Hits: '1,247,000',
    Misses: '1,250,000',
    'Hit ratio': '49.9%',
    currsize: '1,250,000',
    Allocations: '5,291,870',
  },
  'instance/unbounded/gc': {
    'Peak live': '45.0MiB69.2 MB in CPython',
    'Linear memory': '50.8MiB',
    'End live': '3.0MiB',
    'Instances alive': '6peak 90',
    Hits: '1,247,000',
    Misses: '1,250,000',
    'Hit ratio': '49.9%',
    currsize: '1,000',
    Allocations: '4,057,856',
  },
  'class/lru:128': {
    'Peak live': '136.6KiB0.2 MB in CPython',
    'Linear memory': '2.9MiB',
    'End live': '133.8KiB',
    'Instances alive': '1peak 2',
    Hits: '1,247,000',
    Misses: '1,250,000',
    'Hit ratio': '49.9%',
    currsize: '128',
    Allocations: '5,291,988',
  },
  'class/unbounded/clear:10': {
    'Peak live': '5.1MiB6.7 MB in CPython',
    'Linear memory': '7.9MiB',
    'End live': '0B',
    'Instances alive': '0peak 10',
    Hits: '1,247,000',
    Misses: '1,250,000',
    'Hit ratio': '49.9%',
    currsize: '0',
    Allocations: '5,293,750',
  },
};
