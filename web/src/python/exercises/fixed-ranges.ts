/** The parts of an exercise's file that must not be changed: from `# DO NOT CHANGE` to its end. */

import { lineChanges } from '../../model/line-diff.ts';

/** Lines from 1, both included, with the comments. */
interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A range of the original file, compared with an edited one. */
interface CheckedRange extends LineRange {
  /** The range in the original file. Its `first` and `last` are those in the edited one. */
  readonly given: LineRange;
  /**
   * True if the range differs in the edited file. `first` and `last` are then the rest of it, or
   * the line where it should be.
   */
  readonly changed: boolean;
}

const BEGIN = /^\s*#\s*do not change\s*$/i;
const END = /^\s*#\s*end do not change\s*$/i;

/** Maximum number of line pairs compared to find the rest of a range. */
const MOST_PAIRS = 1e6;

/** The marked ranges of a file, in order. A range without an end extends to the file's end. */
export function fixedRanges(source: string): LineRange[] {
  return rangesOf(linesOf(source));
}

/**
 * The ranges of the original file, compared with the edited one, in the order of both. Lines added
 * or removed outside do not change them.
 */
export function changedRanges(given: string, edited: string): CheckedRange[] {
  const [olds, news] = [linesOf(given), linesOf(edited)];
  let places: readonly (number | null)[] | null = null;
  /** The first line after the ranges found so far, from 0. */
  let free = 0;
  return rangesOf(olds).map((range) => {
    const lines = olds.slice(range.first - 1, range.last);
    const found = indexOf(news, lines, free);
    if (found !== null) {
      free = found + lines.length;
      return { given: range, changed: false, first: found + 1, last: free };
    }
    places ??= placesOf(olds, news);
    return { given: range, changed: true, ...remainsOf(range, places, free, news.length) };
  });
}

/** A sentence for each changed range of the original file. */
export function describeChanges(given: string, edited: string): string[] {
  return changedRanges(given, edited)
    .filter(({ changed }) => changed)
    .map(
      ({ given: { first, last } }) =>
        `Lines ${first} to ${last} of the original file are marked DO NOT CHANGE, but have been changed.`,
    );
}

function rangesOf(lines: readonly string[]): LineRange[] {
  const ranges: LineRange[] = [];
  let first: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (first === null && BEGIN.test(line)) {
      first = index + 1;
    } else if (first !== null && END.test(line)) {
      ranges.push({ first, last: index + 1 });
      first = null;
    }
  }
  return first === null ? ranges : [...ranges, { first, last: lines.length }];
}

function linesOf(source: string): string[] {
  return source.replace(/(\r\n?|\n)$/, '').split(/\r\n?|\n/);
}

/** The index at which some lines occur one after another, from an index on. */
function indexOf(lines: readonly string[], part: readonly string[], from: number): number | null {
  for (let at = from; at + part.length <= lines.length; at += 1) {
    if (part.every((line, index) => lines[at + index] === line)) {
      return at;
    }
  }
  return null;
}

/** The index of each old line among the new ones, if it is still there. */
function placesOf(olds: readonly string[], news: readonly string[]): (number | null)[] {
  if (olds.length * news.length > MOST_PAIRS) {
    return [];
  }
  const places: (number | null)[] = [];
  let fresh = 0;
  for (const { is } of lineChanges(olds.join('\n'), news.join('\n'))) {
    if (is !== 'added') {
      places.push(is === 'kept' ? fresh : null);
    }
    fresh += is === 'removed' ? 0 : 1;
  }
  return places;
}

/** The rest of a range, or else the line after its predecessor. */
function remainsOf(
  { first, last }: LineRange,
  places: readonly (number | null)[],
  free: number,
  count: number,
): LineRange {
  const kept = places.slice(first - 1, last).filter((place) => place !== null && place >= free);
  const [start, end] = [kept[0], kept.at(-1)];
  if (start != null && end != null) {
    return { first: start + 1, last: end + 1 };
  }
  const before = places.slice(0, first - 1).findLast((place) => place !== null);
  const line = Math.min(count, Math.max(free, before == null ? 0 : before + 1) + 1);
  return { first: line, last: line };
}
