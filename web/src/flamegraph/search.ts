/** Finds frames by a regular expression, and sums them. */

import { describeTrouble, type Matches, type Trouble } from '../patterns/matches.ts';
import { type Frames, numberOf } from './frames.ts';

/** The matches, or the reason why there is no search, as a sentence. */
export type Search =
  | { readonly problem: string }
  | {
      readonly problem: null;
      /** 1 for each frame that matches. */
      readonly matched: Uint8Array;
      readonly frames: number;
      /**
       * Sums over the matches, without matches below other matches, which these include already.
       */
      readonly bytes: number;
      readonly count: number;
      readonly bytesWeight: number;
      readonly countWeight: number;
    };

/** The texts of frames that a search is made in, two for each of their places. */
export function textsOf({ places }: Frames): string[] {
  return places.flatMap(({ name, file, line }) => [name, `${file}:${line}`]);
}

/**
 * Finds frames by function or `file:line`, by the matches of a pattern in their texts; `null` for an
 * empty pattern, and for matches that are not known yet. The root never matches.
 */
export function search(frames: Frames, pattern: string, matches: Matches | null): Search | null {
  if (pattern === '' || matches === null) {
    return null;
  }
  if (matches.trouble !== null) {
    return { problem: explain(pattern, matches.trouble) };
  }
  const places = frames.places.map(
    ({ name, file, line }) => matches.has(name) || matches.has(`${file}:${line}`),
  );
  const matched = new Uint8Array(frames.length);
  const covered = new Uint8Array(frames.length);
  const sums = { frames: 0, bytes: 0, count: 0, bytesWeight: 0, countWeight: 0 };
  for (let frame = 1; frame < frames.length; frame += 1) {
    const below = covered[frames.parent[frame] as number] === 1;
    const found = places[frames.place[frame] as number] === true;
    covered[frame] = below || found ? 1 : 0;
    if (found) {
      matched[frame] = 1;
      sums.frames += 1;
    }
    if (found && !below) {
      for (const column of ['bytes', 'count', 'bytesWeight', 'countWeight'] as const) {
        sums[column] += numberOf(frames.total, column, frame);
      }
    }
  }
  return { problem: null, matched, ...sums };
}

function explain(pattern: string, trouble: Trouble): string {
  const sentence = `${describeTrouble(pattern, trouble, 'nothing is searched')}.`;
  return trouble.is === 'invalid'
    ? `${sentence} To search for a character such as ( itself, write \\(.`
    : sentence;
}
