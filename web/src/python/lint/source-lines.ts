/** Line positions in a text. */
export class SourceLines {
  /** The start of each line. */
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

  /** The line number, from 1, of a position. */
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

  /** The start of a line. */
  startOf(number: number): number {
    return this.#starts[number - 1] ?? this.source.length;
  }

  /** The end of a line, before its line break. */
  endOf(number: number): number {
    const next = this.#starts[number];
    return next === undefined ? this.source.length : next - 1;
  }
}
