import { html, nothing, type PropertyValues, svg, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type uPlot from 'uplot';
import type { TickUnit } from '../model/ticks.ts';
import { lastPoint, pointAt } from '../model/timeline.ts';
import { collectionsOf, isTraced, timelineOf } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send, sendUp } from '../settings/events.ts';
import type { Scale } from '../settings/settings.ts';
import { glyph } from '../ui/shared.ts';
import { valueAfterKey } from '../ui/slider-keys.ts';
import type { PlotTheme } from '../ui/theme.ts';
import { download } from '../util/download.ts';
import { messageOf } from '../util/errors.ts';
import { loadPart } from '../util/parts.ts';
import type { Size } from '../util/size.ts';
import { drawCollections, drawLimit, drawPeaks } from './annotations.ts';
import { NARROW, plainOptions, ticksAxis, valueAxis } from './axes.ts';
import { collectionNear } from './collection-marks.ts';
import { keyOf, MARK } from './key.ts';
import {
  describeCollection,
  describeMemory,
  instantLabel,
  memoryTick,
  plotTitle,
} from './labels.ts';
import styles from './memory-plot.css?inline';
import { highestMemory, lineWidth, lowestPeak, memoryData, memorySeries } from './memory-series.ts';
import { PlotElement } from './plot-element.ts';
import { evenTop, logarithmicEnds, MIB, powersOfTen } from './scale.ts';

const SCALES: readonly (readonly [Scale, string])[] = [
  ['linear', 'Linear'],
  ['log', 'Log'],
  ['fit', 'Fit selected'],
];

/** The minimum size of a picture, in pixels: a phone's plot would have no space for its key. */
const PICTURE = { width: 720, height: 420 } as const;

/**
 * Live bytes and linear memory of every policy over calls made. The area between them is memory
 * that was freed but is still committed.
 *
 * @fires setting-change @fires instant-change @fires span-change @fires play-request @fires problem
 */
@customElement('highwater-memory-plot')
class MemoryPlot extends PlotElement {
  static override styles = [...PlotElement.styles, unsafeCSS(styles)];

  @property({ attribute: false }) limit: Size | null = null;
  @property() scale: Scale = 'linear';
  /** The unit of the x axis. */
  @property() unit: TickUnit = 'calls';
  /** The policy whose peak the axis fits, if it is set to fit the selected one. */
  @shared @property() selected: string | null = null;
  /** True if playback moves the instant. */
  @property({ attribute: false }) walking = false;
  /** The plot's caption, if it needs one. */
  @property() caption = '';
  /** True if it shows the small run of the preview. */
  @property({ type: Boolean }) preview = false;
  /** The placeholder of an empty plot. */
  @property() placeholder = '';
  #ends: [number, number] = [0, 1];
  /** The start of a span selected with the arrow keys. */
  #anchor: number | null = null;
  /** The moving end of that span. */
  #head: number | null = null;

  override willUpdate(_: PropertyValues): void {
    this.#ends = this.#findEnds();
  }

