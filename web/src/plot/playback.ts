/** Walking along a timeline by itself: an instant that moves from here to the end. */

/** Milliseconds from the beginning of a run to its end. */
const DURATION = 12_000;

/** Milliseconds between two steps for those who want little motion. */
const CALM_STEP = 1000;

/** A walk that goes on until it has come to the end or is stopped. */
export class Walk {
  #frame = 0;
  #last = 0;
  #calls: number;

  /** Begins at a number of calls and tells each it comes to; `null` when it has come to the end. */
  constructor(
    from: number,
    readonly end: number,
    readonly tell: (calls: number | null) => void,
  ) {
    this.#calls = from;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const step = (now: number) => {
      const since = now - (this.#last || now);
      if (this.#last === 0 || !calm || since >= CALM_STEP) {
        this.#last = now;
        this.#calls += (since / DURATION) * end;
        if (this.#calls >= end) {
          tell(null);
          return;
        }
        tell(Math.round(this.#calls));
      }
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }
}
