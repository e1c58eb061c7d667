/** The page's end of an inspector: one run's capture, read in a worker, and its answers. */

import type { Outcome } from '../model/run-result.ts';
import { type Deferred, deferred } from '../util/deferred.ts';
import inspectorWorker from './inspector-worker.ts?worker&url';
import type {
  InspectorMessage,
  InspectorReply,
  InspectorRequest,
  ReplyMessage,
  ReplyTo,
} from './messages.ts';
import { type StartedWorker, startWorker } from './start-worker.ts';
import { describeSilentEnd } from './worker-life.ts';

/** Messages of an inspector that are not replies. */
export type InspectorNews = Exclude<InspectorReply, ReplyMessage>;

export class RunInspector {
  readonly #started: StartedWorker;
  readonly #asked = new Map<number, Deferred<unknown>>();
  readonly #hear: (news: InspectorNews) => void;
  #nextId = 0;
  #closed: string | null = null;

  /** Begins to read the capture from the port; `hear` is called for each message. */
  constructor(
    module: WebAssembly.Module,
    port: MessagePort,
    onNews: (news: InspectorNews) => void,
  ) {
    this.#hear = onNews;
    this.#started = startWorker(inspectorWorker, (end) => {
      this.close(describeSilentEnd('inspector', end));
    });
    const { worker } = this.#started;
    worker.addEventListener('message', ({ data }: MessageEvent<InspectorReply>) => {
      if (data.type === 'reply') {
        this.#settle(data);
      } else {
        onNews(data);
      }
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const error = event.message || 'the inspector could not be loaded';
      this.close(error);
    });
    this.#post({ type: 'inspect', module, port }, [port]);
  }

  /** Answers a query; rejects with the reason as text. */
  ask<Q extends InspectorRequest>(question: Q): Promise<ReplyTo<Q>> {
    if (this.#closed !== null) {
      return Promise.reject(new Error(this.#closed));
    }
    const id = this.#nextId++;
    const waiting = deferred<unknown>();
    this.#asked.set(id, waiting);
    this.#post({ type: 'ask', id, question });
    return waiting.promise as Promise<ReplyTo<Q>>;
  }

  /** Ends the run with the records that the engine has sent. */
  conclude(outcome: Outcome, error: string | null): void {
    this.#post({ type: 'conclude', outcome, error });
  }

  /** Terminates the worker and frees its memory. Later queries reject with the reason. */
  close(reason = 'the run has been replaced or removed'): void {
    if (this.#closed !== null) {
      return;
    }
    this.#closed = reason;
    this.#started.terminate();
    for (const { reject } of this.#asked.values()) {
      reject(new Error(reason));
    }
    this.#asked.clear();
    this.#hear({ type: 'failed', error: reason });
  }

  #settle({ id, reply }: ReplyMessage): void {
    const waiting = this.#asked.get(id);
    this.#asked.delete(id);
    if ('error' in reply) {
      waiting?.reject(new Error(reply.error));
    } else {
      waiting?.resolve('json' in reply ? JSON.parse(reply.json) : reply.value);
    }
  }

  #post(message: InspectorMessage, transfer: Transferable[] = []): void {
    this.#started.worker.postMessage(message, transfer);
  }
}
