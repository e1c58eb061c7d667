/** The y axis of the memory plot. All values are in MiB. */

export const MIB = 1024 ** 2;

/** Factors of round numbers at which a linear axis ends; it starts at 0. */
const STOPS = [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10];

/** The first round number at or above `value`. */
export function roundUp(value: number): number {
  if (value <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  // The tolerance keeps 600 from becoming 700 because 600/100 is slightly above 6.
  const stop = STOPS.find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return stop * power;
}

/** Space above the highest value for a label. */
const HEADROOM = 1.08;

/** A limit this many times above all curves would flatten them, and is hidden. */
const LIMIT_REACH = 2;

/** The top of a linear axis. `limit` is `null` without a limit. */
export function evenTop(highest: number, limit: number | null): number {
  const reached = limit !== null && limit <= highest * LIMIT_REACH ? limit : 0;
  return roundUp(Math.max(highest, reached) * HEADROOM);
}

/** The powers of ten between two ends. */
export function powersOfTen([bottom, top]: readonly [number, number]): number[] {
  const first = Math.round(Math.log10(bottom));
  const last = Math.round(Math.log10(top));
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

/** The ends of a logarithmic axis: powers of ten around the values, at most six decades. */
export function logarithmicEnds(lowest: number, highest: number): [number, number] {
  const top = 10 ** Math.ceil(Math.log10(Math.max(highest, 0.1) * HEADROOM));
  const bottom = 10 ** Math.floor(Math.log10(Math.max(lowest, top * 1e-6)));
  return [Math.min(bottom, top / 10), top];
}
