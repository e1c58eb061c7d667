import { html, LitElement, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatShare } from '../format.ts';
import { lastPoint, type Point, pointAt } from '../timeline.ts';
import { send } from './events.ts';
import styles from './instant-readout.css?inline';
import { SHARED_STYLES, size, swatch } from './shared.ts';
import { type PolicyView, timelineOf } from './view.ts';

/**
 * The values of every policy at one instant, with a bar of what its linear memory holds: live
 * bytes filled, freed memory hatched.
 *
 * @fires instant-change
 * @fires policy-hover
 */
@customElement('highwater-instant-readout')
export class InstantReadout extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) views: readonly PolicyView[] = [];
  /** The number of calls to read at; `null` for the end of each run. */
  @property({ attribute: false }) instant: number | null = null;
  /** Whether the instant stays when the pointer leaves. */
  @property({ type: Boolean }) chosen = false;
  @property() highlighted: string | null = null;

  override render(): TemplateResult {
    const { instant } = this;
    return html`
      <div class="head">
        <h3 data-testid="readout-instant">
          ${instant === null ? this.latest() : `At call ${formatCount(instant)}`}
        </h3>
        ${
          this.chosen
            ? html`<button
                class="small"
                @click=${() => send(this, 'instant-change', { calls: null, chosen: true })}
              >
                Back to the end
              </button>`
            : html`<p class="small muted">
                Point at the plot, or focus it and use the arrow keys, to read another instant
              </p>`
        }
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Values at the instant">
        <table>
          <thead>
            <tr>
              <th scope="col">Policy</th>
              <th scope="col" class="number">Live</th>
              <th scope="col" class="number">Linear memory</th>
              <th scope="col">Held but free</th>
              <th scope="col" class="number">Instances alive</th>
              <th scope="col" class="number">Cache entries</th>
            </tr>
          </thead>
          <tbody>
            ${this.views.map((view) => this.renderRow(view))}
          </tbody>
        </table>
      </div>
    `;
  }

  /** What the values are of when no instant is given. */
  private latest(): string {
    return this.views.some(({ run }) => run?.phase === 'running') ? 'So far' : 'At the end';
  }

  private renderRow(view: PolicyView): TemplateResult {
    const timeline = timelineOf(view);
    const point = this.instant === null ? lastPoint(timeline) : pointAt(timeline, this.instant);
    return html`<tr
      data-testid="readout-row"
      data-policy=${view.policy}
      data-slot=${view.slot}
      ?data-highlighted=${this.highlighted === view.policy}
      @pointerenter=${() => send(this, 'policy-hover', view.policy)}
      @pointerleave=${() => send(this, 'policy-hover', null)}
    >
      <th scope="row"><span class="policy">${swatch(view.slot)}<code>${view.policy}</code></span></th>
      ${point === null ? html`<td colspan="5" class="muted">–</td>` : renderPoint(view.slot, point)}
    </tr>`;
  }
}

function renderPoint(slot: number, point: Point): TemplateResult {
  const free = Math.max(0, point.linear - point.live);
  return html`
    <td class="number">${size(point.live)}</td>
    <td class="number">${size(point.linear)}</td>
    <td>
      <span class="held">
        ${renderBar(slot, point.live, point.linear)}
        <span class="number">${size(free)}</span>
        <span class="muted small share">${formatShare(free, point.linear)}</span>
      </span>
    </td>
    <td class="number">${formatCount(point.instances)}</td>
    <td class="number">${formatCount(point.entries)}</td>
  `;
}

function renderBar(slot: number, live: number, linear: number): TemplateResult {
  const filled = linear > 0 ? Math.min(100, (100 * live) / linear) : 0;
  return html`<svg class="bar" aria-hidden="true">
    <defs>
      <pattern
        id="free-${slot}"
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M2.5 0V5" />
      </pattern>
    </defs>
    <rect x="${filled}%" y="0" width="${100 - filled}%" height="100%" fill="url(#free-${slot})" />
    <rect class="live" x="0" y="0" width="${filled}%" height="100%" />
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-instant-readout': InstantReadout;
  }
}
