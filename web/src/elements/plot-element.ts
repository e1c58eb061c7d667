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
import uplotStyles from 'uplot/dist/uPlot.min.css?inline';
import { NARROW } from '../plot/axes.ts';
import { type PlotTheme, readTheme, sameTheme } from '../plot/theme.ts';
import { send } from './events.ts';
import styles from './plot-element.css?inline';
import { SHARED_STYLES } from './shared.ts';
import type { PolicyView } from './view.ts';

/**
 * What a plot over calls made has in common with another: it fills its box, follows the theme,
 * and lets an instant be read by mouse or touch.
 *
 * @fires instant-change
 */
export abstract class PlotElement extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(uplotStyles), unsafeCSS(styles)];

  @property({ attribute: false }) views: readonly PolicyView[] = [];
  /** The policy drawn strongly while the others fade. */
  @property() highlighted: string | null = null;
  /** The number of calls at which values are read; `null` for the end. */
  @property({ attribute: false }) instant: number | null = null;
  /** Where the x axis ends. */
  @property({ attribute: false }) end = 0;
  /** Which theme is asked for. Its value is read from the style sheets. */
  @property() theme = 'auto';
  @query('.box') private box!: HTMLElement;
  @query('.probe') private probe!: HTMLElement;
  @query('.instant') private mark!: HTMLElement;

  protected plot: uPlot | null = null;
  protected plotTheme: PlotTheme | null = null;
  #layout = '';
  #due: 'look' | 'data' | null = null;
  #observer = new ResizeObserver(() => this.#resize());
  #preference = matchMedia('(prefers-color-scheme: dark)');
  #repaint = () => this.requestUpdate('theme');

  /** The options of a plot that shows the present policies, without its size. */
  protected abstract options(
    theme: PlotTheme,
    width: number,
  ): Omit<uPlot.Options, 'width' | 'height'>;
  /** The data in the order of the options' series. */
  protected abstract data(): uPlot.AlignedData;
  /** A text that differs whenever the options have to be made anew. */
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
   * Draws in a task of its own, once however often it is asked: a page with several plots stays
   * smooth when none of them draws in the same task as another.
   */
  protected drawSoon(what: 'look' | 'data'): void {
    if (this.#due === null) {
      setTimeout(() => this.#draw());
    }
    this.#due = this.#due === 'data' ? 'data' : what;
  }

  /** The box that the plot is drawn into, or what stands there while there is nothing to draw. */
  protected renderBox(placeholder = ''): TemplateResult {
    return html`<div
      class="box"
      @pointermove=${this.#pointerMoved}
      @pointerdown=${this.#pointerPressed}
      @pointerleave=${this.#pointerLeft}
    >
      <span class="probe" aria-hidden="true"></span>
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
    const { plot, instant, mark } = this;
    mark.hidden = plot === null || instant === null;
    if (plot !== null && instant !== null) {
      const { left, top, height } = plot.bbox;
      const x = left / uPlot.pxRatio + plot.valToPos(Math.min(instant, this.end), 'x');
      mark.style.transform = `translateX(${Math.round(x)}px)`;
      mark.style.top = `${top / uPlot.pxRatio}px`;
      mark.style.height = `${height / uPlot.pxRatio}px`;
    }
  }

  #pointerMoved(event: PointerEvent): void {
    this.#readInstant(event, event.pointerType !== 'mouse');
  }

  #pointerPressed(event: PointerEvent): void {
    this.#readInstant(event, true);
  }

  #pointerLeft(event: PointerEvent): void {
    if (event.pointerType === 'mouse') {
      send(this, 'instant-change', { calls: null, chosen: false });
    }
  }

  #readInstant(event: PointerEvent, chosen: boolean): void {
    if (this.plot === null || this.end === 0) {
      return;
    }
    const { left } = this.box.getBoundingClientRect();
    const x = event.clientX - left - this.plot.bbox.left / uPlot.pxRatio;
    const calls = Math.round(this.plot.posToVal(x, 'x'));
    send(this, 'instant-change', { calls: Math.max(0, Math.min(this.end, calls)), chosen });
  }
}
