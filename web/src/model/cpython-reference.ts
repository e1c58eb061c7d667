/** What memray measured on CPython, for the policies and ranges it was measured with. */

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

/** The peak of a policy under CPython in bytes; `null` where it was not measured. */
export function cpythonPeak(policy: string, ranges: readonly number[]): number | null {
  return ranges.join(',') === RANGES ? (PEAKS.get(policy) ?? null) : null;
}
