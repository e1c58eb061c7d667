/** The history of one instance: its references, from creation until it is freed. */

import type * as tools from '../../wasm/exercise-tools/highwater_exercise_tools.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The references to an instance after a number of calls. */
export type Holders = DeepReadonly<tools.Holders>;

/** The part of the program that freed an instance. */
export type FreedBy = tools.FreedBy;

/** The answer of `watch_instance`. */
export type InstanceHistory = DeepReadonly<tools.InstanceHistory>;

/** The references to the instance at the last point at or before `calls` calls. */
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
  // Keys change one at a time: the line passes through every whole number between.
  const rise = after.keys - before.keys;
  const share = (calls - before.calls) / (after.calls - before.calls);
  const passed = Math.trunc(rise * share);
  return { ...before, calls, keys: before.keys + passed, total: before.total + passed };
}

/** The number of calls after which the variable no longer refers to the instance. */
export function variableUntil({ points, freed }: InstanceHistory): number {
  return points.find(({ variable }) => variable === 0)?.calls ?? freed.calls;
}

/**
 * The maximum number of keys that referred to the instance, and the calls at which they first did.
 */
export function mostKeys({ points }: InstanceHistory): Pick<Holders, 'calls' | 'keys'> {
  return points.reduce((most, point) => (point.keys > most.keys ? point : most), {
    calls: 0,
    keys: 0,
  });
}

/** The last references to the instance. */
export function lastHeld({ points }: InstanceHistory): Holders | null {
  return points.findLast(({ total }) => total > 0) ?? null;
}
