import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isMeasured } from '../model/run-result.ts';
import { type Point, pointAt, type Quantity, spread } from '../model/timeline.ts';
import { isTraced, type RunView, resultOf, timelineOf } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { SHARED_STYLES } from '../ui/shared.ts';
import { formatCount } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import { capitalized, LABELS, SHORT_LABELS } from './labels.ts';
import styles from './plot-table.css?inline';
import { describeCollections, describePeak } from './wording.ts';

/** Rows of the table, besides the row of peaks. */
const ROWS = 21;

const QUANTITIES: readonly (readonly [Quantity, (point: Point) => string])[] = [
  ['live', (point) => formatSize(point.live)],
  ['linear', (point) => formatSize(point.linear)],
  ['instances', (point) => formatCount(point.instances)],
  ['entries', (point) => formatCount(point.entries)],
];

/** The plots' data as a table: every policy at evenly spread instants, and the peaks. */
@customElement('highwater-plot-data')
class PlotData extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  /** The end of the x axis. */
  @property({ attribute: false }) end = 0;
  @state() private open = false;

  override render(): TemplateResult {
    return html`<details @toggle=${this.toggled}>
      <summary>Show the data of the plots</summary>
      ${this.open ? this.renderTable() : nothing}
    </details>`;
  }

  private toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open;
  }

  private renderTable(): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Data of the plots">
        <table>
          <caption class="visually-hidden">
            ${capitalized(LABELS.live)}, ${LABELS.linear}, ${LABELS.instances} and ${LABELS.entries}
            of every policy by calls made
          </caption>
          <thead>
            <tr>
              <th scope="col" rowspan="2" class="number">Calls made</th>
              ${this.views.map(
                ({ name }) => html`<th scope="colgroup" colspan="4" class="group">${name}</th>`,
              )}
            </tr>
            <tr>
              ${this.views.map(() =>
                QUANTITIES.map(
                  ([name]) => html`<th scope="col" class="number">${SHORT_LABELS[name]}</th>`,
                ),
              )}
            </tr>
          </thead>
          <tbody>
            ${spread(this.end, ROWS).map((ticks) => this.renderRow(ticks))}
            ${this.renderPeaks()} ${this.renderCollections()}
          </tbody>
        </table>
      </div>`;
  }

  private renderRow(ticks: number): TemplateResult {
    return html`<tr>
      <th scope="row" class="number">${formatCount(ticks)}</th>
      ${this.views.map((view) => {
        const point = pointAt(timelineOf(view), ticks);
        return QUANTITIES.map(
          ([name, write]) => html`<td class="number">
            ${point === null || (name === 'live' && !isTraced(view)) ? '–' : write(point)}
          </td>`,
        );
      })}
    </tr>`;
  }

  private renderPeaks(): TemplateResult {
    return html`<tr class="peaks">
      <th scope="row">${capitalized(LABELS.peak)}</th>
      ${this.views.map((view) => {
        const result = resultOf(view);
        return html`<td colspan="4">
          ${result === null || !isMeasured(result) ? '–' : describePeak(result)}
        </td>`;
      })}
    </tr>`;
  }

  private renderCollections(): TemplateResult | typeof nothing {
    const texts = this.views.map((view) => {
      const result = resultOf(view);
      return result === null ? '' : describeCollections(result.collections);
    });
    return texts.every((text) => text === '')
      ? nothing
      : html`<tr class="peaks" data-testid="collections">
          <th scope="row">Garbage</th>
          ${texts.map((text) => html`<td colspan="4">${text || '–'}</td>`)}
        </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-plot-data': PlotData;
  }
}
