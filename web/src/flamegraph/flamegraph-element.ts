import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { DifferenceNode, TreeNode } from '../model/report-answers.ts';
import { PatternController } from '../patterns/pattern-controller.ts';
import { send } from '../settings/events.ts';
import { type FlamegraphState, INITIAL_STATE, samePath } from '../settings/flamegraph-settings.ts';
import probe from '../ui/probe.css?inline';
import { SHARED_STYLES } from '../ui/shared.ts';
import themed from '../ui/theme.css?inline';
import { type PlotTheme, readTheme, sameTheme } from '../ui/theme.ts';
import { toPng } from './canvas.ts';
import { Colours } from './colours.ts';
import styles from './flamegraph-element.css?inline';
import type { Frames } from './frames.ts';
import { siblingsOf, walk } from './keyboard-navigation.ts';
import { type Layout, pathTo, resolve } from './layout.ts';
import { Model, type ModelChanges } from './model.ts';
import { paintOf } from './paint.ts';
import {
  renderBreadcrumb,
  renderDetails,
  renderLegend,
  renderToolbar,
  renderTooltip,
} from './parts.ts';
import type { Scene } from './picture.ts';
import { Pointing } from './pointing.ts';
import { toSvg } from './svg.ts';
import { type Content, Viewport } from './viewport.ts';
import { type FrameFacts, factsOf, sentenceOf } from './wording.ts';

/** The height of a row in pixels, for fine and coarse pointers. */
const ROW = { fine: 20, coarse: 26 } as const;

/** Keys that move between frames. */
const STEPS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];

/**
 * A flamegraph of a report's tree, or of the difference between two instants. It applies the
 * reader's changes at once and announces them; the owner of the state sets `state`.
 *
 * @fires flamegraph-change - The new state, after each change by the reader.
 */
@customElement('highwater-flamegraph')
class FlamegraphElement extends LitElement {
  static override styles = [
    ...SHARED_STYLES,
    unsafeCSS(themed),
    unsafeCSS(probe),
    unsafeCSS(styles),
  ];

  @property({ attribute: false }) root: TreeNode | DifferenceNode | null = null;
  /** True if `root` is a difference tree. */
  @property({ type: Boolean }) difference = false;
  @property({ attribute: false }) state: FlamegraphState = INITIAL_STATE;
  /**
   * The bytes of the full width, so that graphs can share one scale; `null` for the root's bytes.
   * Widths by allocations always use the root's.
   */
  @property({ attribute: false }) total: number | null = null;
  /** The source lines by file name. */
  @property({ attribute: false }) source: ReadonlyMap<string, readonly string[]> = new Map();
  @property({ reflect: true }) theme: 'auto' | 'light' | 'dark' = 'auto';
  /** The graph's subject, for its accessible name. */
  @property() label = 'Flamegraph';
  @state() private selected = 0;
  @state() private hovered = -1;
  @state() private focused = false;
  /** True if the reader has dragged the graph away from the zoomed frame. */
  @state() private moved = false;
  @state() private look: { theme: PlotTheme; colours: Colours } | null = null;
  @query('.box') private box!: HTMLElement;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.probe') private probe!: HTMLElement;
  @query('.tooltip') private tooltip!: HTMLElement;
  @query('input') private field!: HTMLInputElement;

  readonly #patterns = new PatternController(this, () => this.requestUpdate());
  readonly #model = new Model((pattern, texts) => this.#patterns.match(pattern, texts));
  #changes!: ModelChanges;
  /** True if the last update had something to draw. */
  #shown = false;
  #view: Viewport | null = null;
  #pointing: Pointing | null = null;
  #preference = matchMedia('(prefers-color-scheme: dark)');
  #coarse = matchMedia('(pointer: coarse)');
  #repaint = () => this.requestUpdate('theme');

