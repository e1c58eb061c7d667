/** XXH64 with the seed 0, written from its specification. */

const BITS = 64;

const [P1, P2, P3, P4, P5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

const wrap = (value: bigint): bigint => BigInt.asUintN(BITS, value);

function rotate(value: bigint, by: number): bigint {
  return wrap(value << BigInt(by)) | (value >> BigInt(BITS - by));
}

function round(sum: bigint, lane: bigint): bigint {
  return wrap(rotate(wrap(sum + lane * P2), 31) * P1);
}

export function xxh64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let hash: bigint = P5;
  if (bytes.length >= 32) {
    const sums = [wrap(P1 + P2), P2, 0n, wrap(-P1)] as [bigint, bigint, bigint, bigint];
    for (; at + 32 <= bytes.length; at += 32) {
      for (const lane of [0, 1, 2, 3] as const) {
        sums[lane] = round(sums[lane], view.getBigUint64(at + 8 * lane, true));
      }
    }
    const [a, b, c, d] = sums;
    hash = wrap(rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18));
    for (const sum of sums) hash = wrap((hash ^ round(0n, sum)) * P1 + P4);
  }
  hash = wrap(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27) * P1 + P4);
  }
  for (; at + 4 <= bytes.length; at += 4) {
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint32(at, true)) * P1), 23) * P2 + P3);
  }
  for (; at < bytes.length; at += 1) {
    hash = wrap(rotate(hash ^ wrap(BigInt(bytes[at] ?? 0) * P5), 11) * P1);
  }
  hash = wrap((hash ^ (hash >> 33n)) * P2);
  hash = wrap((hash ^ (hash >> 29n)) * P3);
  return hash ^ (hash >> 32n);
}

/** The length of a capture's checksum, before which is the head of its record. */
const CHECKSUM = 8;

/** Makes the last bytes of a changed capture the checksum of the others. */
export function seal(bytes: Uint8Array): void {
  const at = bytes.length - CHECKSUM;
  if (at > 0) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setBigUint64(at, xxh64(bytes.subarray(0, at - 1)), true);
  }
}
