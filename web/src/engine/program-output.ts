/** Output of a program on its way to the page: no more than a page can show, and in few messages. */

import { appendPiece } from '../model/output-blocks.ts';
import type { OutputPiece, OutputStream } from '../model/program-news.ts';

/** Milliseconds after which the beginning of a line, or one of many lines, is sent. */
const LATEST = 40;

/**
 * Lines that are sent at once, each when it ends, and the number of those per second after them: a
 * message costs much more than a line.
 */
const MOST_AT_ONCE = 10_000;
const MOST_PER_SECOND = 2_500;

/** Bytes that are decoded together. */
const BUFFER = 64 * 1024;

const NOTE = '\n[output truncated: more was printed than the page can show]\n';

const NEW_LINE = 10;

/** A function that takes texts of standard output, stream 1, and standard error, stream 2. */
type Send = (pieces: readonly OutputPiece[]) => void;

/**
 * The printer of a program, in its worker. A line is sent when it ends, because a worker that is
 * ended loses the pieces that it has not sent. If there are very many, those that follow closely are joined.
 */
export class Printer {
  readonly #buffer = new Uint8Array(BUFFER);
  #filled = 0;
  #stream: OutputStream = 1;
  #pieces: OutputPiece[] = [];
  #sentAt = Number.NEGATIVE_INFINITY;
  #credit = MOST_AT_ONCE;
  readonly #decoder = new TextDecoder();
  readonly #left: Record<OutputStream, number>;
  readonly #cut = new Set<OutputStream>();
  readonly #send: Send;
  readonly #now: () => number;

  /** `most` is the maximum number of bytes of each stream; `now` is a clock in milliseconds. */
  constructor(send: Send, most: number, now: () => number = () => performance.now()) {
    this.#send = send;
    this.#left = { 1: most, 2: most };
    this.#now = now;
  }

  /** Adds bytes that were written to a stream: whole characters in UTF-8, which are copied. */
  write(stream: OutputStream, bytes: Uint8Array): void {
    if (this.#cut.has(stream) || bytes.length === 0) {
      return;
    }
    const isTooMuch = bytes.length > this.#left[stream];
    const shown = isTooMuch ? wholeCharacters(bytes, this.#left[stream]) : bytes;
    this.#left[stream] -= shown.length;
    this.#add(stream, shown);
    if (isTooMuch) {
      this.cut(stream);
    } else if (shown.at(-1) === NEW_LINE) {
      this.#lineEnded();
    } else {
      this.sendDue();
    }
  }

  /** Ends a stream that has been written more to than is shown. */
  cut(stream: OutputStream): void {
    if (!this.#cut.has(stream)) {
      this.#cut.add(stream);
      this.#close();
      this.#pieces.push({ stream, text: NOTE });
      this.flush();
    }
  }

  /** Sends the pieces that wait, if the last message is old enough. */
  sendDue(): void {
    const isWaiting = this.#filled > 0 || this.#pieces.length > 0;
    if (isWaiting && this.#now() - this.#sentAt >= LATEST) {
      this.flush();
    }
  }

  /** Sends what there is. */
  flush(): void {
    this.#close();
    if (this.#pieces.length > 0) {
      const now = this.#now();
      const earned = ((now - this.#sentAt) * MOST_PER_SECOND) / 1000;
      this.#credit = Math.min(this.#credit + earned, MOST_AT_ONCE);
      this.#sentAt = now;
      this.#send(this.#pieces);
      this.#pieces = [];
    }
  }

  #lineEnded(): void {
    if (this.#credit >= 1) {
      this.flush();
      this.#credit -= 1;
    } else {
      this.sendDue();
    }
  }

  #add(stream: OutputStream, bytes: Uint8Array): void {
    if (stream !== this.#stream || bytes.length > BUFFER - this.#filled) {
      this.#close();
      this.#stream = stream;
    }
    if (bytes.length > BUFFER) {
      this.#pieces.push({ stream, text: this.#decoder.decode(bytes) });
    } else {
      this.#buffer.set(bytes, this.#filled);
      this.#filled += bytes.length;
    }
  }

  /** Makes a piece of the bytes in the buffer. */
  #close(): void {
    if (this.#filled > 0) {
      const text = this.#decoder.decode(this.#buffer.subarray(0, this.#filled));
      this.#pieces.push({ stream: this.#stream, text });
      this.#filled = 0;
    }
  }
}

/** The first characters of a text in UTF-8, up to a number of bytes. */
function wholeCharacters(bytes: Uint8Array, most: number): Uint8Array {
  let end = most;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) {
    end -= 1;
  }
  return bytes.subarray(0, end);
}

/** Milliseconds between two messages to the page. */
const WINDOW = 40;

/**
 * The relay of a printer's pieces, in a worker that outlives the program: the first pieces are
 * passed on at once, and those that follow closely are joined, so that they do not keep the page
 * busy.
 */
export class OutputRelay {
  #waiting: OutputPiece[] = [];
  #paused = false;
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  take(pieces: readonly OutputPiece[]): void {
    for (const piece of pieces) {
      appendPiece(this.#waiting, piece);
    }
    if (!this.#paused) {
      this.#pass();
    }
  }

  /** Passes on what there is. */
  flush(): void {
    if (this.#waiting.length > 0) {
      this.#send(this.#waiting);
      this.#waiting = [];
    }
  }

  #pass(): void {
    this.#paused = this.#waiting.length > 0;
    this.flush();
    if (this.#paused) {
      setTimeout(() => this.#pass(), WINDOW);
    }
  }
}
