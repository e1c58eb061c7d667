import { html, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type uPlot from 'uplot';
import { collectionNear, describeCollection } from '../model/gc-collections.ts';
import { nameOfUnit, type TickUnit } from '../model/ticks.ts';
import { lastPoint, pointAt } from '../model/timeline.ts';
import { collectionsOf, isTraced, timelineOf } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send, sendUp } from '../settings/events.ts';
import type { Scale } from '../settings/settings.ts';
import { glyph } from '../ui/shared.ts';
import type { PlotTheme } from '../ui/theme.ts';
import { download } from '../util/download.ts';
import { messageOf } from '../util/errors.ts';
import { formatCount, formatShare } from '../util/format.ts';
import { formatSize, type Size } from '../util/size.ts';
import { drawCollections, drawLimit, drawPeaks } from './annotations.ts';
import { NARROW, plainOptions, ticksAxis, valueAxis } from './axes.ts';
import styles from './memory-plot.css?inline';
import { highestMemory, lineWidth, lowestPeak, memoryData, memorySeries } from './memory-series.ts';
import { PlotElement } from './plot-element.ts';
import { evenTop, logarithmicEnds, MIB, powersOfTen } from './scale.ts';

const SCALES: readonly (readonly [Scale, string])[] = [
  ['linear', 'Linear'],
  ['log', 'Log'],
  ['fit', 'Fit selected'],
];

/** The least size of a picture, in pixels: a phone's plot would have no room for its key. */
const PICTURE = { width: 720, height: 420 } as const;

/**
 * Live bytes and linear memory of every policy over calls made. What lies between the two is
 * memory that was freed and that the page still holds.
 *
 * @fires setting-change
 * @fires instant-change
 * @fires span-change
 * @fires play-request
 * @fires problem
 */
@customElement('highwater-memory-plot')
export class MemoryPlot extends PlotElement {
  static override styles = [...PlotElement.styles, unsafeCSS(styles)];

  @property({ attribute: false }) limit: Size | null = null;
  @property() scale: Scale = 'linear';
  /** What the x axis counts. */
  @property() unit: TickUnit = 'calls';
  /** The policy that the axis fits when it is to fit the selected one. */
  @shared @property() selected: string | null = null;
  /** Whether the instant walks along by itself. */
  @property({ attribute: false }) walking = false;
  /** What the plot shows when that needs saying. */
  @property() caption = '';
  /** Whether it shows a small run that nobody asked for. */
  @property({ type: Boolean }) preview = false;
  /** What stands in the place of the plot while there is nothing to draw. */
  @property() placeholder = '';
  #ends: [number, number] = [0, 1];
  /** Where a span began that the arrow keys draw. */
  #anchor: number | null = null;
  /** The end of it that moves. */
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
            class="small"
            ?disabled=${this.end === 0}
            aria-pressed=${this.walking ? 'true' : 'false'}
            title="Walk the instant along the run"
            @click=${() => send(this, 'play-request', !this.walking)}
          >
            ${this.walking ? glyph('pause') : glyph('run')} ${this.walking ? 'Pause' : 'Play'}
          </button>
          <button
            class="small"
            ?disabled=${this.end === 0}
            aria-pressed=${this.brushing ? 'true' : 'false'}
            title="Drag over the plot to compare two instants (with a mouse, always)"
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
        aria-label="Memory over ${nameOfUnit(this.unit)}: the instant to read"
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
      // Under a logarithm an area means nothing, so it is only hinted at.
      fill: this.scale === 'log' ? 0.35 : 1,
    });
    return {
      ...plainOptions(),
      // The last of the shares is wider than a number.
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
            splits.map((value) => (value === null ? '' : tick(value))),
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
    const [{ memorySvg }, { pngOf, svgFile }] = await Promise.all([
      import('./svg.ts'),
      import('../util/svg-to-png.ts'),
    ]);
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
    try {
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
      const live = isTraced(view) ? `${formatSize(point.live)} live of ` : '';
      const near = collectionNear(collectionsOf(view), ticks, this.end);
      const collection = near === null ? '' : `, ${describeCollection(near)}`;
      return `${view.name} ${live}${formatSize(point.linear)} linear memory${collection}`;
    });
    return [this.#instantName(ticks), ...values].join('; ');
  }

  #instantName(ticks: number): string {
    switch (this.unit) {
      case 'calls':
        return `call ${formatCount(ticks)}`;
      case 'allocations':
        return `allocation ${formatCount(ticks)}`;
      case 'share':
        return `${formatShare(ticks, this.end)} of each run`;
    }
  }

  #keyPressed(event: KeyboardEvent): void {
    const now = this.instant ?? this.span?.[1] ?? this.end;
    if (event.key.toLowerCase() === 'b' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#anchor = this.#anchor === null ? now : null;
      this.#head = null;
      return;
    }
    const ticks = instantAfter(event, this.#head ?? now, this.end);
    if (ticks === undefined) {
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

/** The instant that a key leads to; `null` lets go of it, `undefined` means another key. */
function instantAfter(event: KeyboardEvent, now: number, end: number): number | null | undefined {
  const step = (event.shiftKey ? 0.001 : 0.01) * end;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: now - step,
    ArrowDown: now - step,
    ArrowRight: now + step,
    ArrowUp: now + step,
    PageDown: now - 0.1 * end,
    PageUp: now + 0.1 * end,
    Home: 0,
    End: end,
  };
  if (event.key === 'Escape') {
    return null;
  }
  const target = moves[event.key];
  return target === undefined ? undefined : Math.round(Math.max(0, Math.min(end, target)));
}

function tick(mebibytes: number): string {
  // Twelve digits are enough, and hide what binary fractions leave behind.
  return mebibytes === 0 ? '0' : `${Number(mebibytes.toPrecision(12))} MiB`;
}

/** The key of the plot; `collected` says whether any garbage collection is marked. */
function renderKey(collected: boolean): TemplateResult {
  return html`<ul class="key small muted" aria-label="Key">
    <li>
      <svg viewBox="0 0 26 12" aria-hidden="true"><path class="live" d="M1 5h24V12H1z" /><path class="solid" d="M1 5h24" /></svg>
      live bytes
    </li>
    <li>
      <svg viewBox="0 0 26 12" aria-hidden="true"><path class="dashed" d="M1 6h24" /></svg>
      linear memory
    </li>
    <li>
      <svg viewBox="0 0 26 12" aria-hidden="true">
        <path class="hatched" d="M1 11L9 1M7 11L15 1M13 11L21 1M19 11L25 3" />
      </svg>
      held but free
    </li>
    <li>
      <svg viewBox="0 0 26 12" aria-hidden="true"><circle class="dot" cx="13" cy="6" r="4.5" /></svg>
      peak
    </li>
    <li>
      <svg viewBox="0 0 26 12" aria-hidden="true"><path class="rule" d="M1 6h24" /></svg>
      limit
    </li>
    ${
      collected
        ? html`<li>
            <svg viewBox="0 0 26 12" aria-hidden="true"><path d="M7 12V8M13 12V4.5M19 12V1" /></svg>
            garbage collection
          </li>`
        : nothing
    }
  </ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-memory-plot': MemoryPlot;
  }
}
