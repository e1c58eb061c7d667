/** The small run that is made unasked, so that the page never begins empty. */

/** Ranges of a preview, the largest first: no range of it is larger than the one in its place. */
const SIZES: readonly (readonly number[])[] = [
  [100, 200],
  [50, 100],
  [10, 20],
];

/** Calls that take so little time that nobody waits for them. */
const MOST_CALLS = 600_000;

/**
 * The ranges of the preview of a run: as large as they can be while no policy makes many calls.
 * `calls` answers how many calls the longest run of some ranges makes.
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
