/** The records of an engine on their way to the inspector, which reads them in parallel. */

import type { CaptureMessage, EndedMessage, ReadMessage } from './messages.ts';

/** Maximum bytes of unread records: enough to keep both workers busy. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** Bytes of records sent at once: each message costs both workers time. */
const PARCEL = 512 * 1024;

/** Bytes up to which records are copied when they are sent, so that the parcel is used again. */
const MOST_COPIED = 64 * 1024;

/**
 * Milliseconds after which records are sent, so that the page is up to date: a worker that is ended
 * loses the records that it has not sent.
 */
const LATEST = 40;

/** The end of a run. */
export type End = Pick<EndedMessage, 'outcome' | 'error'>;

export class RecordSender {
  readonly #started = performance.now();
  #parcel = new Uint8Array(PARCEL);
  #filled = 0;
  #sentAt = 0;
  #sent = 0;
  #read = 0;
  #wake = (): void => {};

  /** `port` receives the records, which are in the linear memory of the engine. */
  constructor(
    readonly port: MessagePort,
    readonly memory: WebAssembly.Memory,
  ) {
    port.onmessage = ({ data }: MessageEvent<ReadMessage>) => {
      this.#read = data.read;
      this.#wake();
    };
  }

  /**
   * Takes `length` bytes of records at the address `pointer`. If it throws, they are not taken: the
   * engine passes them again.
   */
  take(pointer: number, length: number): void {
    if (this.#filled + length > PARCEL) {
      this.#send();
    }
    this.#parcel.set(new Uint8Array(this.memory.buffer, pointer, length), this.#filled);
    const filled = this.#filled + length;
    if (this.#elapsed() - this.#sentAt >= LATEST) {
      this.#send(filled);
    } else {
      this.#filled = filled;
    }
  }

  /** Sends the records taken so far and the time, also if there are none: the engine runs. */
  flush(): void {
    this.#send();
  }

  /** Waits while too many bytes are unread. */
  async untilRead(): Promise<void> {
    if (this.#sent - this.#read <= MOST_UNREAD) {
      return;
    }
    this.#send();
    while (this.#sent - this.#read > MOST_UNREAD) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Reports the end of the workload. Records of its release may follow. */
  end({ outcome, error }: End): void {
    this.#send();
    this.#post({ type: 'ended', outcome, error, elapsedMs: this.#sentAt });
  }

  /** Reports the end of the records. */
  close(): void {
    this.#send();
    this.#post({ type: 'closed' });
  }

  #elapsed(): number {
    return performance.now() - this.#started;
  }

  /** Sends the first bytes of the parcel, and begins another one. */
  #send(length = this.#filled): void {
    const elapsedMs = this.#elapsed();
    const isSmall = length <= MOST_COPIED;
    const bytes = isSmall ? this.#parcel.slice(0, length).buffer : this.#parcel.buffer;
    // Before the message, because it fails if memory is short.
    const next = isSmall ? this.#parcel : new Uint8Array(PARCEL);
    this.#post({ type: 'records', bytes, length, elapsedMs }, [bytes]);
    this.#parcel = next;
    this.#filled = 0;
    this.#sent += length;
    this.#sentAt = elapsedMs;
  }

  #post(message: CaptureMessage, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }
}
