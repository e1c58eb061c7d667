/** A dragged number: small ones change step by step, large ones in proportion. */

/** Pixels in which a number grows e-fold. */
const PIXELS = 60;

/** The number after a drag from `start` by a number of pixels. */
export function scrubbed(start: number, pixels: number, minimum: number, maximum: number): number {
  const position = Math.log1p(start - minimum) + pixels / PIXELS;
  const number = minimum + Math.expm1(Math.max(0, position));
  return Math.min(maximum, Math.max(minimum, rounded(number)));
}

/** Rounded to two digits, the precision of a hand. */
function rounded(number: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, number))) - 1);
  return Math.round(number / unit) * unit;
}