  override render(): TemplateResult {
    const now = this.instant ?? this.end;
    return html`
      <div class="head">
        <h2>Memory</h2>
        <p class="small caption" data-testid="plot-caption">
          ${this.preview ? html`<strong class="badge">Preview</strong>` : nothing} ${this.caption}
        </p>
        <div class="segments" role="group" aria-label="Scale of the memory axis">
          ${SCALES.map(
            ([scale, label]) => html`<button
              aria-pressed=${scale === this.scale ? 'true' : 'false'}
              ?disabled=${scale === 'fit' && this.selected === null && this.scale !== 'fit'}
              @click=${() => send(this, 'setting-change', { name: 'scale', value: scale })}
            >
              ${label}
            </button>`,
          )}
        </div>
      </div>
      <div class="line">
        ${renderKey(this.views.some((view) => collectionsOf(view).length > 0))}
        <div class="instants">
          <button
            class="compact"
            ?disabled=${this.end === 0}
            aria-pressed=${this.walking ? 'true' : 'false'}
            title="Play the run from the instant to its end"
            @click=${() => send(this, 'play-request', !this.walking)}
          >
            ${this.walking ? glyph('pause') : glyph('run')} ${this.walking ? 'Pause' : 'Play'}
          </button>
          <button
            class="compact"
            ?disabled=${this.end === 0}
            aria-pressed=${this.brushing ? 'true' : 'false'}
            title="Drag over the plot to compare two instants (with a mouse, always on)"
            @click=${() => {
              this.brushing = !this.brushing;
            }}
          >
            ${glyph('span')} Compare
          </button>
          <div class="segments" role="group" aria-label="Save the plot as a picture">
            ${(['svg', 'png'] as const).map(
              (
                format,
              ) => html`<button ?disabled=${this.end === 0} @click=${() => this.#save(format)}>
                ${glyph('save')} ${format.toUpperCase()}
              </button>`,
            )}
          </div>
        </div>
      </div>
      <div
        class="slider"
        data-testid="memory-plot"
        tabindex="0"
        role="slider"
        aria-label="${plotTitle(this.unit)}: the instant to read"
        aria-valuemin="0"
        aria-valuemax=${this.end}
        aria-valuenow=${now}
        aria-valuetext=${this.#describe(now)}
        aria-keyshortcuts="B"
        @keydown=${this.#keyPressed}
      >
        ${this.renderBox(this.placeholder)}
      </div>
    `;
  }

  protected layoutKey(): string {
    const policies = this.views.map((view) => `${view.slot}=${view.name}=${lineWidth(view)}`);
    return [this.scale, this.unit, ...policies].join(' ');
  }

  protected data(): uPlot.AlignedData {
    return memoryData(this.views, this.scale === 'log' ? this.#ends[0] : 0);
  }

  protected options(theme: PlotTheme, width: number): Omit<uPlot.Options, 'width' | 'height'> {
    const { series, bands } = memorySeries(this.views, theme, {
      highlighted: () => this.highlighted,
      // On a logarithmic scale areas are not proportional, so the fill is faint.
      fill: this.scale === 'log' ? 0.35 : 1,
    });
    return {
      ...plainOptions(),
      // The last label of shares is wider than a number.
      ...(this.unit === 'share' ? { padding: [10, 20, 0, 0] } : {}),
      scales: {
        x: { time: false, range: () => [0, Math.max(1, this.end)] },
        y: {
          distr: this.scale === 'log' ? 3 : 1,
          range: () => this.#ends,
        },
      },
      series,
      bands,
      axes: [
        ticksAxis(theme, width > NARROW, this.unit),
        {
          ...valueAxis(theme, 34, (splits) =>
            splits.map((value) => (value === null ? '' : memoryTick(value))),
          ),
          ...(this.scale === 'log' ? { splits: () => powersOfTen(this.#ends) } : {}),
        },
      ],
      hooks: { draw: [(plot) => this.#annotate(plot)] },
    };
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const rescaled = ['limit', 'selected'].some((name) => changed.has(name));
    if (rescaled && !changed.has('views')) {
      this.drawSoon('data');
    }
  }

  async #save(format: 'svg' | 'png'): Promise<void> {
    const { plotTheme: theme, plot } = this;
    if (theme === null || plot === null) {
      return;
    }
    const name = `highwater-memory.${format}`;
    try {
      const [{ memorySvg }, { pngOf, svgFile }] = await loadPart(
        'the part that draws pictures',
        () => Promise.all([import('./svg.ts'), import('../util/images.ts')]),
      );
      const picture = memorySvg({
        views: this.views,
        unit: this.unit,
        end: this.end,
        ends: this.#ends,
        logarithmic: this.scale === 'log',
        limit: this.limit,
        theme,
        width: Math.max(PICTURE.width, plot.width),
        height: Math.max(PICTURE.height, plot.height),
      });
      download(format === 'svg' ? svgFile(picture) : await pngOf(picture, 2), name);
    } catch (error) {
      sendUp(this, 'problem', { name, message: messageOf(error) });
    }
  }

  #annotate(plot: uPlot): void {
    const { plotTheme: theme, limit } = this;
    if (theme === null) {
      return;
    }
    drawCollections(plot, this.views, this.highlighted, theme);
    if (limit !== null && this.end > 0) {
      drawLimit(plot, limit, theme);
    }
    drawPeaks(plot, this.views, this.highlighted, theme, plot.width > NARROW);
  }

  #findEnds(): [number, number] {
    const highest = highestMemory(this.views);
    const limit = this.limit === null ? null : this.limit.bytes / MIB;
    if (this.scale === 'log') {
      const top = Math.max(highest, limit !== null && limit < highest * 10 ? limit : 0);
      return logarithmicEnds(lowestPeak(this.views) / 4, top);
    }
    const selected = this.views.filter(({ name }) => name === this.selected);
    const fitted = this.scale === 'fit' && selected.length > 0 ? highestMemory(selected) : highest;
    return [0, evenTop(fitted, limit)];
  }

  #describe(ticks: number): string {
    const values = this.views.map((view) => {
      const timeline = timelineOf(view);
      const point = pointAt(timeline, ticks) ?? lastPoint(timeline);
      if (point === null) {
        return `${view.name} has no values`;
      }
      const near = collectionNear(collectionsOf(view), ticks, this.end);
      const collection = near === null ? '' : `, ${describeCollection(near)}`;
      return `${view.name} ${describeMemory(point, isTraced(view))}${collection}`;
    });
    return [instantLabel(ticks, this.unit, this.end), ...values].join('; ');
  }

  #keyPressed(event: KeyboardEvent): void {
    const now = this.instant ?? this.span?.[1] ?? this.end;
    if (event.key.toLowerCase() === 'b' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#anchor = this.#anchor === null ? now : null;
      this.#head = null;
      return;
    }
    const ticks = valueAfterKey(event, this.#head ?? now, [0, this.end]);
    if (ticks === null && event.key !== 'Escape') {
      return;
    }
    event.preventDefault();
    if (this.#anchor !== null && ticks !== null) {
      this.#head = ticks;
      const span = [Math.min(this.#anchor, ticks), Math.max(this.#anchor, ticks)] as const;
      send(this, 'span-change', { span, chosen: true });
      return;
    }
    [this.#anchor, this.#head] = [null, null];
    send(this, 'instant-change', { ticks, chosen: true });
  }
}

/** The key of the plot; `collected` is whether any garbage collection is marked. */
function renderKey(collected: boolean): TemplateResult {
  const shows = { live: true, linear: true, free: true, peak: true, limit: true };
  return html`<ul class="key small muted" aria-label="Key">
    ${keyOf({ ...shows, collection: collected }).map(
      ({ label, mark }) => html`<li>
        <svg viewBox="0 0 ${MARK.width} ${MARK.height}" aria-hidden="true">
          ${mark.map(
            ({ d, stroke, dash, fill = 0 }) =>
              svg`<path d=${d} stroke-width=${stroke} stroke-dasharray=${dash ?? nothing} fill-opacity=${fill} />`,
          )}
        </svg>
        ${label}
      </li>`,
    )}
  </ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-memory-plot': MemoryPlot;
  }
}
