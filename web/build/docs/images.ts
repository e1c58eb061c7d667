/** Sizes of pictures, so that a page does not move when one is loaded. */

import { readFileSync } from 'node:fs';

/** Offset of the width in a PNG file: after the signature and the header chunk's length and type. */
const WIDTH_OFFSET = 16;

/** The width and the height of a PNG file, in pixels. */
export function sizeOfPng(path: string): readonly [number, number] {
  const bytes = readFileSync(path);
  return [bytes.readUInt32BE(WIDTH_OFFSET), bytes.readUInt32BE(WIDTH_OFFSET + 4)];
}
