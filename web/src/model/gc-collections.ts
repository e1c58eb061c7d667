/**
 * Garbage collections: objects found and bytes freed, by tick. The inspector sends them as rows of
 * five numbers in one `Float64Array`, in the order of time.
 */

import { formatCount } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import type { CollectionTotals } from './run-result.ts';

/** Numbers in a row. */
export const COLUMNS = 5;

export type Collections = Float64Array;

export const NO_COLLECTIONS: Collections = new Float64Array();

/** A collection, or several that were near one another. */
export interface Collection {
  /** The tick of the first of them. */
  readonly ticks: number;
  /** The oldest generation that was collected. */
  readonly generation: number;
  /** Objects found to be garbage. */
  readonly collected: number;
  /** Bytes freed. */
  readonly freed: number;
  /** How many they are. */
  readonly count: number;
}

/** The collections of all rows. */
export function collectionsIn(rows: Collections): Collection[] {
  return Array.from({ length: Math.floor(rows.length / COLUMNS) }, (_, row) => {
    const [ticks = 0, generation = 0, collected = 0, freed = 0, count = 0] = rows.subarray(
      row * COLUMNS,
    );
    return { ticks, generation, collected, freed, count };
  });
}

/** The same collections, at least `distance` ticks apart: nearer ones are merged. */
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

/** Pixels between two marks, so that they do not crowd. */
const SPACE = 3;

/** The marks of an x axis of `pixels` pixels that ends at `end` ticks. */
export function marksOf(rows: Collections, end: number, pixels: number): Collection[] {
  return spaced(collectionsIn(rows), (SPACE * end) / Math.max(1, pixels));
}

/** The height of a mark in pixels: the older the generation, the taller. */
export function markHeight({ generation }: Collection): number {
  return 6 + 4 * generation;
}

/** How far from an instant a collection is still told, as a share of the axis: half a step of it. */
const NEAR = 0.005;

/** The collection nearest to an instant of an axis that ends at `end`; `null` where none is near. */
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

/** A collection in words: `collection of generation 2 freed 12.3MiB, 3,400 objects`. */
export function describeCollection(collection: Collection): string {
  const { generation, collected, freed, count } = collection;
  const what =
    count === 1
      ? `collection of generation ${generation}`
      : `${formatCount(count)} collections up to generation ${generation}`;
  return `${what} freed ${formatSize(freed)}, ${formatCount(collected)} objects`;
}

/** All collections of a run in words: `38 collections freed 61.2MiB in all`; empty without any. */
export function describeCollections({ count, freed }: CollectionTotals): string {
  const all = count.reduce((sum, one) => sum + one, 0);
  const noun = all === 1 ? 'collection' : 'collections';
  return all === 0 ? '' : `${formatCount(all)} ${noun} freed ${formatSize(freed)} in all`;
}
