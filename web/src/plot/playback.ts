/** Playback of a timeline: an instant that moves from a given tick to the end. */

/** Duration of a whole run in milliseconds. */
const DURATION = 12_000;

/** Milliseconds between two steps with reduced motion. */
const CALM_STEP = 1000;

/** A playback that continues until its end or until it is stopped. */
export class Playback {
  #frame = 0;
  #last = 0;
  #ticks: number;

  /** Starts at a tick and reports each tick that it reaches; `null` at the end. */
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
