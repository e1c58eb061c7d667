import type { ReactiveControllerHost } from 'lit';
import { attributesOf } from '../settings/changes.ts';
import { startOf } from '../settings/start-mode.ts';
import { PresenceController } from '../ui/presence-controller.ts';

/** Holds an element back from loading anything heavy until its time has come. */
export class LazyStartController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #begin: () => void;
  #observer: IntersectionObserver | null = null;
  #passed = false;
  #waits = false;

  /**
   * `begin` is called when the time has come, each time that the element comes onto a page. A script
   * that has just brought it there may still be setting its attributes, which all count.
   */
  constructor(host: ReactiveControllerHost & Element, begin: () => void) {
    this.#host = host;
    this.#begin = begin;
    new PresenceController(host, {
      arrived: () => this.#decide(),
      removed: () => this.#observer?.disconnect(),
    });
  }

  /** Whether it waits for the reader to ask. */
  get waits(): boolean {
    return this.#waits && !this.#passed;
  }

  /** Begins, since the reader has asked. */
  open(): void {
    this.pass();
    this.#begin();
  }

  /** Begins anew, where it has begun. */
  reopen(): void {
    if (this.#passed) {
      this.#begin();
    }
  }

  /** Waits no more: something has been asked of the element that begins it anyway. */
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
