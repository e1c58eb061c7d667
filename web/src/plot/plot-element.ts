import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { property, query } from 'lit/decorators.js';
import uPlot from 'uplot';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import probe from '../ui/probe.css?inline';
import { SHARED_STYLES } from '../ui/shared.ts';
import { type PlotTheme, readTheme, sameTheme } from '../ui/theme.ts';
import { NARROW } from './axes.ts';
import styles from './plot-element.css?inline';

/** Minimum movement of a brush in pixels: a clicking hand is never quite still. */
const BRUSH_DISTANCE = 5;

/**
 * The common base of plots over calls made: it fills its box, follows the theme, reads an instant
 * by mouse or touch, and lets a span of ticks be brushed.
 *
 * @fires instant-change @fires span-change
 */
export abstract class PlotElement extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(probe), unsafeCSS(styles)];

  @property({ attribute: false }) views: readonly RunView[] = [];
  /** The emphasized policy, while the others are faint. */
  @property() highlighted: string | null = null;
  /** The tick of the displayed values; `null` for the end. */
  @property({ attribute: false }) instant: number | null = null;
  /** The two compared ticks. */
  @property({ attribute: false }) span: readonly [number, number] | null = null;
  /** True if touch brushes a span; a mouse always can. */
  @property({ attribute: false }) brushing = false;
  /** The end of the x axis. */
  @property({ attribute: false }) end = 0;
  /** The requested theme. Its colours are read from the style sheets. */
  @shared @property() theme = 'auto';
  @query('.box') private box!: HTMLElement;
  @query('.probe') private probe!: HTMLElement;
  @query('.instant') private mark!: HTMLElement;
  @query('.span') private band!: HTMLElement;

  protected plot: uPlot | null = null;
  protected plotTheme: PlotTheme | null = null;
  #layout = '';
  #due: 'look' | 'data' | null = null;
  /** The position of the pressed pointer, and whether it has moved since. */
  #pressed: { readonly x: number; readonly ticks: number; brushes: boolean } | null = null;
  #observer = new ResizeObserver(() => this.#resize());
  #preference = matchMedia('(prefers-color-scheme: dark)');
  #repaint = () => this.requestUpdate('theme');

  /** The options of a plot of the current policies, without its size. */
  protected abstract options(
    theme: PlotTheme,
    width: number,
  ): Omit<uPlot.Options, 'width' | 'height'>;
  /** The data in the order of the options' series. */
  protected abstract data(): uPlot.AlignedData;
  /** A key that changes whenever the options have to be recreated. */
  protected abstract layoutKey(): string;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#preference.addEventListener('change', this.#repaint);
    if (this.hasUpdated) {
      this.#observer.observe(this.box);
      this.drawSoon('data');
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#preference.removeEventListener('change', this.#repaint);
    this.#observer.disconnect();
    this.#discard();
  }

  override firstUpdated(): void {
    this.#observer.observe(this.box);
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('theme') || this.plotTheme === null) {
      const theme = readTheme(this.probe);
      if (this.plotTheme === null || !sameTheme(this.plotTheme, theme)) {
        this.#discard();
      }
      this.plotTheme = theme;
    }
    if (changed.has('highlighted')) {
      this.drawSoon('look');
    }
    if (changed.has('views') || changed.has('end') || this.plot === null) {
      this.drawSoon('data');
    }
    this.#placeMark();
  }

  /**
   * Draws in a separate task, once for any number of calls: with several plots, no two draw in the
   * same task, which keeps the page smooth.
   */
  protected drawSoon(what: 'look' | 'data'): void {
    if (this.#due === null) {
      setTimeout(() => this.#draw());
    }
    this.#due = this.#due === 'data' ? 'data' : what;
  }

  /** The box of the plot, or the placeholder of an empty plot. */
  protected renderBox(placeholder = ''): TemplateResult {
    return html`<div
      class="box"
      @pointermove=${this.#pointerMoved}
      @pointerdown=${this.#pointerPressed}
      @pointerup=${this.#pointerReleased}
      @pointercancel=${this.#pointerCancelled}
      @pointerleave=${this.#pointerLeft}
    >
      <span class="probe" aria-hidden="true"></span>
      <div class="span" hidden></div>
      <div class="instant" hidden></div>
      ${this.end === 0 && placeholder !== '' ? html`<p class="placeholder">${placeholder}</p>` : nothing}
    </div>`;
  }

  #draw(): void {
    const due = this.#due;
    this.#due = null;
    if (!this.isConnected) {
      return;
    }
    const { clientWidth: width, clientHeight: height } = this.box;
    if (width === 0 || height === 0 || this.plotTheme === null) {
      return;
    }
    if (this.end === 0) {
      this.#discard();
      return;
    }
    const layout = `${this.layoutKey()} ${width > NARROW ? 'wide' : 'narrow'}`;
    if (this.plot === null || layout !== this.#layout) {
      this.#discard();
      this.#layout = layout;
      const options = { ...this.options(this.plotTheme, width), width, height };
      this.plot = new uPlot(options, this.data(), this.box);
    } else if (due === 'data') {
      this.plot.setData(this.data());
    } else {
      this.plot.redraw(false, false);
    }
    this.#placeMark();
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.box;
    if (this.plot !== null && (this.plot.width !== width || this.plot.height !== height)) {
      this.plot.setSize({ width, height });
    }
    this.drawSoon('data');
  }

  #discard(): void {
    this.plot?.destroy();
    this.plot = null;
  }

  #placeMark(): void {
    const { plot, instant, span, mark, band } = this;
    mark.hidden = plot === null || instant === null;
    band.hidden = plot === null || span === null;
    if (plot === null) {
      return;
    }
    const { left, top, height } = plot.bbox;
    const place = (ticks: number) =>
      Math.round(left / uPlot.pxRatio + plot.valToPos(Math.min(ticks, this.end), 'x'));
    for (const { style } of [mark, band]) {
      style.top = `${top / uPlot.pxRatio}px`;
      style.height = `${height / uPlot.pxRatio}px`;
    }
    if (instant !== null) {
      mark.style.transform = `translateX(${place(instant)}px)`;
    }
    if (span !== null) {
      const [from, to] = [place(span[0]), place(span[1])];
      band.style.transform = `translateX(${from}px)`;
      band.style.width = `${Math.max(1, to - from)}px`;
    }
  }

  #pointerMoved(event: PointerEvent): void {
    const pressed = this.#pressed;
    if (pressed !== null && (event.pointerType === 'mouse' || this.brushing)) {
      pressed.brushes ||= Math.abs(event.clientX - pressed.x) >= BRUSH_DISTANCE;
      if (pressed.brushes) {
        this.#sendSpan(event, false);
        return;
      }
    }
    this.#readInstant(event, event.pointerType !== 'mouse' && !this.brushing);
  }

  #pointerPressed(event: PointerEvent): void {
    const ticks = this.#callsAt(event);
    if (ticks === null || event.button !== 0) {
      return;
    }
    this.#pressed = { x: event.clientX, ticks: ticks, brushes: false };
    if (event.pointerType === 'mouse') {
      // A span can be brushed up to the edge.
      this.box.setPointerCapture(event.pointerId);
    } else if (!this.brushing) {
      this.#readInstant(event, true);
    }
  }

  #pointerReleased(event: PointerEvent): void {
    const pressed = this.#pressed;
    if (pressed?.brushes) {
      this.#sendSpan(event, true);
    } else if (pressed !== null && (event.pointerType === 'mouse' || this.brushing)) {
      this.#readInstant(event, true);
    }
    this.#pressed = null;
  }

  #pointerCancelled(): void {
    if (this.#pressed?.brushes) {
      send(this, 'span-change', { span: null, chosen: false });
    }
    this.#pressed = null;
  }

  #sendSpan(event: PointerEvent, chosen: boolean): void {
    const ticks = this.#callsAt(event);
    if (ticks !== null && this.#pressed !== null) {
      const { ticks: from } = this.#pressed;
      const span = [Math.min(from, ticks), Math.max(from, ticks)] as const;
      send(this, 'span-change', { span, chosen });
    }
  }

  #pointerLeft(event: PointerEvent): void {
    if (event.pointerType === 'mouse') {
      send(this, 'instant-change', { ticks: null, chosen: false });
    }
  }

  #readInstant(event: PointerEvent, chosen: boolean): void {
    const ticks = this.#callsAt(event);
    if (ticks !== null) {
      send(this, 'instant-change', { ticks, chosen });
    }
  }

  /** The tick under the pointer; `null` without a plot. */
  #callsAt(event: PointerEvent): number | null {
    if (this.plot === null || this.end === 0) {
      return null;
    }
    const { left } = this.box.getBoundingClientRect();
    const x = event.clientX - left - this.plot.bbox.left / uPlot.pxRatio;
    const ticks = Math.round(this.plot.posToVal(x, 'x'));
    return Math.max(0, Math.min(this.end, ticks));
  }
}
