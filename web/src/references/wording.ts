/** Wording of an instance's references. */

import {
  type Holders,
  type InstanceHistory,
  lastHeld,
  mostKeys,
  variableUntil,
} from '../model/instance-history.ts';
import { formatCount } from '../util/format.ts';

/** An event in the life of an instance. */
interface LifeEvent {
  /** The calls made at the event. */
  readonly calls: number;
  readonly what: string;
}

function countKeys(keys: number): string {
  return keys === 1 ? '1 key of the cache' : `${formatCount(keys)} keys of the cache`;
}

/** The references to the instance as text: `the variable A and 3 keys of the cache`. */
function nameReferences({ variable, keys, cycle }: Holders): string {
  const names = [
    ...(variable > 0 ? ['the variable A'] : []),
    ...(keys > 0 ? [countKeys(keys)] : []),
    ...(cycle > 0 ? ['its own cycle'] : []),
  ];
  return names.length === 0 ? 'no reference' : new Intl.ListFormat('en').format(names);
}

export function describeReferences(holders: Holders): string {
  const calls = holders.calls === 1 ? 'call' : 'calls';
  const after = `After ${formatCount(holders.calls)} ${calls}`;
  return holders.total === 0
    ? `${after}: freed`
    : `${after}: referenced by ${nameReferences(holders)}, reference count ${formatCount(holders.total)}`;
}

/** The end of an instance, and its cause. */
export function describeRelease(history: InstanceHistory, policy: string): string {
  const { freed } = history;
  const last = lastHeld(history);
  const at = `Freed at call ${formatCount(freed.calls)}`;
  if (last === null) {
    return at;
  }
  const since = formatCount(freed.calls - variableUntil(history));
  if (freed.by === 'collector') {
    return `${at} by the cyclic collector, ${since} calls after A released it. Until then its own cycle kept its reference count above zero.`;
  }
  if (freed.by === 'program-end') {
    return describeReferencedToEnd(history, last, policy);
  }
  if (last.keys === 0) {
    return `${at}, when the variable A released it: its reference count fell to zero.`;
  }
  // Keys removed between two calls are removed at once.
  return last.calls === freed.calls
    ? `${at}, when the cache was cleared: ${countKeys(last.keys)} had kept it alive for ${since} calls after A released it.`
    : `${at}, when the cache evicted the last key with a reference to it, ${since} calls after A released it.`;
}

function describeReferencedToEnd(
  { error }: InstanceHistory,
  last: Holders,
  policy: string,
): string {
  if (error !== null) {
    return `Referenced by ${nameReferences(last)} when an error ended the program. ${error}`;
  }
  if (last.keys > 0) {
    return `Referenced by ${countKeys(last.keys)} to the end of the run: it is never released while the cache exists.`;
  }
  const why = policy.endsWith('/nogc')
    ? 'the cyclic collector is off'
    : 'the cyclic collector did not run again';
  return `Referenced by its own cycle to the end of the run: it is otherwise unreachable, and ${why}.`;
}

/** The events in the life of an instance, in order, at most one for each number of calls. */
export function eventsOf(history: InstanceHistory): LifeEvent[] {
  const { made, points, freed } = history;
  const most = mostKeys(history);
  const turns: LifeEvent[] = [
    {
      calls: made,
      what: points[0]?.cycle
        ? 'Created: referenced by A and its own cycle'
        : 'Created: referenced by A',
    },
  ];
  if (most.keys > 0) {
    const hold =
      most.keys === 1 ? 'referenced by 1 key' : `referenced by ${formatCount(most.keys)} keys`;
    turns.push({ calls: most.calls, what: `${hold}, the maximum` });
  }
  if (points.some(({ variable }) => variable === 0)) {
    turns.push({ calls: variableUntil(history), what: 'A releases it' });
  }
  const falls = points.findLast(({ keys }) => most.keys > 0 && keys === most.keys);
  if (falls !== undefined && falls.calls < freed.calls && freed.by === 'refcount') {
    turns.push({ calls: falls.calls, what: 'the cache begins to evict its keys' });
  }
  turns.push({ calls: freed.calls, what: ENDS[freed.by] });
  return merge(turns.toSorted((one, other) => one.calls - other.calls));
}

function merge(turns: readonly LifeEvent[]): LifeEvent[] {
  const merged: LifeEvent[] = [];
  for (const { calls, what } of turns) {
    const last = merged.at(-1);
    if (last?.calls === calls) {
      merged[merged.length - 1] = { calls, what: `${last.what}; ${what}` };
    } else {
      merged.push({ calls, what });
    }
  }
  return merged.map(({ calls, what }) => ({
    calls,
    what: what.charAt(0).toUpperCase() + what.slice(1),
  }));
}

const ENDS = {
  refcount: 'its reference count falls to zero: freed',
  collector: 'the cyclic collector breaks the cycle: freed',
  'program-end': 'the run ends with references to it',
} as const;
