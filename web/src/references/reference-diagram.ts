import { html, LitElement, svg, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Holders } from '../model/instance-history.ts';
import { SHARED_STYLES } from '../ui/shared.ts';
import { formatCount } from '../util/format.ts';
import styles from './reference-diagram.css?inline';
import kinds from './reference-kinds.css?inline';
import { KINDS, type Kind } from './timeline-strip.ts';
import { describeReferences } from './wording.ts';

/** The name and description of each kind of reference. */
const NAMES: Readonly<Record<Kind, readonly [name: string, what: string]>> = {
  variable: ['A', 'the variable'],
  keys: ['(self, n)', 'keys of the cache'],
  cycle: ['self.factorial_plus', 'its own cycle'],
};

/** The ends of the arrow of each kind, in percent of the height. */
const ARROWS: Readonly<Record<Kind, readonly [from: number, to: number]>> = {
  variable: [16.5, 42],
  keys: [50, 50],
  cycle: [83.5, 58],
};

/**
 * The three kinds of reference to an instance at one moment, with an arrow for each that exists.
 */
@customElement('highwater-holders-picture')
class ReferenceDiagram extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(kinds), unsafeCSS(styles)];

  @property({ attribute: false }) holders: Holders | null = null;
  /** The number of the instance in the run. */
  @property({ attribute: false }) instance = 0;
  /** The instance's argument. */
  @property({ attribute: false }) inc = 0;

  override render(): TemplateResult {
    const { holders } = this;
    if (holders === null) {
      return html``;
    }
    return html`<p class="now small" data-testid="holders-now">${describeReferences(holders)}</p>
    <div class="picture" aria-hidden="true">
      <div class="holders">${KINDS.map((kind) => renderHolder(kind, holders[kind]))}</div>
      <svg class="arrows">
        <defs>
          ${KINDS.map(
            (
              kind,
            ) => svg`<marker id="head-${kind}" data-kind=${kind} viewBox="0 0 10 10" refX="9" refY="5"
              markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
              <path d="M0 0.5L10 5L0 9.5Z" />
            </marker>`,
          )}
        </defs>
        ${KINDS.map((kind) => renderArrow(kind, holders[kind]))}
      </svg>
      <div class="instance" ?data-freed=${holders.total === 0}>
        <code>Algorithms(${this.inc})</code>
        <span class="count" data-testid="holders-count">${formatCount(holders.total)}</span>
        <span class="small muted">${holders.total === 0 ? 'freed' : 'reference count'}</span>
      </div>
    </div>`;
  }
}

function renderHolder(kind: Kind, count: number): TemplateResult {
  const [name, what] = NAMES[kind];
  return html`<div class="holder" data-kind=${kind} ?data-holding=${count > 0}>
    <span class="name"><code>${name}</code><span class="small">${what}</span></span>
    <span class="times">${formatCount(count)}</span>
  </div>`;
}

function renderArrow(kind: Kind, count: number): TemplateResult {
  const [from, to] = ARROWS[kind];
  const head = count > 0 ? `url(#head-${kind})` : 'none';
  // The cycle goes both ways: the instance refers to its referrer.
  return svg`<line
    data-kind=${kind}
    ?data-holding=${count > 0}
    x1="1%" y1="${from}%" x2="98%" y2="${to}%"
    stroke-width=${count > 0 ? 2 + Math.log10(count) : 1}
    marker-end=${head}
    marker-start=${kind === 'cycle' ? head : 'none'}
  />`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-holders-picture': ReferenceDiagram;
  }
}
