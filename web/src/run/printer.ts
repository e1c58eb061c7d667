/** What a program prints, on its way to the page: in pieces, and no more than a page can show. */

/** Bytes of each stream that are shown: more than a reader reads, and less than slows a page. */
const MOST_BYTES = 1024 * 1024;

/** Milliseconds between two pieces of a program that prints much. */
const BETWEEN = 40;

/**
 * Pieces that do not wait. A program that prints a little and then computes without end comes to
 * no moment at which what waits could be sent.
 */
const AT_ONCE = 200;

/** Milliseconds without a piece after which so many do not wait again. */
const REST = 400;

export class Printer {
  #waiting = '';
  #stream: 1 | 2 = 1;
  #sentAt = Number.NEGATIVE_INFINITY;
  #atOnce = AT_ONCE;
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
    const since = performance.now() - this.#sentAt;
    this.#atOnce = since >= REST ? AT_ONCE : this.#atOnce;
    if (this.#atOnce > 0 || since >= BETWEEN || this.#left[stream] <= 0) {
      this.#atOnce = Math.max(0, this.#atOnce - 1);
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
