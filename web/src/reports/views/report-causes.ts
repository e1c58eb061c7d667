import { html, LitElement, svg, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CauseRow, Rows } from '../../model/report-answers.ts';
import { size } from '../../ui/shared.ts';
import { formatCount } from '../../util/format.ts';
import { slotOfCause } from './cause-hues.ts';
import { empty, REPORT_STYLES } from './cells.ts';
import styles from './report-causes.css?inline';

/** Live bytes by purpose: a bar of shares and a table, which is its legend. */
@customElement('highwater-report-causes')
class ReportCauses extends LitElement {
  static override styles = [...REPORT_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) rows: Rows<CauseRow> | null = null;

  override render(): TemplateResult {
    const { rows } = this;
    if (rows === null) {
      return empty('No report yet.');
    }
    if (rows.bytes === 0) {
      return empty('No live bytes.');
    }
    return html`
      ${renderBar(rows.rows)}
      <table aria-label="Live bytes by cause">
        <thead>
          <tr>
            <th scope="col">Cause</th>
            <th scope="col" class="number">Bytes</th>
            <th scope="col" class="number">Allocations</th>
            <th scope="col" class="number">Percent</th>
          </tr>
        </thead>
        <tbody>
          ${rows.rows.map(
            ({ cause, bytes, count, percent }, index) => html`<tr data-testid="cause">
              <th scope="row">
                <span class="cause">
                  <svg class="swatch" data-slot=${slotOfCause(index, rows.rows.length)} aria-hidden="true">
                    <rect width="100%" height="100%" rx="2"></rect>
                  </svg>
                  ${cause}
                </span>
              </th>
              <td class="number">${size(bytes)}</td>
              <td class="number">${formatCount(count)}</td>
              <td class="number">${writePercent(percent)}</td>
            </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr data-testid="total">
            <th scope="row">Total</th>
            <td class="number">${size(rows.bytes)}</td>
            <td class="number">${formatCount(rows.count)}</td>
            <td class="number">${writePercent(100)}</td>
          </tr>
        </tfoot>
      </table>
    `;
  }
}

function renderBar(rows: readonly CauseRow[]): TemplateResult {
  const shares = rows.map(({ cause, percent }) => `${cause} ${writePercent(percent)}`).join(', ');
  let end = 0;
  const parts = rows.map(({ percent }, index) => {
    const start = end;
    end += percent;
    return svg`<rect
      data-slot=${slotOfCause(index, rows.length)}
      x=${`${start}%`} width=${`${percent}%`} height="100%"
    ></rect>`;
  });
  return html`<svg class="stack" role="img" aria-label="Live bytes by cause: ${shares}">${parts}</svg>`;
}

function writePercent(percent: number): string {
  return `${percent.toFixed(1)}%`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-causes': ReportCauses;
  }
}