  /** The current zoom at full depth as an SVG file. */
  toSVG(): string {
    return toSvg(this.#whole(), this.label, (frame) => sentenceOf(this.#factsOf(frame)));
  }

  /** The current zoom at full depth as a PNG file. */
  toPNG(): Promise<Blob> {
    return toPng(this.#whole(), devicePixelRatio);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#preference.addEventListener('change', this.#repaint);
    this.#view?.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#preference.removeEventListener('change', this.#repaint);
    this.#view?.disconnect();
  }

  override firstUpdated(): void {
    const view = new Viewport(this.box, this.canvas);
    this.#view = view;
    this.#pointing = new Pointing(this.box, this.tooltip, view, {
      hover: (frame) => {
        this.hovered = frame;
      },
      choose: (frame) => this.#zoomTo(frame),
      move: () => {
        this.moved = true;
      },
    });
    view.connect();
  }

  override willUpdate(_: PropertyValues): void {
    const model = this.#model;
    const path = model.frames === null ? null : pathTo(model.frames, this.selected);
    const changes = model.update(this.root, this.difference, this.state);
    const { frames, zoomed } = model;
    if (changes.tree || changes.inverted) {
      this.hovered = -1;
      this.selected = frames === null || path === null ? zoomed : resolve(frames, path);
    }
    if (changes.zoom || changes.inverted) {
      this.selected = zoomed;
      this.moved = false;
    }
    this.#changes = changes;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('theme') || this.look === null) {
      this.#readLook();
    }
    const content = this.#content();
    if (content === null || this.#view === null) {
      this.#shown = false;
      return;
    }
    this.#view.show(content);
    this.#settle(this.#view, content, changed.has('total'));
    this.#pointing?.placeTooltip();
  }

  override render(): TemplateResult {
    const { hovered } = this;
    const { frames, found, zoomed, missing, emptiness: empty } = this.#model;
    return html`
      ${renderToolbar(this.state, found, frames, this.#model.hasImports, (change) => this.#change(change))}
      ${
        frames === null
          ? nothing
          : renderBreadcrumb(
              frames,
              zoomed,
              missing,
              this.moved,
              (frame) => this.#zoomTo(frame),
              (event) => this.#escaped(event),
            )
      }
      ${frames === null || this.look === null ? nothing : renderLegend(this.look.colours, this.state, frames)}
      <div class="stage">
        <span class="probe" aria-hidden="true"></span>
        <div
          class="box"
          ?hidden=${empty !== ''}
          tabindex="0"
          role="tree"
          aria-label=${this.label}
          aria-describedby="keys"
          aria-activedescendant=${frames === null ? nothing : `frame-${this.selected}`}
          @keydown=${this.#keyPressed}
          @focus=${() => {
            this.focused = true;
          }}
          @blur=${() => {
            this.focused = false;
          }}
        >
          <div class="inner" aria-hidden="true"><canvas></canvas></div>
          ${frames === null || empty !== '' ? nothing : this.#renderItem(frames)}
        </div>
        <div class="tooltip" aria-hidden="true" ?hidden=${hovered < 0}>
          ${hovered < 0 ? nothing : renderTooltip(this.#factsOf(hovered))}
        </div>
        ${empty === '' ? nothing : html`<p class="placeholder">${empty}</p>`}
      </div>
      <p id="keys" class="visually-hidden">
        Arrow keys move to callers, callees and siblings, Enter zooms in, Escape zooms out, a slash
        moves to the search.
      </p>
      ${
        frames === null || empty !== ''
          ? nothing
          : html`<div class="details small">
              ${renderDetails(this.#factsOf(hovered < 0 ? this.selected : hovered))}
              ${
                frames.complete
                  ? nothing
                  : html`<p class="muted">Too many frames: the deepest levels are left out.</p>`
              }
            </div>`
      }
    `;
  }

  /** The single tree item for assistive technology. */
  #renderItem(frames: Frames): TemplateResult {
    const { selected } = this;
    const siblings = siblingsOf(frames, this.#model.layout as Layout, selected);
    // A new element for each frame, so that each is announced.
    return html`${keyed(
      selected,
      html`<div
        id="frame-${selected}"
        class="visually-hidden"
        role="treeitem"
        aria-selected="true"
        aria-level=${(frames.row[selected] as number) + 1}
        aria-setsize=${siblings.length}
        aria-posinset=${siblings.indexOf(selected) + 1}
        aria-label="${sentenceOf(this.#factsOf(selected))}, level ${(frames.row[selected] as number) + 1}"
      ></div>`,
    )}`;
  }

  /** Moves to the zoomed range, unless only other parts have changed. */
  #settle(view: Viewport, content: Content, rescaled: boolean): void {
    const { tree, inverted, metric, layout, zoom } = this.#changes;
    const first = !this.#shown;
    const jump = first || rescaled || tree || inverted || metric;
    this.#shown = true;
    if (jump || zoom) {
      view.goTo(this.#model.rangeWithin(content.full), !jump);
    }
    if (first || layout || inverted || zoom) {
      view.reveal(content.frames.row[this.#model.zoomed] as number);
    }
  }

  #content(): Content | null {
    const { look, state, selected, hovered } = this;
    const { frames, layout, found, zoomed, emptiness } = this.#model;
    if (frames === null || layout === null || look === null || emptiness !== '') {
      return null;
    }
    const { colours, theme } = look;
    const whole = layout.weight[0] as number;
    const outlines = [
      { frame: hovered, colour: theme.ink, thickness: 1 },
      {
        frame: this.focused || selected !== zoomed ? selected : -1,
        colour: theme.ink,
        thickness: 2,
      },
    ];
    return {
      frames,
      layout,
      arrangement: state.layout,
      rowHeight: this.#coarse.matches ? ROW.coarse : ROW.fine,
      rows: (frames.reach[zoomed] as number) + 1,
      roomiest: frames.rows.length - 1,
      full: Math.max(whole, state.metric === 'bytes' ? (this.total ?? 0) : 0),
      colours,
      ground: theme.ground,
      ...paintOf(frames, state.metric, colours, found, zoomed),
      outlines: outlines.filter(({ frame }) => frame >= 0),
    };
  }

  /** The scene of an export: the zoomed frame without animation, as wide as on screen. */
  #whole(): Scene {
    const content = this.#content();
    if (content === null) {
      throw new Error('there is no flamegraph to export');
    }
    const width = this.box.clientWidth || 1200;
    return {
      ...content,
      range: this.#model.rangeWithin(content.full),
      width,
      height: content.rows * content.rowHeight,
    };
  }

  #factsOf(frame: number): FrameFacts {
    const { metric, inverted } = this.state;
    return factsOf(this.#model.frames as Frames, frame, {
      metric,
      inverted,
      zoomed: this.#model.zoomed,
      source: this.source,
    });
  }

  #readLook(): void {
    const theme = readTheme(this.probe);
    if (this.look === null || !sameTheme(this.look.theme, theme)) {
      this.look = { theme, colours: new Colours(theme.dark) };
    }
  }

  #change(change: Partial<FlamegraphState>): void {
    this.state = { ...this.state, ...change };
    send(this, 'flamegraph-change', this.state);
  }

  #zoomTo(frame: number): void {
    const content = this.#content();
    if (content === null) {
      return;
    }
    const zoom = pathTo(content.frames, frame);
    if (!samePath(zoom, this.state.zoom)) {
      this.#change({ zoom });
    } else if (this.moved) {
      this.moved = false;
      this.#view?.goTo(this.#model.rangeWithin(content.full), true);
    }
  }

  #keyPressed(event: KeyboardEvent): void {
    const { frames, layout, zoomed } = this.#model;
    if (frames === null || layout === null || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (STEPS.includes(event.key)) {
      const { selected, state } = this;
      this.selected = walk(frames, layout, selected, event.key, state.layout, zoomed);
      this.#view?.reveal(frames.row[this.selected] as number);
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#zoomTo(this.selected);
    } else if (event.key === '/') {
      this.field.focus();
    } else {
      this.#escaped(event);
      return;
    }
    event.preventDefault();
  }

  /**
   * Escape returns to the zoomed frame, or from it to its caller; at the root the event is left to
   * others.
   */
  #escaped(event: KeyboardEvent): void {
    const { frames, zoomed } = this.#model;
    if (event.key === 'Escape' && frames !== null && (zoomed !== 0 || this.moved)) {
      event.preventDefault();
      this.#zoomTo(this.moved ? zoomed : (frames.parent[zoomed] as number));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-flamegraph': FlamegraphElement;
  }
}
