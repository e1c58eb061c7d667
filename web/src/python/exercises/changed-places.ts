/** In words, what of a file was to stay as it was given and has been changed. */

import { changedRanges } from './fixed-ranges.ts';

export function describeChanges(given: string, edited: string): string[] {
  return changedRanges(given, edited)
    .filter(({ changed }) => changed)
    .map(
      ({ given: { first, last } }) =>
        `Lines ${first} to ${last} of the file as given are marked DO NOT CHANGE, and have been changed.`,
    );
}
