/** Where the lines of a text are. */
export class SourceLines {
  /** Where each line begins. */
  readonly #starts: readonly number[];

  constructor(readonly source: string) {
    const starts = [0];
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    this.#starts = starts;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The number of the line, from 1, that a position is on. */
  numberOf(position: number): number {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= position) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + 1;
  }

  /** Where a line begins. */
  startOf(number: number): number {
    return this.#starts[number - 1] ?? this.source.length;
  }

  /** Where a line ends, before its line break. */
  endOf(number: number): number {
    const next = this.#starts[number];
    return next === undefined ? this.source.length : next - 1;
  }
}
