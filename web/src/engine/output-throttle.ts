/**
 * A program's output on its way to the page: in chunks, limited to the amount that a page can show.
 */

/**
 * Maximum number of bytes shown of each stream: more than a reader reads, and less than slows a
 * page.
 */
const MOST_BYTES = 1024 * 1024;

/** Length of a window in milliseconds. */
const WINDOW = 40;

/** Chunks sent per window as soon as a line ends; more chunks wait for the next window. */
const MOST_PIECES = 100;

export class Printer {
  #waiting = '';
  #stream: 1 | 2 = 1;
  #windowFrom = Number.NEGATIVE_INFINITY;
  #pieces = 0;
  readonly #left = { 1: MOST_BYTES, 2: MOST_BYTES };
  readonly #send: (stream: 1 | 2, text: string) => void;

  constructor(send: (stream: 1 | 2, text: string) => void) {
    this.#send = send;
  }

  /** Takes output of a stream: its length in bytes, and its text. */
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
      this.#waiting += '\n[output truncated: more was printed than the page can show]\n';
    }
    const now = performance.now();
    if (now - this.#windowFrom >= WINDOW) {
      [this.#windowFrom, this.#pieces] = [now, 0];
      this.flush();
    } else if (
      (this.#pieces < MOST_PIECES && this.#waiting.endsWith('\n')) ||
      this.#left[stream] <= 0
    ) {
      // A stopped program loses its pending output.
      this.flush();
    }
  }

  /** Sends the pending output. */
  flush(): void {
    if (this.#waiting !== '') {
      this.#pieces += 1;
      this.#send(this.#stream, this.#waiting);
      this.#waiting = '';
    }
  }
}
