import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Callbacks for an element's insertion into a document and its removal for good. */
interface PresenceListener {
  arrived?(): void;
  removed?(): void;
}

/**
 * Presence of an element in a document. An element that is moved is removed and inserted within one
 * task, so presence is checked after the task: a move is neither an insertion nor a removal, and
 * activity in the element continues.
 */
export class PresenceController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #listener: PresenceListener;
  #present = false;

  constructor(host: ReactiveControllerHost & Element, listener: PresenceListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    queueMicrotask(() => this.#settle());
  }

  hostDisconnected(): void {
    queueMicrotask(() => this.#settle());
  }

  #settle(): void {
    const { isConnected } = this.#host;
    if (isConnected !== this.#present) {
      this.#present = isConnected;
      if (isConnected) {
        this.#listener.arrived?.();
      } else {
        this.#listener.removed?.();
      }
    }
  }
}
