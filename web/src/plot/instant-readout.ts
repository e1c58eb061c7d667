import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isMeasured } from '../model/run-result.ts';
import { freeBytes, lastPoint, type Point, pointAt } from '../model/timeline.ts';
import {
  collectionsOf,
  endOfTicks,
  isTraced,
  type RunView,
  resultOf,
  timelineOf,
} from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import { SHARED_STYLES, size, swatch } from '../ui/shared.ts';
import { cardStyles, TABLE_STYLES } from '../ui/table-styles.ts';
import { formatCount, formatShare } from '../util/format.ts';
import { collectionNear } from './collection-marks.ts';
import styles from './instant-readout.css?inline';
import { atCall, capitalized, describeCollection, LABELS, SHORT_LABELS } from './labels.ts';
import { describeCollections } from './wording.ts';

/**
 * The values of every policy at one instant, with a bar of its linear memory: live bytes filled,
 * freed memory hatched.
 *
 * @fires instant-change @fires policy-hover
 */
@customElement('highwater-instant-readout')
class InstantReadout extends LitElement {
  static override styles = [...SHARED_STYLES, TABLE_STYLES, unsafeCSS(styles), cardStyles('34rem')];

  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  /** The tick to read at; `null` for the end of each run. */
  @property({ attribute: false }) instant: number | null = null;
  /** True if the instant stays after the pointer leaves. */
  @property({ type: Boolean }) chosen = false;
  @property() highlighted: string | null = null;

  override render(): TemplateResult {
    const { instant } = this;
    return html`
      <div class="head">
        <h3 data-testid="readout-instant">
          ${instant === null ? this.latest() : capitalized(atCall(instant))}
        </h3>
        ${
          this.chosen
            ? html`<button
                class="small"
                @click=${() => send(this, 'instant-change', { ticks: null, chosen: true })}
              >
                Back to the end
              </button>`
            : html`<p class="small muted">
                Touch or point at the plot, or focus it and use the arrow keys, to read another
                instant; click to select it, drag to compare two
              </p>`
        }
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Values at the instant">
        <table role="table" aria-label="Values at the instant">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Policy</th>
              <th role="columnheader" scope="col" class="number">${capitalized(SHORT_LABELS.live)}</th>
              <th role="columnheader" scope="col" class="number">${capitalized(LABELS.linear)}</th>
              <th role="columnheader" scope="col">${capitalized(LABELS.free)}</th>
              <th role="columnheader" scope="col" class="number">${capitalized(LABELS.instances)}</th>
              <th role="columnheader" scope="col" class="number">${capitalized(LABELS.entries)}</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${this.views.map((view) => this.renderRow(view))}
          </tbody>
        </table>
      </div>
      ${this.renderCollections()} ${this.renderNote()}
    `;
  }

  /**
   * The garbage collections near the instant, or all of them without an instant. The text is never
   * empty, so that the layout does not shift.
   */
  private renderCollections(): TemplateResult | typeof nothing {
    const views = this.views.filter((view) => collectionsOf(view).length > 0);
    const texts = views.flatMap((view) => {
      const text = this.describeCollections(view);
      return text === '' ? [] : [`${view.name}: ${text}`];
    });
    return views.length === 0
      ? nothing
      : html`<p class="small muted note" data-testid="readout-collections">
          ${texts.join('; ') || `No ${LABELS.collection} near this instant`}
        </p>`;
  }

  private describeCollections(view: RunView): string {
    if (this.instant === null) {
      const result = resultOf(view);
      return result === null ? '' : describeCollections(result.collections);
    }
    const near = collectionNear(collectionsOf(view), this.instant, endOfTicks(this.views));
    return near === null ? '' : describeCollection(near);
  }

  /** A note on parts that the bars leave blank. */
  private renderNote(): TemplateResult | typeof nothing {
    const baseline = Math.max(0, ...this.views.map(baselineOf));
    return baseline === 0
      ? nothing
      : html`<p class="small muted note">
          ${capitalized(LABELS.linear)} includes the engine itself: ${size(baseline)} at the start of a run,
          blank in the bars.
        </p>`;
  }

  /** True if live bytes are known at the instant: for untraced runs, only at the end. */
  private isLiveKnown(view: RunView): boolean {
    const result = resultOf(view);
    return isTraced(view) || (this.instant === null && result !== null && isMeasured(result));
  }

  /** The label of the values without an instant. */
  private latest(): string {
    return this.views.some(({ run }) => run?.phase === 'running') ? 'So far' : 'At the end';
  }

  private renderRow(view: RunView): TemplateResult {
    const timeline = timelineOf(view);
    const point = this.instant === null ? lastPoint(timeline) : pointAt(timeline, this.instant);
    return html`<tr
      role="row"
      data-testid="readout-row"
      data-policy=${view.name}
      data-slot=${view.slot}
      ?data-highlighted=${this.highlighted === view.name}
      @pointerenter=${() => send(this, 'policy-hover', view.name)}
      @pointerleave=${() => send(this, 'policy-hover', null)}
    >
      <th role="rowheader" scope="row"><span class="policy">${swatch(view.slot)}<code>${view.name}</code></span></th>
      ${
        point === null
          ? html`<td role="cell" class="wide muted" colspan="5">–</td>`
          : renderPoint(view, point, this.isLiveKnown(view))
      }
    </tr>`;
  }
}

function baselineOf(view: RunView): number {
  return resultOf(view)?.memory.baselineLinear ?? 0;
}

/** `known` is whether live bytes are known. */
function renderPoint(view: RunView, point: Point, known: boolean): TemplateResult {
  const free = freeBytes(point, baselineOf(view));
  return html`
    <td role="cell" class="number" data-label=${capitalized(SHORT_LABELS.live)}>${known ? size(point.live) : '–'}</td>
    <td role="cell" class="number" data-label=${capitalized(SHORT_LABELS.linear)}>${size(point.linear)}</td>
    <td role="cell" class="wide">
      ${
        known
          ? html`<span class="held">
              ${renderBar(view.slot, point, free)}
              <span class="number">${size(free)}</span>
              <span class="muted small share">${formatShare(free, point.linear)}</span>
            </span>`
          : html`<span class="muted">Not traced</span>`
      }
    </td>
    <td role="cell" class="number" data-label=${capitalized(SHORT_LABELS.instances)}>${formatCount(point.instances)}</td>
    <td role="cell" class="number" data-label=${capitalized(SHORT_LABELS.entries)}>${formatCount(point.entries)}</td>
  `;
}

function renderBar(slot: number, { live, linear }: Point, free: number): TemplateResult {
  const percent = (bytes: number) => (linear > 0 ? Math.min(100, (100 * bytes) / linear) : 0);
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
    <rect
      x="${100 - percent(free)}%"
      y="0"
      width="${percent(free)}%"
      height="100%"
      fill="url(#free-${slot})"
    />
    <rect class="live" x="0" y="0" width="${percent(live)}%" height="100%" />
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-instant-readout': InstantReadout;
  }
}
