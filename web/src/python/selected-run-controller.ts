import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { TimelineController } from '../plot/timeline-controller.ts';
import type { PartEvent } from '../settings/events.ts';
import {
  REPORT_DEFAULTS,
  type ReportSettings,
  readReportSettings,
} from '../settings/report-settings.ts';
import type { Scale } from '../settings/settings.ts';
import { parseSize, type Size } from '../util/size.ts';
import { axisOf, chosenOn, isMixed, type PlotAxis } from './mixed-axis.ts';
import type { ProgramRunsController } from './program-runs-controller.ts';
import '../plot/memory-plot.ts';
import '../ui/text-field.ts';

/** The initial report settings. */
const REPORT: ReportSettings = readReportSettings(
  (name, read) => read(REPORT_DEFAULTS[name]),
  (text) => text,
  'flamegraph',
);

/**
 * The selection of an element: the run, instant and settings of reports; and the plot of all runs.
 */
export class SelectedRunController {
  readonly #host: ReactiveControllerHost;
  readonly #programs: ProgramRunsController;
  readonly #timeline: TimelineController;
  #selected: string | null = null;
  #shown = REPORT;
  #scale: Scale = 'linear';
  /** True if runs of one unit are drawn by the share of each, too. */
  #shares = false;

  constructor(host: ReactiveControllerHost & Element, programs: ProgramRunsController) {
    this.#host = host;
    this.#programs = programs;
    this.#timeline = new TimelineController(host, {
      settings: () => this.#shown,
      end: () => this.#axisOf(this.selected).end,
      arePreviews: () => false,
      change: (change) => this.change(change),
    });
  }

  /** The name of the selected run; `null` before the first. */
  get selected(): string | null {
    const names = this.#programs.named.map(({ name }) => name);
    return names.find((name) => name === this.#selected) ?? names.at(-1) ?? null;
  }

  /** The report settings. */
  get shown(): ReportSettings {
    return this.#shown;
  }

  /** The instant of playback. */
  get walked(): number | null {
    return this.#timeline.walked;
  }

  /** Clears state that does not outlast the start of a run. */
  begin(): void {
    this.#timeline.begin();
  }

  /** Selects an existing run after a change of exercise. */
  turn(): void {
    const { selected } = this;
    if (selected !== null && selected !== this.#selected) {
      this.select(selected);
    }
  }

  /** Selects a run; the chosen instants keep their position. */
  select(name: string): void {
    const [from, to] = [this.#axisOf(this.selected), this.#axisOf(name)];
    this.#selected = name;
    this.change({ ...chosenOn(this.#shown, from, to), run: name });
  }

  /** Changes the report settings. */
  change(change: Partial<ReportSettings>): void {
    this.#shown = { ...this.#shown, ...change };
    this.#host.requestUpdate();
  }

  /** Draws several runs by the share of each, or over the same axis; the instants keep their place. */
  #drawShares(shares: boolean): void {
    const from = this.#axisOf(this.selected);
    this.#shares = shares;
    this.change(chosenOn(this.#shown, from, this.#axisOf(this.selected)));
  }

  #renderAxisChoice(): TemplateResult | typeof nothing {
    const { views } = this.#programs;
    if (views.length < 2 || isMixed(views)) {
      return nothing;
    }
    const choice = (text: string, shares: boolean) => html`<button
      aria-pressed=${shares === this.#shares ? 'true' : 'false'}
      @click=${() => this.#drawShares(shares)}
    >
      ${text}
    </button>`;
    return html`<div class="segments" role="group" aria-label="Axis of the runs">
      ${choice('Allocations', false)} ${choice('Share of each run', true)}
    </div>`;
  }

  /**
   * The plot of all runs, with a line at the limit; `set` is called with a new limit, as a size or
   * empty for none, unless the limit is fixed.
   */
  renderPlot(limit: Size | null, set: ((limit: string) => void) | null): TemplateResult {
    const { running } = this.#programs;
    const { views, end, unit } = this.#axisOf(this.selected);
    const { instant, span, walked } = this.#timeline;
    return html`<section
      class="plot"
      aria-label="Memory over ${unit === 'share' ? 'the share of each run' : unit}"
      ?hidden=${views.length === 0}
    >
      <div class="choices">
        ${
          set === null
            ? nothing
            : html`<highwater-text-field
                class="limit"
                label="Memory limit"
                .value=${limit?.text ?? ''}
                .hint=${limit === null ? 'None: a size such as 10MB draws a line' : ''}
                .read=${(text: string) => (text.trim() === '' ? '' : parseSize(text).text)}
                @value-change=${({ detail }: PartEvent<'value-change'>) => set(detail)}
              ></highwater-text-field>`
        }
        ${this.#renderAxisChoice()}
      </div>
      <highwater-memory-plot
        .views=${views}
        .highlighted=${this.selected}
        .instant=${instant}
        .end=${end}
        .scale=${this.#scale}
        .unit=${unit}
        .limit=${limit}
        .span=${span}
        .walking=${walked !== null}
        .placeholder=${running ? 'The program runs…' : ''}
        @setting-change=${({ detail }: PartEvent<'setting-change'>) => {
          this.#scale = detail.value as Scale;
          this.#host.requestUpdate();
        }}
        @instant-change=${({ detail }: PartEvent<'instant-change'>) => this.#timeline.look(detail)}
        @span-change=${({ detail }: PartEvent<'span-change'>) => this.#timeline.brush(detail)}
        @play-request=${({ detail }: PartEvent<'play-request'>) => this.#timeline.play(detail)}
      ></highwater-memory-plot>
    </section>`;
  }

  #axisOf(selected: string | null): PlotAxis {
    const { views } = this.#programs;
    return axisOf(views, selected, this.#shares && views.length > 1);
  }
}
