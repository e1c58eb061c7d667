/** The history of one instance: who held it, from its making until it was freed. */

/** Who holds an instance after so many calls. */
export interface Holders {
  readonly calls: number;
  /** Whether the variable `A` does, 0 or 1. */
  readonly variable: number;
  /** How many keys of the shared cache do. */
  readonly keys: number;
  /** Whether its own cycle does, 0 or 1. */
  readonly cycle: number;
  /** The reference count: the sum of the three. */
  readonly total: number;
}

export type FreedBy = 'refcount' | 'collector' | 'program-end';

/** What the engine has seen of an instance. */
export interface InstanceHistory {
  /** Its number in the run, from 0. */
  readonly instance: number;
  /** The calls made before it. */
  readonly made: number;
  /** Between two of them, the number of keys is on a line. */
  readonly points: readonly Holders[];
  /** `calls` are those made by then, the one in progress with them. */
  readonly freed: { readonly calls: number; readonly by: FreedBy };
  /** What ended the program, where that was an error. */
  readonly error: string | null;
}

/** Who held the instance when it was last seen before more than `calls` calls. */
export function holdersAfter({ points }: InstanceHistory, calls: number): Holders | null {
  const next = points.findIndex((point) => point.calls > calls);
  const before = points.at(next === -1 ? -1 : next - 1);
  if (next === 0 || before === undefined) {
    return null;
  }
  const after = points[next];
  if (after === undefined || before.variable !== after.variable || before.cycle !== after.cycle) {
    return { ...before, calls };
  }
  // Keys come and go one at a time: the line passes a whole number where one was seen.
  const rise = after.keys - before.keys;
  const share = (calls - before.calls) / (after.calls - before.calls);
  const passed = Math.trunc(rise * share);
  return { ...before, calls, keys: before.keys + passed, total: before.total + passed };
}

/** The calls after which the variable holds the instance no more. */
export function variableUntil({ points, freed }: InstanceHistory): number {
  return points.find(({ variable }) => variable === 0)?.calls ?? freed.calls;
}

/** The most keys that ever held the instance, and the calls after which they first did. */
export function mostKeys({ points }: InstanceHistory): Pick<Holders, 'calls' | 'keys'> {
  return points.reduce((most, point) => (point.keys > most.keys ? point : most), {
    calls: 0,
    keys: 0,
  });
}

/** Who held the instance last. */
export function lastHeld({ points }: InstanceHistory): Holders | null {
  return points.findLast(({ total }) => total > 0) ?? null;
}
