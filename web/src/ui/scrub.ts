/** A number that is dragged: small ones step by step, large ones in proportion. */

/** Pixels in which a number grows e-fold. */
const PIXELS = 60;

/** The number that a drag from `start` by so many pixels leads to. */
export function scrubbed(start: number, pixels: number, minimum: number, maximum: number): number {
  const position = Math.log1p(start - minimum) + pixels / PIXELS;
  const number = minimum + Math.expm1(Math.max(0, position));
  return Math.min(maximum, Math.max(minimum, rounded(number)));
}

/** To two digits, which is as exact as a hand is. */
function rounded(number: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, number))) - 1);
  return Math.round(number / unit) * unit;
}
