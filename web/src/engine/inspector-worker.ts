/** The inspector of one run: it reads the capture as it arrives and answers queries about it. */

import initInspector, {
  Inspector,
  list_formats,
} from '../../wasm/inspector/highwater_inspector.js';
import type { ReportQuery } from '../model/report-answers.ts';
import type { Outcome, RunResult } from '../model/run-result.ts';
import { messageOf } from '../util/errors.ts';
import type {
  CaptureMessage,
  CaptureTail,
  ConcludeMessage,
  InspectMessage,
  InspectorMessage,
  InspectorReply,
  InspectorRequest,
  ReadMessage,
  Reply,
} from './messages.ts';
import { NativeSymbols } from './native-symbols.ts';
import { OutputRelay } from './program-output.ts';
import { watched } from './watched-worker.ts';

/** Milliseconds of a run between two snapshots: eight a second look smooth and cost nothing. */
const SNAPSHOT_INTERVAL = 125;

/** The first snapshot is earlier, so that a run stopped at once has numbers too. */
const FIRST_SNAPSHOT = 20;

/** Milliseconds between two snapshots of a run that records nothing: only its time passes. */
const IDLE_INTERVAL = 1000;

/**
 * Milliseconds without a message from the port of an engine that has been ended, after which
 * everything that it has sent has arrived.
 */
const QUIET = 20;

/** The maximum milliseconds for that: browsers end a busy worker a little later than requested. */
const MOST_WAITING = 3000;

const scope = self as unknown as {
  postMessage(message: InspectorReply, transfer?: Transferable[]): void;
};

/** Messages that arrive before the inspector is loaded wait for it. */
let ready: Promise<Inspection> | null = null;

self.addEventListener('message', ({ data }: MessageEvent<InspectorMessage>) => {
  if (data.type === 'inspect') {
    ready = Inspection.begin(data);
    ready.catch(fail);
    return;
  }
  ready?.then((inspection) => inspection.hear(data)).catch(fail);
});

function fail(error: unknown): void {
  scope.postMessage({ type: 'failed', error: messageOf(error) });
}

