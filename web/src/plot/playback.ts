/** Walking along a timeline by itself: an instant that moves from here to the end. */

/** Milliseconds from the beginning of a run to its end. */
const DURATION = 12_000;

/** Milliseconds between two steps for those who want little motion. */
const CALM_STEP = 1000;

/** A walk that goes on until it has come to the end or is stopped. */
export class Playback {
  #frame = 0;
  #last = 0;
  #ticks: number;

  /** Begins at a tick and reports each that it reaches; `null` at the end. */
  constructor(
    from: number,
    readonly end: number,
    readonly tell: (ticks: number | null) => void,
  ) {
    this.#ticks = from;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const step = (now: number) => {
      const since = now - (this.#last || now);
      if (this.#last === 0 || !calm || since >= CALM_STEP) {
        this.#last = now;
        this.#ticks += (since / DURATION) * end;
        if (this.#ticks >= end) {
          tell(null);
          return;
        }
        tell(Math.round(this.#ticks));
      }
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }
}
