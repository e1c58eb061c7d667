/** The watching of an instance, as an element shows it: how far it has come and what was seen. */

import type { ReactiveControllerHost } from 'lit';
import { type WatchRequest, watchInstance } from '../engine/watch-instance.ts';
import type { InstanceHistory } from '../model/instance-history.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { messageOf } from '../util/errors.ts';

export type WatchState =
  | { readonly is: 'idle' }
  | { readonly is: 'watching'; readonly calls: number }
  | { readonly is: 'stopped' }
  | { readonly is: 'failed'; readonly error: string }
  | { readonly is: 'seen'; readonly history: InstanceHistory };

export class Watching {
  readonly #host: ReactiveControllerHost;
  #state: WatchState = { is: 'idle' };
  #request: WatchRequest | null = null;
  #abort: AbortController | null = null;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    new PresenceController(host, { removed: () => this.stop() });
  }

  get state(): WatchState {
    return this.#state;
  }

  /** What is watched, or was. */
  get request(): WatchRequest | null {
    return this.#request;
  }

  /** Watches, in the place of what is being watched. */
  async watch(request: WatchRequest): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#request = request;
    const show = (state: WatchState) => {
      if (this.#abort === abort) {
        this.#show(state);
      }
    };
    show({ is: 'watching', calls: 0 });
    try {
      const progressed = (calls: number) => show({ is: 'watching', calls });
      const history = await watchInstance(request, abort.signal, progressed);
      show({ is: 'seen', history });
    } catch (error) {
      show(abort.signal.aborted ? { is: 'stopped' } : { is: 'failed', error: messageOf(error) });
    }
  }

  /** Ends what goes on. */
  stop(): void {
    this.#abort?.abort();
  }

  /** As if nothing had been watched. */
  forget(): void {
    this.#abort?.abort();
    [this.#abort, this.#request] = [null, null];
    this.#show({ is: 'idle' });
  }

  #show(state: WatchState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
