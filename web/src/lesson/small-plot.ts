/** A sparkline of live bytes: two runs on one scale. */

import { pointOf, rowCount, type Timeline } from '../model/timeline.ts';

export const WIDTH = 240;
export const HEIGHT = 64;

/** The ends of a small plot's axes. */
interface Ends {
  readonly calls: number;
  readonly live: number;
}

export function endsOf(timelines: readonly Timeline[]): Ends {
  const ends = { calls: 1, live: 1 };
  for (const timeline of timelines) {
    for (let row = 0; row < rowCount(timeline); row += 1) {
      const { ticks, live } = pointOf(timeline, row);
      ends.calls = Math.max(ends.calls, ticks);
      ends.live = Math.max(ends.live, live);
    }
  }
  return ends;
}

/** The line of a timeline's live bytes as an SVG path: the minimum and maximum of each column. */
export function livePath(timeline: Timeline, ends: Ends): string {
  const columns: ([number, number] | undefined)[] = new Array(WIDTH + 1).fill(undefined);
  for (let row = 0; row < rowCount(timeline); row += 1) {
    const { ticks, live } = pointOf(timeline, row);
    const x = Math.round((ticks / ends.calls) * WIDTH);
    const y = Math.round((1 - live / ends.live) * HEIGHT * 10) / 10;
    const [top, bottom] = columns[x] ?? [y, y];
    columns[x] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const points = columns.flatMap((column, x) =>
    column === undefined ? [] : [...new Set([column[1], column[0]])].map((y) => `${x},${y}`),
  );
  return points.length === 0 ? '' : `M${points.join('L')}`;
}
