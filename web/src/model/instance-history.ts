/** The history of one instance: who held it, from its making until it was freed. */

import type * as tools from '../../wasm/exercise-tools/highwater_exercise_tools.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The references to an instance after a number of calls. */
export type Holders = DeepReadonly<tools.Holders>;

/** The part of the program that freed an instance. */
export type FreedBy = tools.FreedBy;

/** The answer of `watch_instance`. */
export type InstanceHistory = DeepReadonly<tools.InstanceHistory>;

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
