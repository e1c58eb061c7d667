/**
 * A learner's code in the URL of the page: `#code=1.…`. The format's number and a dot are followed,
 * in base64url, by a checksum of four bytes and the deflated exercise id, line break and source.
 */

import { formatCount } from '../util/format.ts';
import { LONGEST_SOURCE } from './exercises/exercise.ts';

/** A source with its exercise. */
interface SharedCode {
  /** The exercise's id, which may be unknown. */
  readonly exercise: string;
  readonly source: string;
}

const FORMAT = '1';
const PARAMETER = 'code';

/** Maximum bytes of a source as UTF-8, of an id, and of the deflated content. */
const MOST_BYTES = LONGEST_SOURCE;
const LONGEST_ID = 60;
const MOST_IN_ALL = MOST_BYTES + LONGEST_ID + 1;

const CHECKSUM_BYTES = 4;

const DAMAGED = 'the code in the address is damaged: copy the whole address again';
const TOO_LONG = `a link holds at most ${formatCount(MOST_BYTES)} bytes of code`;

/** The URL fragment that restores the code, with its `#`. Throws if the code is too long. */
export async function writeFragment({ exercise, source }: SharedCode): Promise<string> {
  const bytes = new TextEncoder().encode(`${exercise}\n${source}`);
  const length = bytes.length - exercise.length - 1;
  if (length > MOST_BYTES) {
    throw new Error(`the code has ${formatCount(length)} bytes; ${TOO_LONG}`);
  }
  const deflated = await through(bytes, new CompressionStream('deflate-raw'));
  const packed = new Uint8Array(CHECKSUM_BYTES + deflated.length);
  new DataView(packed.buffer).setUint32(0, checksumOf(bytes));
  packed.set(deflated, CHECKSUM_BYTES);
  return `#${PARAMETER}=${FORMAT}.${writeBase64(packed)}`;
}

/**
 * The code in a URL fragment; `null` if it has none. Throws an error for the reader if it is
 * damaged, too long, or of an unknown format.
 */
export async function readFragment(fragment: string): Promise<SharedCode | null> {
  const written = new URLSearchParams(fragment.replace(/^#/, '')).get(PARAMETER);
  if (written === null) {
    return null;
  }
  const [, format, data = ''] = /^(\d+)\.([\w-]*)$/.exec(written) ?? [];
  if (format === undefined) {
    throw new Error(DAMAGED);
  }
  if (format !== FORMAT) {
    throw new Error(
      `the code in the address has format ${format}; this page supports format ${FORMAT}`,
    );
  }
  const packed = readBase64(data);
  if (packed.length <= CHECKSUM_BYTES) {
    throw new Error(DAMAGED);
  }
  const bytes = await inflated(packed.subarray(CHECKSUM_BYTES));
  if (checksumOf(bytes) !== new DataView(packed.buffer).getUint32(0)) {
    throw new Error(DAMAGED);
  }
  return split(bytes);
}

function split(bytes: Uint8Array<ArrayBuffer>): SharedCode {
  const text = new TextDecoder().decode(bytes);
  const end = text.indexOf('\n');
  if (end < 1 || end > LONGEST_ID) {
    throw new Error(DAMAGED);
  }
  return { exercise: text.slice(0, end), source: text.slice(end + 1) };
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await through(bytes, new DecompressionStream('deflate-raw'));
  } catch (error) {
    throw error instanceof RangeError ? error : new Error(DAMAGED);
  }
}

/** The output of a stream for some bytes, limited to the maximum length. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
    // Small inputs may inflate to very large outputs.
    if (length > MOST_IN_ALL + CHECKSUM_BYTES) {
      await reader.cancel();
      throw new RangeError(`the code in the address is too long: ${TOO_LONG}`);
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** CRC-32, as in zip files. */
function checksumOf(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc >>> 0;
}

function writeBase64(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function readBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw new Error(DAMAGED);
  }
}
