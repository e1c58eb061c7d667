/** Sizes of pictures, so that a page does not move when one is loaded. */

import { readFileSync } from 'node:fs';

/** Offset of the width in a PNG file: after the signature and the header chunk's length and type. */
const WIDTH_OFFSET = 16;

/** The width and the height of a PNG or SVG file, in pixels. */
export function sizeOf(path: string): readonly [number, number] {
  const bytes = readFileSync(path);
  return path.endsWith('.svg')
    ? sizeOfSvg(bytes.toString())
    : [bytes.readUInt32BE(WIDTH_OFFSET), bytes.readUInt32BE(WIDTH_OFFSET + 4)];
}

/** The attributes `width` and `height` of an SVG picture. */
export function sizeOfSvg(picture: string): readonly [number, number] {
  const [root = ''] = /<svg\b[^>]*>/.exec(picture) ?? [];
  const length = (name: string): number => {
    const [, pixels] = new RegExp(`\\s${name}="(\\d+)"`).exec(root) ?? [];
    if (pixels === undefined) {
      throw new Error(`an SVG picture needs the attribute ${name}, in pixels`);
    }
    return Number(pixels);
  };
  return [length('width'), length('height')];
}
