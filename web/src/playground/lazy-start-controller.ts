import type { ReactiveControllerHost } from 'lit';
import { attributesOf } from '../settings/changes.ts';
import { startOf } from '../settings/start-mode.ts';
import { PresenceController } from '../ui/presence-controller.ts';

/** Defers loading an element's heavy parts. */
export class LazyStartController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #begin: () => void;
  #observer: IntersectionObserver | null = null;
  #passed = false;
  #waits = false;

  /**
   * `begin` is called when loading may start, each time the element is connected. It is deferred
   * because a script that has just inserted the element may still be setting its attributes.
   */
  constructor(host: ReactiveControllerHost & Element, begin: () => void) {
    this.#host = host;
    this.#begin = begin;
    new PresenceController(host, {
      arrived: () => this.#decide(),
      removed: () => this.#observer?.disconnect(),
    });
  }

  /** True if the reader has to start it. */
  get waits(): boolean {
    return this.#waits && !this.#passed;
  }

  /** Starts, as requested by the reader. */
  open(): void {
    this.pass();
    this.#begin();
  }

  /** Restarts, if it has started. */
  reopen(): void {
    if (this.#passed) {
      this.#begin();
    }
  }

  /** Stops waiting: a call of the element's API starts it anyway. */
  pass(): void {
    if (!this.#passed) {
      this.#passed = true;
      this.#observer?.disconnect();
      this.#host.requestUpdate();
    }
  }

  #decide(): void {
    const start = startOf(attributesOf(this.#host));
    if (this.#passed || start === 'at-once') {
      this.open();
    } else if (start === 'asked') {
      this.#waits = true;
      this.#host.requestUpdate();
    } else {
      this.#observer = new IntersectionObserver((entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          this.open();
        }
      });
      this.#observer.observe(this.#host);
    }
  }
}
