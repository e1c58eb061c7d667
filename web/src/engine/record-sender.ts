/** The records of an engine on their way to the inspector, which reads them in parallel. */

import type { CaptureMessage, EndedMessage, ReadMessage } from './messages.ts';

/** Maximum bytes of unread records: enough to keep both workers busy. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** Bytes of records sent at once: each message costs both workers time. */
const PARCEL = 512 * 1024;

/** Milliseconds after which pending records are sent, so that the page is up to date. */
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

  /** Takes `length` bytes of records at the address `pointer`. */
  take(pointer: number, length: number): void {
    const now = this.#elapsed();
    if (this.#filled + length > PARCEL || now - this.#sentAt >= LATEST) {
      this.#send(now);
    }
    this.#parcel.set(new Uint8Array(this.memory.buffer, pointer, length), this.#filled);
    this.#filled += length;
  }

  /** Waits while too many bytes are unread. */
  async untilRead(): Promise<void> {
    while (this.#sent - this.#read > MOST_UNREAD) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Reports the end of the workload. Records of its release may follow. */
  end({ outcome, error }: End): void {
    const elapsedMs = this.#elapsed();
    this.#send(elapsedMs);
    this.#post({ type: 'ended', outcome, error, elapsedMs });
  }

  /** Reports the end of the records. */
  close(): void {
    this.#send(this.#elapsed());
    this.#post({ type: 'closed' });
  }

  #elapsed(): number {
    return performance.now() - this.#started;
  }

  #send(now: number): void {
    if (this.#filled > 0) {
      const { buffer } = this.#parcel;
      this.#post({ type: 'records', bytes: buffer, length: this.#filled, elapsedMs: now }, [
        buffer,
      ]);
      this.#sent += this.#filled;
      this.#parcel = new Uint8Array(PARCEL);
      this.#filled = 0;
    }
    this.#sentAt = now;
  }

  #post(message: CaptureMessage, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }
}
