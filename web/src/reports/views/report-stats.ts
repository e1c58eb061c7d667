import { html, LitElement, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Bin, ROOT, type Stats } from '../../model/report-answers.ts';
import { CopyButtons } from '../../ui/copy-button.ts';
import { size } from '../../ui/shared.ts';
import { formatCount, formatShare } from '../../util/format.ts';
import { formatSize } from '../../util/size.ts';
import { bar, empty, place, REPORT_STYLES } from './cells.ts';
import styles from './report-stats.css?inline';

/** The totals of a run, the sizes of its allocations, and the locations that allocated the most. */
@customElement('highwater-report-stats')
class ReportStats extends LitElement {
  static override styles = [...REPORT_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) stats: Stats | null = null;
  private readonly copying = new CopyButtons(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('stats')) {
      this.copying.reset();
    }
  }

  override render(): TemplateResult {
    const { stats } = this;
    if (stats === null) {
      return empty('No report yet.');
    }
    if (stats.totalAllocations === 0) {
      return empty('No allocations.');
    }
    const { totalAllocations, totalBytes } = stats;
    return html`
      <div class="head">
        <dl data-testid="totals">
          <div><dt>Allocations</dt><dd>${formatCount(totalAllocations)}</dd></div>
          <div><dt>Bytes allocated</dt><dd>${size(totalBytes)}</dd></div>
          <div><dt>Live at the peak</dt><dd>${size(stats.peakBytes)}</dd></div>
        </dl>
        ${this.copying.render({ JSON: () => JSON.stringify(stats, null, 2) })}
      </div>
      <div class="parts">
        ${renderHistogram(stats.histogram)}
        ${renderTop(
          'by-size',
          'Top locations by bytes',
          'Location',
          'Bytes',
          stats.topLocationsBySize.map((row) => ({
            name: place(row),
            amount: size(row.bytes),
            part: row.bytes,
          })),
          totalBytes,
        )}
        ${renderTop(
          'by-count',
          'Top locations by allocations',
          'Location',
          'Allocations',
          stats.topLocationsByCount.map((row) => ({
            name: place(row),
            amount: formatCount(row.count),
            part: row.count,
          })),
          totalAllocations,
        )}
        ${renderTop(
          'modules',
          'Top files by bytes',
          'File',
          'Bytes',
          stats.topModules.map((row) => ({
            name: html`<code class="place">${row.file === '' ? ROOT : row.file}</code>`,
            amount: size(row.bytes),
            part: row.bytes,
          })),
          totalBytes,
        )}
      </div>
    `;
  }
}

/** The histogram is a table whose cells contain its bars, accessible to screen readers. */
function renderHistogram(bins: readonly Bin[]): TemplateResult {
  const most = bins.reduce((most, { count }) => Math.max(most, count), 0);
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  return html`<div class="part histogram">
    <table data-testid="histogram">
      <caption>
        Allocation sizes
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">Size</th>
          <th scope="col" class="picture"><span class="visually-hidden">Bar</span></th>
          <th scope="col" class="number">Allocations</th>
          <th scope="col" class="number">Share</th>
        </tr>
      </thead>
      <tbody>
        ${bins.map(
          (bin) => html`<tr>
            <th scope="row" class="number">${writeBin(bin)}</th>
            <td class="picture">${bar(bin.count, most)}</td>
            <td class="number">${formatCount(bin.count)}</td>
            <td class="number">${formatShare(bin.count, all)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The sizes of a bin. A bin narrower than a byte is labelled with its smallest size. */
function writeBin({ minBytes, maxBytes }: Bin): string {
  return maxBytes > minBytes
    ? `${formatSize(minBytes)} – ${formatSize(maxBytes)}`
    : formatSize(minBytes);
}

interface Largest {
  readonly name: TemplateResult;
  readonly amount: TemplateResult | string;
  readonly part: number;
}

function renderTop(
  id: string,
  title: string,
  names: string,
  amounts: string,
  rows: readonly Largest[],
  whole: number,
): TemplateResult {
  return html`<div class="part">
    <table data-testid=${id}>
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">${names}</th>
          <th scope="col" class="number">${amounts}</th>
          <th scope="col" class="number">Share</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, amount, part }) => html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${amount}</td>
            <td class="number share">${formatShare(part, whole)} ${bar(part, whole)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-stats': ReportStats;
  }
}
