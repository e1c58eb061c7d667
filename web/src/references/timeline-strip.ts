/** The timeline of an instance's life: its references as bands over the calls made. */

import {
  type Holders,
  type InstanceHistory,
  mostKeys,
  variableUntil,
} from '../model/instance-history.ts';

/** A span of calls. */
export type Span = readonly [from: number, to: number];

/** The kinds of references, in the order in which they begin. */
export const KINDS = ['variable', 'keys', 'cycle'] as const;

export type Kind = (typeof KINDS)[number];

/** The additional range shown after the first part of a life, as a share of that part. */
const BEYOND = 0.35;

/** The whole life of an instance. */
export function wholeSpan({ made, freed }: InstanceHistory): Span {
  return [made, freed.calls];
}

/** The part of its life in which the variable refers to it, and some time after. */
export function earlySpan(history: InstanceHistory): Span {
  const { made, freed } = history;
  const held = variableUntil(history) - made;
  return [made, Math.min(freed.calls, Math.ceil(made + held * (1 + BEYOND)))];
}

/**
 * The outline of a band, `width` by `height`, as the `d` of a path; empty without references of its
 * kind.
 */
export function bandPath(
  history: InstanceHistory,
  kind: Kind,
  [from, to]: Span,
  width: number,
  height: number,
): string {
  const most = kind === 'keys' ? mostKeys(history).keys : 1;
  const stretch = referencedPoints(history, kind);
  const [first, last] = [stretch[0], stretch.at(-1)];
  if (first === undefined || last === undefined) {
    return '';
  }
  const x = (calls: number) => round((width * (calls - from)) / Math.max(1, to - from));
  const y = (count: number) => round(height * (1 - count / most));
  const corners = stretch.flatMap((point, index) => {
    const before = stretch[index - 1];
    const corner = `L${x(point.calls)} ${y(point[kind])}`;
    // Only the number of keys is interpolated; the other kinds change at a call.
    return before !== undefined && steps(before, point, kind)
      ? [`L${x(point.calls)} ${y(before[kind])}`, corner]
      : [corner];
  });
  return `M${x(first.calls)} ${height}${corners.join('')}L${x(last.calls)} ${height}Z`;
}

/** The points between which references of a kind exist: once released, they do not return. */
function referencedPoints({ points }: InstanceHistory, kind: Kind): readonly Holders[] {
  const first = points.findIndex((point) => point[kind] > 0);
  const last = points.findLastIndex((point) => point[kind] > 0);
  return first === -1 ? [] : points.slice(Math.max(0, first - 1), last + 2);
}

function steps(before: Holders, after: Holders, kind: Kind): boolean {
  return kind !== 'keys' || before.variable !== after.variable || before.cycle !== after.cycle;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
