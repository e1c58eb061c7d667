/** The small run that is made unasked, so that the page never begins empty. */

/** No range of a preview is larger: its runs take milliseconds. */
const LARGEST: readonly number[] = [50, 100];

/** The ranges of the preview of a run. */
export function previewRanges(ranges: readonly number[]): number[] {
  return ranges
    .slice(0, LARGEST.length)
    .map((range, index) => Math.min(range, LARGEST[index] ?? range));
}
