/** Peaks measured by memray on CPython, for some policies and ranges. */

import reference from '../../../crate/exercise/reference/exercise3-cpython.json' with {
  type: 'json',
};

interface Variant {
  readonly policy: string;
  readonly peak_bytes: number;
}

const PEAKS: ReadonlyMap<string, number> = new Map(
  (reference.variants as readonly Variant[]).map((variant) => [variant.policy, variant.peak_bytes]),
);

const RANGES = reference.ranges.join(',');

/** The peak of a policy on CPython in bytes; `null` if it was not measured. */
export function cpythonPeak(policy: string, ranges: readonly number[]): number | null {
  return ranges.join(',') === RANGES ? (PEAKS.get(policy) ?? null) : null;
}
