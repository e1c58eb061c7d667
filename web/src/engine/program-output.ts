/** Output of a program on its way to the page: in lines, and no more than a page can show. */

/** Bytes of each stream that are shown: more than a reader reads, and less than slows a page. */
const MOST_BYTES = 1024 * 1024;

/** Milliseconds after which the beginning of a line is sent. */
const LATEST = 40;

/** A function that takes text of standard output, stream 1, or standard error, stream 2. */
type Send = (stream: 1 | 2, text: string) => void;

/**
 * The printer of a program, in its worker. Each line is sent when it ends: a worker that is ended
 * loses what it has not sent.
 */
export class Printer {
  #waiting = '';
  #stream: 1 | 2 = 1;
  #sentAt = Number.NEGATIVE_INFINITY;
  readonly #left = { 1: MOST_BYTES, 2: MOST_BYTES };
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Adds the text of bytes that were written to a stream. */
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
    if (this.#waiting.endsWith('\n')) {
      this.flush();
    } else {
      this.sendDue();
    }
  }

  /** Sends the beginning of a line if it has waited long enough. */
  sendDue(): void {
    if (this.#waiting !== '' && performance.now() - this.#sentAt >= LATEST) {
      this.flush();
    }
  }

  /** Sends what there is. */
  flush(): void {
    if (this.#waiting !== '') {
      this.#sentAt = performance.now();
      this.#send(this.#stream, this.#waiting);
      this.#waiting = '';
    }
  }
}

/** Milliseconds between two texts that are passed to the page. */
const WINDOW = 40;

/**
 * The relay of what a printer sends, in a worker that outlives the program: the first text is passed
 * on at once, and those that follow closely are joined, so that they do not keep the page busy.
 */
export class OutputRelay {
  #waiting = '';
  #stream: 1 | 2 = 1;
  #paused = false;
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  take(stream: 1 | 2, text: string): void {
    if (stream !== this.#stream) {
      this.flush();
      this.#stream = stream;
    }
    this.#waiting += text;
    if (!this.#paused) {
      this.#pass();
    }
  }

  /** Passes on what there is. */
  flush(): void {
    if (this.#waiting !== '') {
      this.#send(this.#stream, this.#waiting);
      this.#waiting = '';
    }
  }

  #pass(): void {
    this.#paused = this.#waiting !== '';
    this.flush();
    if (this.#paused) {
      setTimeout(() => this.#pass(), WINDOW);
    }
  }
}
