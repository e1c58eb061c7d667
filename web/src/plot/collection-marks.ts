/** Marks of garbage collections on an x axis. */

import { type Collection, type Collections, collectionsIn } from '../model/gc-collections.ts';

/** The same collections, at least `distance` ticks apart: closer ones are merged. */
export function spaced(collections: readonly Collection[], distance: number): Collection[] {
  const apart: Collection[] = [];
  for (const next of collections) {
    const last = apart.at(-1);
    if (last === undefined || next.ticks - last.ticks >= distance) {
      apart.push(next);
    } else {
      apart[apart.length - 1] = {
        ticks: last.ticks,
        generation: Math.max(last.generation, next.generation),
        collected: last.collected + next.collected,
        freed: last.freed + next.freed,
        count: last.count + next.count,
      };
    }
  }
  return apart;
}

/** Minimum pixels between two marks. */
const SPACE = 3;

/** The marks of an x axis of `pixels` pixels that ends at `end` ticks. */
export function marksOf(rows: Collections, end: number, pixels: number): Collection[] {
  return spaced(collectionsIn(rows), (SPACE * end) / Math.max(1, pixels));
}

/** The height of a mark in pixels, larger for older generations. */
export function markHeight({ generation }: Collection): number {
  return 6 + 4 * generation;
}

/**
 * The maximum distance of a collection from an instant, as a share of the axis: half a step of it.
 */
const NEAR = 0.005;

/** The collection nearest to an instant of an axis that ends at `end`; `null` if none is near. */
export function collectionNear(rows: Collections, ticks: number, end: number): Collection | null {
  let nearest: Collection | null = null;
  let distance = NEAR * end;
  for (const collection of collectionsIn(rows)) {
    const away = Math.abs(collection.ticks - ticks);
    if (away <= distance) {
      nearest = collection;
      distance = away;
    }
  }
  return nearest;
}
