import type { ReactiveControllerHost } from 'lit';
import type { PartEvents } from '../settings/events.ts';
import type { ReportSettings } from '../settings/report-settings.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { Playback } from './playback.ts';

/** The controller's dependencies and callbacks. */
interface Timelines {
  /** The report settings; `null` while they are unknown. */
  settings(): ReportSettings | null;
  /** The end of the timelines, in ticks. */
  end(): number;
  /** True if the timelines are previews. */
  arePreviews(): boolean;
  change(change: Partial<ReportSettings>): void;
}

const NOTHING_CHOSEN: Partial<ReportSettings> = {
  at: null,
  between: null,
  subject: 'high-water-mark',
};

/**
 * The timeline as a control: the instant under the pointer, the chosen one, or the one of playback;
 * and the span of ticks that is being brushed or has been. The element stores the chosen instants,
 * among its report settings.
 */
export class TimelineController {
  readonly #host: ReactiveControllerHost;
  readonly #timelines: Timelines;
  #looked: number | null = null;
  #brushed: readonly [number, number] | null = null;
  #walked: number | null = null;
  #walk: Playback | null = null;
  #chosenOnPreview = false;

  constructor(host: ReactiveControllerHost & Element, timelines: Timelines) {
    this.#host = host;
    this.#timelines = timelines;
    new PresenceController(host, { removed: () => this.#stand() });
  }

  /** The displayed instant; `null` for the end of each run. */
  get instant(): number | null {
    return this.#walked ?? this.#looked ?? this.chosen;
  }

  /** The chosen instant. */
  get chosen(): number | null {
    const settings = this.#timelines.settings();
    return settings?.subject === 'at' && typeof settings.at === 'number' ? settings.at : null;
  }

  /** The instant of playback. */
  get walked(): number | null {
    return this.#walked;
  }

  /** The compared ticks, or those compared if the pointer were released. */
  get span(): readonly [number, number] | null {
    const settings = this.#timelines.settings();
    return this.#brushed ?? (settings?.subject === 'difference' ? settings.between : null);
  }

  /** Clears state that does not outlast the start of a run. */
  begin(): void {
    this.#stand();
    this.#looked = null;
    // A preview is much shorter than the run, so its instants do not apply to the run.
    if (this.#chosenOnPreview) {
      this.#choose(NOTHING_CHOSEN);
      this.#chosenOnPreview = false;
    }
    this.#host.requestUpdate();
  }

  look({ ticks, chosen }: PartEvents['instant-change']): void {
    this.#looked = chosen ? null : ticks;
    if (chosen) {
      this.#stand();
      this.#choose(ticks === null ? NOTHING_CHOSEN : { at: ticks, subject: 'at' });
    }
    this.#host.requestUpdate();
  }

  brush({ span, chosen }: PartEvents['span-change']): void {
    this.#brushed = chosen ? null : span;
    if (chosen && span !== null) {
      this.#looked = null;
      this.#choose({ between: span, subject: 'difference' });
    }
    this.#host.requestUpdate();
  }

  /** Starts playback, or pauses it at its instant. */
  play(walks: boolean): void {
    const { chosen } = this;
    const at = this.#walked;
    this.#stand();
    if (walks) {
      const end = this.#timelines.end();
      this.#looked = null;
      this.#walked = chosen === null || chosen >= end ? 0 : chosen;
      this.#walk = new Playback(this.#walked, end, (ticks) => this.#walkTo(ticks));
    } else if (at !== null) {
      this.#choose({ at, subject: 'at' });
    }
    this.#host.requestUpdate();
  }

  #walkTo(ticks: number | null): void {
    this.#walked = ticks;
    if (ticks === null) {
      this.#choose({ at: this.#timelines.end(), subject: 'at' });
    }
    this.#host.requestUpdate();
  }

  #stand(): void {
    this.#walk?.stop();
    this.#walk = null;
    this.#walked = null;
  }

  #choose(change: Partial<ReportSettings>): void {
    this.#chosenOnPreview = this.#timelines.arePreviews();
    this.#timelines.change(change);
  }
}
