import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  describeNative,
  isNative,
  isRoot,
  type Source,
  shownLine,
  writePlace,
} from '../../model/places.ts';
import type { DifferenceNode, TreeNode } from '../../model/report-answers.ts';
import { formatCount } from '../../util/format.ts';
import { bar, empty, inlinedMark, REPORT_STYLES } from './cells.ts';
import styles from './report-tree.css?inline';
import { describeFigures, figuresOf, nounOf, wholeOf } from './tree-figures.ts';
import {
  collapsed,
  expandBiggestPath,
  type FrameNode,
  pathOf,
  pressKey,
  rowAt,
  rowsOf,
  type TreeRow,
} from './tree-rows.ts';

/** Levels of the biggest path expanded at a time. */
const LEVELS = 12;

/** Maximum depth of indentation; deeper levels are numbered. */
const MOST_INDENT = 12;

/** Rows drawn above and below the visible ones, so that scrolling shows no gaps. */
const MARGIN = 10;

/** The assumed height of a row until one has been drawn, in pixels. */
const FIRST_GUESS = 28;

/**
 * A report as a tree from callers to callees, the heaviest first. The biggest path is expanded at
 * first; the reader's expansions stay in the next report. Only visible rows are in the document.
 */
@customElement('highwater-report-tree')
class ReportTree extends LitElement {
  static override styles = [...REPORT_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) root: TreeNode | DifferenceNode | null = null;
  /** True if `root` is a difference tree. */
  @property({ type: Boolean }) difference = false;
  /** The lines of each file that is known. */
  @property({ attribute: false }) source: Source = new Map();
  @state() private rows: readonly TreeRow[] = [];
  @state() private active = 0;
  /** The range of drawn rows, end exclusive. */
  @state() private drawn: readonly [number, number] = [0, 0];
  @query('[role="tree"]') private scroller!: HTMLElement | null;
  private expansion = collapsed();
  /** True if the reader has used the tree, so that it stays unchanged in the next report. */
  private touched = false;
  private rowHeight = FIRST_GUESS;
  private readonly resized = new ResizeObserver(() => this.measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('root')) {
      this.takeRoot();
    }
  }

  override updated(): void {
    const { scroller } = this;
    const lines = scroller?.querySelector<HTMLElement>('.lines');
    if (lines) {
      // The page's content security policy allows no inline styles.
      lines.style.blockSize = `${this.rows.length * this.rowHeight}px`;
      lines.style.setProperty('--before', `${this.drawn[0] * this.rowHeight}px`);
    }
    this.measure();
  }

  override render(): TemplateResult {
    const { root, rows } = this;
    if (root === null || rows.length === 0) {
      return empty('No report yet.');
    }
    if (root.children.length === 0 && root.count === 0 && root.bytes === 0) {
      return empty(this.difference ? 'No changes.' : 'No allocations.');
    }
    const [from, to] = this.drawn;
    return html`
      ${this.renderTools()}
      <div class="frame" ?data-difference=${this.difference}>
        <div class="columns small muted" aria-hidden="true">
          <span class="number">${this.difference ? 'Change' : 'Bytes'}</span>
          <span class="number share">Share</span>
          <span class="number">Allocations</span>
          <span class="name">Function</span>
        </div>
        <div
          role="tree"
          tabindex="0"
          aria-label="Callers and callees"
          aria-activedescendant=${this.active >= from && this.active < to ? `row-${this.active}` : nothing}
          @keydown=${this.keyPressed}
          @scroll=${this.measure}
        >
          <div class="lines" role="none">
            <div class="window" role="none">
              ${repeat(
                rows.slice(from, to),
                ({ node }) => node,
                (row, index) => this.renderRow(row, from + index),
              )}
            </div>
          </div>
        </div>
      </div>
      ${this.renderDetails(rows[this.active])}
    `;
  }

  private renderTools(): TemplateResult {
    const leaf = !this.rows[this.active]?.expandable;
    return html`<div class="tools">
      <span class="small muted" id="tools">Biggest path</span>
      <div class="segments" role="group" aria-labelledby="tools">
        <button ?disabled=${leaf} @click=${() => this.expandPath(LEVELS)}>
          ${LEVELS} more levels
        </button>
        <button ?disabled=${leaf} @click=${() => this.expandPath(Number.POSITIVE_INFINITY)}>
          To its end
        </button>
      </div>
      <button class="compact" @click=${this.collapseAll}>Collapse all</button>
      <span class="small muted count">${formatCount(this.rows.length)} rows</span>
    </div>`;
  }

  private renderRow(row: TreeRow, index: number): TemplateResult {
    const { node, level, position, siblings, expandable, expansion } = row;
    const { bytes, share, count } = figuresOf(node, this.whole, this.difference);
    const where = isRoot(node) ? '' : writePlace(node);
    const expanded = expandable && expansion.expanded;
    return html`<div
      role="treeitem"
      id="row-${index}"
      class="row"
      ?data-native=${isNative(node)}
      data-indent=${Math.min(level - 1, MOST_INDENT)}
      aria-level=${level}
      aria-posinset=${position}
      aria-setsize=${siblings}
      aria-expanded=${expandable ? String(expanded) : nothing}
      aria-selected=${index === this.active ? 'true' : 'false'}
      @click=${() => this.choose(index)}
      @dblclick=${() => this.toggle(row)}
    >
      <span class="name">
        ${level > MOST_INDENT ? html`<span class="level" aria-hidden="true">${level}</span>` : nothing}
        <span
          class="toggle"
          ?data-leaf=${!expandable}
          @click=${(event: Event) => {
            event.stopPropagation();
            this.choose(index);
            this.toggle(row);
          }}
          @dblclick=${(event: Event) => event.stopPropagation()}
          >${expandable ? html`<svg class="glyph" viewBox="0 0 16 16"><path d="M6 4l4 4-4 4" /></svg>` : nothing}</span
        >
        <span class="where"
          ><code class="function">${node.name}</code> <code class="muted">${where}</code>${inlinedMark(node)}</span
        >
      </span>
      <span class="number bytes" data-sign=${this.difference ? Math.sign(node.bytes) : nothing}
        >${bytes}</span
      >
      <span class="number share">${share} ${bar(Math.abs(node.bytes), this.whole)}</span>
      <span class="number count"
        >${count} <span class="of">${nounOf(node.count)}</span></span
      >
    </div>`;
  }

  /** Details of the selected row that do not fit into it. */
  private renderDetails(row: TreeRow | undefined): TemplateResult | typeof nothing {
    if (row === undefined) {
      return nothing;
    }
    const { node, level } = row;
    const line = shownLine(this.source, node);
    return html`<div class="details" data-testid="details">
      <p>
        <code class="function">${node.name}</code>
        ${isRoot(node) ? nothing : html`<code>${writePlace(node)}</code>`}
        <span class="muted">level ${formatCount(level)}</span>
      </p>
      ${isNative(node) ? html`<p class="muted">${describeNative(node)}</p>` : nothing}
      ${line === '' ? nothing : html`<p><code class="source">${line}</code></p>`}
      <p class="muted">${describeFigures(node, this.difference)}</p>
    </div>`;
  }

  /** The whole for the shares. */
  private get whole(): number {
    return this.root === null ? 0 : wholeOf(this.root, this.difference);
  }

  private takeRoot(): void {
    const { root } = this;
    if (root === null) {
      this.rows = [];
      return;
    }
    const path = pathOf(this.rows, this.active);
    if (!this.touched) {
      this.expansion = collapsed();
      expandBiggestPath(root, this.expansion, LEVELS);
    }
    this.rows = rowsOf(root, this.expansion);
    this.active = this.touched ? rowAt(this.rows, path) : 0;
  }

  /** Updates the visible rows, and moves to a frame, or to the nearest row of the previous one. */
  private refresh(target: FrameNode): void {
    const { root } = this;
    if (root === null) {
      return;
    }
    const path = pathOf(this.rows, this.active);
    this.rows = rowsOf(root, this.expansion);
    const found = this.rows.findIndex(({ node }) => node === target);
    this.choose(found === -1 ? rowAt(this.rows, path) : found);
  }

  private choose(index: number): void {
    this.touched = true;
    this.active = index;
    this.updateComplete.then(() => this.reveal(index));
  }

  private toggle(row: TreeRow): void {
    if (row.expandable) {
      row.expansion.expanded = !row.expansion.expanded;
      this.refresh(row.node);
    }
  }

  private expandPath(levels: number): void {
    const row = this.rows[this.active];
    if (row !== undefined) {
      this.refresh(expandBiggestPath(row.node, row.expansion, levels));
    }
  }

  private collapseAll(): void {
    this.expansion = collapsed();
    if (this.root !== null) {
      this.refresh(this.root);
    }
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const page = Math.max(1, Math.floor((this.scroller?.clientHeight ?? 0) / this.rowHeight) - 1);
    const next = pressKey(this.rows, this.active, event.key, page);
    const target = this.rows[next ?? -1];
    if (target !== undefined) {
      event.preventDefault();
      this.refresh(target.node);
    }
  }

  /** Scrolls as little as necessary to show a row. */
  private reveal(index: number): void {
    const { scroller, rowHeight } = this;
    if (scroller === null) {
      return;
    }
    const top = index * rowHeight;
    const { scrollTop, clientHeight } = scroller;
    if (top < scrollTop) {
      scroller.scrollTop = top;
    } else if (top + rowHeight > scrollTop + clientHeight) {
      scroller.scrollTop = top + rowHeight - clientHeight;
    }
    this.measure();
  }

  /** Measures the visible range, and the height of a row. */
  private measure(): void {
    const { scroller } = this;
    if (scroller === null) {
      return;
    }
    // Not rounded: a thousand rows add up.
    const height = scroller.querySelector('.row')?.getBoundingClientRect().height ?? 0;
    if (height > 0 && height !== this.rowHeight) {
      this.rowHeight = height;
      this.requestUpdate();
    }
    const first = Math.floor(scroller.scrollTop / this.rowHeight);
    const count = Math.ceil(scroller.clientHeight / this.rowHeight) || 1;
    const from = Math.max(0, first - MARGIN);
    const to = Math.min(this.rows.length, first + count + MARGIN);
    if (from !== this.drawn[0] || to !== this.drawn[1]) {
      this.drawn = [from, to];
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-tree': ReportTree;
  }
}
