/**
 * Garbage collections: objects found and bytes freed, by tick.
 *
 * The inspector sends them as rows of five numbers in one `Float64Array`, ordered by time.
 */

/** Numbers in a row. */
export const COLUMNS = 5;

export type Collections = Float64Array;

export const NO_COLLECTIONS: Collections = new Float64Array();

/** A collection, or several close together. */
export interface Collection {
  /** The tick of the first collection. */
  readonly ticks: number;
  /** The oldest collected generation. */
  readonly generation: number;
  /** Objects found to be garbage. */
  readonly collected: number;
  /** Bytes freed. */
  readonly freed: number;
  /** The number of collections. */
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