class Inspection {
  /** Locations are recorded: queries about the origin of bytes need them. */
  readonly #inspector = new Inspector(true);
  readonly #memory: WebAssembly.Memory;
  readonly #symbols = new NativeSymbols(this.#inspector);
  readonly #output = new OutputRelay((pieces) => {
    scope.postMessage({ type: 'output', pieces });
  });
  #elapsedMs = 0;
  #nextSnapshot = FIRST_SNAPSHOT;
  /** Records have been read since the last snapshot. */
  #isNew = false;
  /** The next snapshot, if records wait for it. */
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** The number of messages from the engine. */
  #messages = 0;
  /** The result has been sent and no longer changes. */
  #finished = false;
  /** The capture is not read any further. */
  #closed = false;

  static async begin({ module, port }: InspectMessage): Promise<Inspection> {
    const [{ memory }] = await Promise.all([initInspector({ module_or_path: module }), watched]);
    const inspection = new Inspection(memory);
    port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => inspection.#take(data, port);
    scope.postMessage({ type: 'ready' });
    return inspection;
  }

  private constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  hear(message: Exclude<InspectorMessage, InspectMessage>): void {
    if (message.type === 'conclude') {
      this.#conclude(message, performance.now() + MOST_WAITING);
      return;
    }
    const { id, question } = message;
    this.#answer(question)
      .catch((error: unknown): Reply => ({ error: messageOf(error) }))
      .then((reply) => scope.postMessage({ type: 'reply', id, reply }));
  }

  /** Ends the run of an engine that has ended, with all that it has sent; `latest` is a time. */
  #conclude(message: ConcludeMessage, latest: number): void {
    const messages = this.#messages;
    setTimeout(() => {
      if (messages === this.#messages || performance.now() >= latest) {
        this.#closed = true;
        this.#finish(message.outcome, message.error);
      } else {
        this.#conclude(message, latest);
      }
    }, QUIET);
  }

  async #answer(question: InspectorRequest): Promise<Reply> {
    const inspector = this.#inspector;
    switch (question.is) {
      case 'report':
        await this.#symbolsFor(question.query);
        return { json: inspector.answer(JSON.stringify(question.query)) };
      case 'export':
        await this.#symbolsFor(question.query);
        return { value: inspector.export(question.format, JSON.stringify(question.query)) };
      case 'formats':
        return { json: list_formats() };
      case 'symbols':
        return { value: await this.#symbols.load() };
      case 'conclusion':
        return { json: inspector.conclusion() };
      case 'keeping': {
        const { outcome, durationMs, error } = question.conclusion;
        const end = inspector.end(outcome, durationMs, error ?? undefined);
        const keeping: CaptureTail = {
          length: inspector.bytes_read,
          // The bindings copy bytes out of linear memory into buffers of their own.
          end: end as Uint8Array<ArrayBuffer>,
        };
        return { value: keeping };
      }
    }
  }

  /** Loads names of native frames if the query shows them; a failure is not an error. */
  async #symbolsFor({ kind, frames }: ReportQuery): Promise<void> {
    if (kind === 'stack' || frames === 'native') {
      await this.#symbols.load();
    }
  }

  #take(message: CaptureMessage, port: MessagePort): void {
    if (this.#closed) {
      return;
    }
    this.#messages += 1;
    try {
      switch (message.type) {
        case 'records':
          if (message.length > 0) {
            this.#read(new Uint8Array(message.bytes, 0, message.length), message.elapsedMs);
            port.postMessage({ read: this.#inspector.bytes_read } satisfies ReadMessage);
          }
          this.#pass(message.elapsedMs);
          break;
        case 'ended':
          this.#elapsedMs = message.elapsedMs;
          this.#finish(message.outcome, message.error);
          break;
        case 'closed':
          scope.postMessage({ type: 'read-to-end' });
          break;
        case 'output':
          // Text printed while the run's objects are released is not part of its output.
          if (!this.#finished) {
            this.#output.take(message.pieces);
          }
          break;
      }
    } catch (error) {
      this.#closed = true;
      fail(error);
    }
  }

  #read(bytes: Uint8Array, elapsedMs: number): void {
    const target = this.#inspector.reserve(bytes.length);
    // A new view, because memory that has grown detaches the old one.
    new Uint8Array(this.#memory.buffer).set(bytes, target);
    this.#inspector.feed(elapsedMs);
    this.#isNew = true;
  }

  /** Takes the time of the run, and posts a snapshot if that is due. */
  #pass(elapsedMs: number): void {
    if (this.#finished) {
      return;
    }
    this.#elapsedMs = elapsedMs;
    const due = this.#nextSnapshot + (this.#isNew ? 0 : IDLE_INTERVAL - SNAPSHOT_INTERVAL);
    if (elapsedMs >= due) {
      this.#postSnapshot();
    } else if (this.#isNew) {
      // The engine may send nothing more for long.
      this.#timer ??= setTimeout(() => this.#postSnapshot(), due - elapsedMs);
    }
  }

  #postSnapshot(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    if (!this.#finished && !this.#closed) {
      this.#nextSnapshot = this.#elapsedMs + SNAPSHOT_INTERVAL;
      this.#isNew = false;
      this.#post('snapshot', 'stopped', null);
    }
  }

  #finish(outcome: Outcome, error: string | null): void {
    if (!this.#finished) {
      this.#finished = true;
      this.#output.flush();
      this.#post('finished', outcome, error);
    }
  }

  #post(type: 'snapshot' | 'finished', outcome: Outcome, error: string | null): void {
    const timeline = this.#inspector.timeline();
    const collections = this.#inspector.collections();
    // Browser clocks are no finer than a tenth of a millisecond.
    const duration = Math.round(this.#elapsedMs * 10) / 10;
    const result = this.#inspector.result(outcome, duration, error ?? undefined);
    const message = { type, timeline, collections, result: JSON.parse(result) as RunResult };
    scope.postMessage(message, [timeline.buffer, collections.buffer]);
  }
}
