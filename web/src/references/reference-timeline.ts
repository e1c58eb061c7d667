import { html, LitElement, nothing, svg, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { holdersAfter, type InstanceHistory, mostKeys } from '../model/instance-history.ts';
import { send } from '../settings/events.ts';
import { SHARED_STYLES } from '../ui/shared.ts';
import { valueAfterKey } from '../ui/slider-keys.ts';
import { formatCount } from '../util/format.ts';
import kinds from './reference-kinds.css?inline';
import styles from './reference-timeline.css?inline';
import { bandPath, KINDS, type Kind, type Span } from './timeline-strip.ts';
import { describeReferences } from './wording.ts';

const LABELS: Readonly<Record<Kind, string>> = { variable: 'A', keys: 'Keys', cycle: 'Cycle' };

/** The units of a band's drawing, which is stretched to fit. */
const BAND = { width: 1000, height: 100 };

/**
 * The life of an instance along the calls made, with a band for each kind of reference. The number
 * of calls is chosen by pointer or arrow keys.
 *
 * @fires calls-change
 */
@customElement('highwater-holders-strip')
class ReferenceTimeline extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(kinds), unsafeCSS(styles)];

  @property({ attribute: false }) history: InstanceHistory | null = null;
  /** The visible calls. */
  @property({ attribute: false }) span: Span = [0, 1];
  /** The chosen number of calls. */
  @property({ attribute: false }) at = 0;
  @query('.bands') private bands!: HTMLElement;

  override render(): TemplateResult | typeof nothing {
    const { history, span, at } = this;
    if (history === null) {
      return nothing;
    }
    const [from, to] = span;
    const holders = holdersAfter(history, at);
    return html`<div class="strip">
      <div class="labels" aria-hidden="true">
        ${KINDS.map((kind) => html`<span>${LABELS[kind]}${kind === 'keys' ? renderMost(history) : nothing}</span>`)}
      </div>
      <div
        class="bands"
        role="slider"
        tabindex="0"
        aria-label="Calls made in the life of instance ${history.instance}"
        aria-valuemin=${from}
        aria-valuemax=${to}
        aria-valuenow=${at}
        aria-valuetext=${holders === null ? '' : describeReferences(holders)}
        data-testid="holders-strip"
        @keydown=${this.#keyPressed}
        @pointerdown=${this.#pressed}
        @pointermove=${this.#moved}
      >
        ${KINDS.map((kind) => this.#renderBand(history, kind))}
        ${renderCursor((at - from) / Math.max(1, to - from))}
      </div>
      <div class="ends small muted" aria-hidden="true">
        <span>call ${formatCount(from)}</span><span>call ${formatCount(to)}</span>
      </div>
    </div>`;
  }

  #renderBand(history: InstanceHistory, kind: Kind): TemplateResult {
    const { width, height } = BAND;
    return html`<svg class="band" data-kind=${kind} viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path d=${bandPath(history, kind, this.span, width, height)} />`}
    </svg>`;
  }

  #keyPressed(event: KeyboardEvent): void {
    const calls = valueAfterKey(event, this.at, this.span);
    if (calls !== null) {
      event.preventDefault();
      send(this, 'calls-change', calls);
    }
  }

  #pressed(event: PointerEvent): void {
    this.bands.setPointerCapture(event.pointerId);
    this.#point(event);
  }

  #moved(event: PointerEvent): void {
    if (this.bands.hasPointerCapture(event.pointerId)) {
      this.#point(event);
    }
  }

  #point({ clientX }: PointerEvent): void {
    const { left, width } = this.bands.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (clientX - left) / width));
    const [from, to] = this.span;
    send(this, 'calls-change', Math.round(from + share * (to - from)));
  }
}

function renderMost(history: InstanceHistory): TemplateResult | typeof nothing {
  const { keys } = mostKeys(history);
  return keys > 0 ? html`<span class="small muted"> to ${formatCount(keys)}</span>` : nothing;
}

function renderCursor(share: number): TemplateResult {
  const x = `${100 * share}%`;
  return html`<svg class="cursor" aria-hidden="true">
    <line x1=${x} x2=${x} y1="0" y2="100%" />
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-holders-strip': ReferenceTimeline;
  }
}
