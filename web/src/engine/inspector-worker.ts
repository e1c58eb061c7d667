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
  InspectMessage,
  InspectorMessage,
  InspectorReply,
  InspectorRequest,
  ReadMessage,
  Reply,
} from './messages.ts';
import { NativeSymbols } from './native-symbols.ts';
import { OutputRelay } from './program-output.ts';

/** Milliseconds of a run between two snapshots: eight a second look smooth and cost nothing. */
const SNAPSHOT_INTERVAL = 125;

/** The first snapshot is earlier, so that a run stopped at once has numbers too. */
const FIRST_SNAPSHOT = 20;

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
  /** The result has been sent and no longer changes. */
  #finished = false;
  /** The capture is not read any further. */
  #closed = false;

  static async begin({ module, port }: InspectMessage): Promise<Inspection> {
    const { memory } = await initInspector({ module_or_path: module });
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
      // Messages still in transit are ignored: the result covers the records read so far.
      this.#closed = true;
      this.#finish(message.outcome, message.error);
      return;
    }
    const { id, question } = message;
    this.#answer(question)
      .catch((error: unknown): Reply => ({ error: messageOf(error) }))
      .then((reply) => scope.postMessage({ type: 'reply', id, reply }));
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
    try {
      switch (message.type) {
        case 'records':
          this.#read(new Uint8Array(message.bytes, 0, message.length), message.elapsedMs);
          port.postMessage({ read: this.#inspector.bytes_read } satisfies ReadMessage);
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
    if (!this.#finished) {
      this.#elapsedMs = elapsedMs;
      if (elapsedMs >= this.#nextSnapshot) {
        this.#nextSnapshot = elapsedMs + SNAPSHOT_INTERVAL;
        this.#post('snapshot', 'stopped', null);
      }
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
