import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type uPlot from 'uplot';
import { nameOfUnit } from '../model/ticks.ts';
import { align, alignedColumn, maximum } from '../model/timeline.ts';
import { timelineOf } from '../runs/run-view.ts';
import type { PlotTheme } from '../ui/theme.ts';
import { formatCompact } from '../util/format.ts';
import { colourOf, withAlpha } from '../util/palette.ts';
import { plainOptions, ticksAxis, valueAxis } from './axes.ts';
import { emphasisOf, OPACITY } from './emphasis.ts';
import { capitalized, LABELS } from './labels.ts';
import { PlotElement } from './plot-element.ts';
import { roundUp } from './scale.ts';

type Counted = 'instances' | 'entries';

const COUNTED: readonly Counted[] = ['instances', 'entries'];

/** Retained objects by number: instances alive or cache entries over calls made. */
@customElement('highwater-count-plot')
class CountPlot extends PlotElement {
  @state() private counted: Counted = 'instances';

  override render(): TemplateResult {
    return html`
      <div class="segments counted" role="group" aria-label="Counted quantity">
        ${COUNTED.map(
          (counted) => html`<button
            aria-pressed=${counted === this.counted ? 'true' : 'false'}
            @click=${() => {
              this.counted = counted;
            }}
          >
            ${capitalized(LABELS[counted])}
          </button>`,
        )}
      </div>
      <div role="img" aria-label=${this.#describe()}>${this.renderBox('Nothing to count')}</div>
    `;
  }

  protected layoutKey(): string {
    return [this.counted, ...this.views.map(({ name, slot }) => `${slot}=${name}`)].join(' ');
  }

  protected data(): uPlot.AlignedData {
    const timelines = this.views.map(timelineOf);
    const { ticks, rows } = align(timelines);
    const columns = timelines.map((timeline, position) =>
      alignedColumn(timeline, rows[position] ?? new Int32Array(), this.counted),
    );
    return [ticks, ...columns] as uPlot.AlignedData;
  }

  protected options(theme: PlotTheme): Omit<uPlot.Options, 'width' | 'height'> {
    return {
      ...plainOptions(),
      scales: {
        x: { time: false, range: () => [0, Math.max(1, this.end)] },
        y: { range: () => [0, this.#top()] },
      },
      series: [
        {},
        ...this.views.map((view): uPlot.Series => {
          const colour = colourOf(view.slot, theme.dark);
          const opacity = () => OPACITY[emphasisOf(view.name, this.highlighted)];
          return {
            label: view.name,
            scale: 'y',
            points: { show: false },
            spanGaps: true,
            width: 1.5,
            stroke: () => withAlpha(colour, opacity().line),
            fill: () => withAlpha(colour, opacity().fill / 2),
          };
        }),
      ],
      axes: [
        ticksAxis(theme, false),
        valueAxis(theme, 22, (splits) =>
          splits.map((value) => (value === null ? '' : formatCompact(value))),
        ),
      ],
    };
  }

  #top(): number {
    return roundUp(
      Math.max(1, ...this.views.map((view) => maximum(timelineOf(view), this.counted))),
    );
  }

  #describe(): string {
    const peaks = this.views.map(
      (view) => `${view.name} at most ${formatCompact(maximum(timelineOf(view), this.counted))}`,
    );
    return `${capitalized(LABELS[this.counted])} over ${nameOfUnit('calls')}: ${peaks.join(', ')}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-count-plot': CountPlot;
  }
}
