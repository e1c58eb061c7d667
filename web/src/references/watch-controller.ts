/** The watching of an instance: its progress and its result. */

import { initialState, Task, TaskStatus } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';
import type { WatchRequest } from '../engine/messages.ts';
import { watchInstance } from '../engine/watch-instance.ts';
import type { InstanceHistory } from '../model/instance-history.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { messageOf } from '../util/errors.ts';

type WatchState =
  | { readonly is: 'idle' }
  | { readonly is: 'watching'; readonly calls: number }
  | { readonly is: 'stopped' }
  | { readonly is: 'failed'; readonly error: string }
  | { readonly is: 'seen'; readonly history: InstanceHistory };

export class Watching {
  readonly #task: Task<readonly [WatchRequest | null], InstanceHistory>;
  #request: WatchRequest | null = null;
  #calls = 0;
  #stopped = false;

  constructor(host: ReactiveControllerHost & Element) {
    this.#task = new Task(host, {
      autoRun: false,
      task: ([request], { signal }) =>
        request === null
          ? initialState
          : watchInstance(request, signal, (calls) => {
              if (!signal.aborted) {
                this.#calls = calls;
                host.requestUpdate();
              }
            }),
    });
    // The history is of a run that is removed with its element.
    new PresenceController(host, { removed: () => this.forget() });
  }

  get state(): WatchState {
    const { status, value, error } = this.#task;
    if (this.#request === null || status === TaskStatus.INITIAL) {
      return { is: 'idle' };
    }
    if (status === TaskStatus.PENDING) {
      return { is: 'watching', calls: this.#calls };
    }
    if (value !== undefined) {
      return { is: 'seen', history: value };
    }
    return this.#stopped ? { is: 'stopped' } : { is: 'failed', error: messageOf(error) };
  }

  /** The current or last request. */
  get request(): WatchRequest | null {
    return this.#request;
  }

  /** Watches an instance, in place of the current one. */
  watch(request: WatchRequest): void {
    this.#begin(request);
  }

  /** Stops watching. */
  stop(): void {
    if (this.#task.status === TaskStatus.PENDING) {
      this.#stopped = true;
      this.#task.abort();
    }
  }

  /** Resets to the initial state. */
  forget(): void {
    this.#begin(null);
  }

  #begin(request: WatchRequest | null): void {
    this.#request = request;
    this.#calls = 0;
    this.#stopped = false;
    this.#task.run([request]);
  }
}
