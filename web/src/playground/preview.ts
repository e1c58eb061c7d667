/** The small run made on loading, so that the page never begins empty. */

/** Ranges of a preview, the largest first: no range exceeds the one at the same place before it. */
const SIZES: readonly (readonly number[])[] = [
  [100, 200],
  [50, 100],
  [10, 20],
];

/** Maximum number of calls that take no noticeable time. */
const MOST_CALLS = 600_000;

/**
 * The ranges of a run's preview: the largest for which no policy makes too many calls. `calls`
 * returns the calls of the longest run with some ranges.
 */
export function previewRanges(
  ranges: readonly number[],
  calls: (ranges: readonly number[]) => number,
): number[] {
  const candidates = SIZES.map((largest) =>
    ranges.slice(0, largest.length).map((range, index) => Math.min(range, largest[index] ?? range)),
  );
  return candidates.find((some) => calls(some) <= MOST_CALLS) ?? candidates.at(-1) ?? [];
}
