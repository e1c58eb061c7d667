/**
 * Calls that are costly to draw, spaced so that drawing leaves the processor to the work that they
 * report: where a browser draws without a graphics card, eight pictures a second of a run take
 * most of the page's time, and the run takes several times as long.
 */

/** The maximum share of the time in which the page draws. */
const SHARE = 0.2;

/** Milliseconds after which a page that draws nothing, because it is hidden, counts as drawn. */
const HIDDEN = 250;

/** Resolves when the page has drawn its changes. */
export type Painted = () => Promise<void>;

const painted: Painted = () =>
  new Promise((resolve) => {
    const done = () => setTimeout(resolve, 0);
    const frame = requestAnimationFrame(() => {
      clearTimeout(limit);
      done();
    });
    const limit = setTimeout(() => {
      cancelAnimationFrame(frame);
      done();
    }, HIDDEN);
  });

export class PacedCalls<T> {
  readonly #call: (value: T) => void;
  readonly #painted: Painted;
  /** The latest value, until it is passed. */
  #next: { readonly value: T } | null = null;
  #isDue = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(call: (value: T) => void, until = painted) {
    this.#call = call;
    this.#painted = until;
  }

  /**
   * Calls with the value, at once if the page has rested long enough since it drew the previous
   * one; otherwise then, unless a later value replaces it.
   */
  take(value: T): void {
    this.#next = { value };
    if (this.#isDue) {
      this.#pass();
    }
  }

  /** Drops the value that waits. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#next = null;
    this.#isDue = true;
  }

  #pass(): void {
    if (this.#next === null) {
      return;
    }
    const { value } = this.#next;
    this.#next = null;
    this.#isDue = false;
    const started = performance.now();
    this.#call(value);
    this.#painted().then(() => {
      const cost = performance.now() - started;
      this.#timer = setTimeout(
        () => {
          this.#isDue = true;
          this.#pass();
        },
        cost * (1 / SHARE - 1),
      );
    });
  }
}
