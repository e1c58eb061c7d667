/** What a program prints, on its way to the page: in pieces, and no more than a page can show. */

/** Bytes of each stream that are shown: more than a reader reads, and less than slows a page. */
const MOST_BYTES = 1024 * 1024;

/** Milliseconds between two pieces. */
const BETWEEN = 40;

export class Printer {
  #waiting = '';
  #stream: 1 | 2 = 1;
  #sentAt = Number.NEGATIVE_INFINITY;
  readonly #left = { 1: MOST_BYTES, 2: MOST_BYTES };
  readonly #send: (stream: 1 | 2, text: string) => void;

  constructor(send: (stream: 1 | 2, text: string) => void) {
    this.#send = send;
  }

  /** Takes so many bytes that were written to a stream, as their text. */
  write(stream: 1 | 2, bytes: number, text: () => string): void {
    if (this.#left[stream] <= 0) {
      return;
    }
    if (stream !== this.#stream) {
      this.flush();
      this.#stream = stream;
    }
    this.#waiting += text();
    this.#left[stream] -= bytes;
    if (this.#left[stream] <= 0) {
      this.#waiting += '\n[more was printed than is shown here]\n';
    }
    const now = performance.now();
    if (now - this.#sentAt >= BETWEEN || this.#left[stream] <= 0) {
      this.flush();
    }
  }

  /** Sends what there is. */
  flush(): void {
    if (this.#waiting !== '') {
      this.#send(this.#stream, this.#waiting);
      this.#waiting = '';
    }
    this.#sentAt = performance.now();
  }
}
