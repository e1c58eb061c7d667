/** Damaged captures: a seed, and the changes of its bytes. */

import fc from 'fast-check';
import { seal } from '../../lib/xxh64.ts';

/** A change at a share of the length, from 0 to 1. */
export type Change =
  | { readonly is: 'set'; readonly at: number; readonly byte: number }
  | { readonly is: 'flip'; readonly at: number; readonly bit: number }
  | { readonly is: 'cut'; readonly at: number }
  | { readonly is: 'drop' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly is: 'insert'; readonly at: number; readonly bytes: readonly number[] };

/** A damaged capture. */
export interface Damaged {
  /** Which of the seeds it was, modulo their number. */
  readonly seed: number;
  readonly changes: readonly Change[];
  /** True if its last bytes are then the checksum of the others, as of a capture by another program. */
  readonly isSealed: boolean;
}

const at = fc.double({ min: 0, max: 1, noNaN: true });
const byte = fc.nat(255);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ is: fc.constant('set' as const), at, byte }),
  fc.record({ is: fc.constant('flip' as const), at, bit: fc.nat(7) }),
  fc.record({ is: fc.constant('cut' as const), at }),
  fc.record({
    is: fc.constantFrom('drop' as const, 'repeat' as const),
    at,
    length: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    is: fc.constant('insert' as const),
    at,
    bytes: fc.array(byte, { minLength: 1, maxLength: 12 }),
  }),
);

export const damagedCaptures: fc.Arbitrary<Damaged> = fc.record({
  seed: fc.nat(99),
  changes: fc.array(change, { minLength: 1, maxLength: 5 }),
  isSealed: fc.boolean(),
});

/** The bytes of a damaged capture. */
export function bytesOf({ changes, isSealed }: Damaged, original: Uint8Array): Uint8Array {
  const bytes = changed(original, changes);
  if (isSealed) {
    seal(bytes);
  }
  return bytes;
}

/** The bytes with the changes, one after another. */
function changed(bytes: Uint8Array, changes: readonly Change[]): Uint8Array<ArrayBuffer> {
  let result = [...bytes];
  for (const change of changes) {
    const from = Math.floor(change.at * result.length);
    const at = Math.min(from, result.length - 1);
    switch (change.is) {
      case 'set':
        result[Math.max(0, at)] = change.byte;
        break;
      case 'flip':
        result[Math.max(0, at)] = (result[at] ?? 0) ^ (1 << change.bit);
        break;
      case 'cut':
        result = result.slice(0, from);
        break;
      case 'drop':
        result.splice(from, change.length);
        break;
      case 'repeat':
        result.splice(from, 0, ...result.slice(from, from + change.length));
        break;
      case 'insert':
        result.splice(from, 0, ...change.bytes);
        break;
    }
  }
  return Uint8Array.from(result);
}
