import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cpythonPeak } from '../model/cpython-reference.ts';
import { isMeasured, judge, type RunResult } from '../model/run-result.ts';
import { type RunView, resultOf } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import { COPY_STYLES, CopyButtons } from '../ui/copy-button.ts';
import { glyph, SHARED_STYLES, size, swatch } from '../ui/shared.ts';
import { cardStyles, TABLE_STYLES } from '../ui/table-styles.ts';
import { formatCount, formatDuration, formatShare } from '../util/format.ts';
import { formatMegabytes, type Size } from '../util/size.ts';
import { resultsAsCsv } from './results-csv.ts';
import styles from './results-table.css?inline';

type Cell = TemplateResult | string | typeof nothing;

interface Column {
  readonly name: string;
  readonly number: boolean;
  readonly write: (result: RunResult) => Cell;
}

/** The text for an unknown value. */
const UNKNOWN = '–';

const COLUMNS: readonly Column[] = [
  { name: 'Peak live', number: true, write: writePeak },
  { name: 'Linear memory', number: true, write: ({ memory }) => size(memory.linear) },
  {
    name: 'End live',
    number: true,
    write: (result) => (isMeasured(result) ? size(result.memory.endLive) : UNKNOWN),
  },
  {
    name: 'Instances alive',
    number: true,
    write: ({ instances }) =>
      html`${formatCount(instances.end)}<span class="sub">peak ${formatCount(instances.peak)}</span>`,
  },
  { name: 'Hits', number: true, write: ({ cache }) => formatCount(cache.hits) },
  { name: 'Misses', number: true, write: ({ cache }) => formatCount(cache.misses) },
  {
    name: 'Hit ratio',
    number: true,
    write: ({ cache }) => formatShare(cache.hits, cache.hits + cache.misses),
  },
  { name: 'currsize', number: true, write: ({ cache }) => formatCount(cache.currsize) },
  {
    name: 'Allocations',
    number: true,
    write: (result) => (isMeasured(result) ? formatCount(result.memory.allocations) : UNKNOWN),
  },
  { name: 'Time', number: true, write: ({ durationMs }) => formatDuration(durationMs) },
];

/**
 * The results of all policies, side by side. A row selects its policy.
 *
 * @fires policy-select @fires policy-hover
 */
@customElement('highwater-results-table')
class ResultsTable extends LitElement {
  static override styles = [
    ...SHARED_STYLES,
    COPY_STYLES,
    TABLE_STYLES,
    unsafeCSS(styles),
    cardStyles('40rem'),
  ];

  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @property({ attribute: false }) limit: Size | null = null;
  @shared @property() selected: string | null = null;
  @property() hovered: string | null = null;
  /** The table's caption, if it needs one. */
  @property() caption = '';
  /** True if it shows the small runs of the preview. */
  @property({ type: Boolean }) preview = false;
  private readonly copying = new CopyButtons(this);

  override render(): TemplateResult {
    const results = this.finished();
    return html`
      <div class="head">
        <h2 id="title">Results</h2>
        <p class="small muted caption">
          ${this.preview ? html`<strong class="badge">Preview</strong>` : nothing} ${this.caption}
        </p>
        ${this.copying.render(
          {
            JSON: () => JSON.stringify(results, null, 2),
            CSV: () => resultsAsCsv(results, this.limit?.bytes ?? null),
          },
          results.length === 0,
        )}
      </div>
      ${
        this.views.length === 0
          ? html`<p class="empty muted">Add a policy to see results.</p>`
          : this.renderTable()
      }
    `;
  }

  private renderTable(): TemplateResult {
    // Explicit roles, because a table laid out as cards loses its own.
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of results">
      <table role="table" aria-labelledby="title">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Policy</th>
            ${COLUMNS.map(
              ({ name, number }) =>
                html`<th role="columnheader" scope="col" class=${number ? 'number' : ''}>${name}</th>`,
            )}
            <th role="columnheader" scope="col">${this.limitName()}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${this.views.map((view) => this.renderRow(view))}
        </tbody>
      </table>
    </div>`;
  }

  private renderRow(view: RunView): TemplateResult {
    const { name, slot, description } = view;
    const selected = this.selected === name;
    return html`<tr
      role="row"
      data-testid="result-row"
      data-policy=${name}
      data-slot=${slot}
      ?data-selected=${selected}
      ?data-hovered=${this.hovered === name}
      @click=${() => send(this, 'policy-select', selected ? null : name)}
      @pointerenter=${() => send(this, 'policy-hover', name)}
      @pointerleave=${() => send(this, 'policy-hover', null)}
    >
      <th role="rowheader" scope="row">
        <span class="policy">
          ${swatch(slot)}
          <button
            class="name code"
            aria-pressed=${selected ? 'true' : 'false'}
            @click=${(event: Event) => {
              event.stopPropagation();
              send(this, 'policy-select', selected ? null : name);
            }}
          >
            ${name}
          </button>
        </span>
        <code class="sub">${description.python}</code>
      </th>
      ${this.renderCells(view)}
    </tr>`;
  }

  private renderCells(view: RunView): TemplateResult {
    const result = resultOf(view);
    if (result === null || view.run?.phase !== 'finished') {
      const phase = view.run?.phase;
      return html`<td role="cell" class="state muted" colspan=${COLUMNS.length + 1}>
        ${phase === 'running' ? 'Running…' : phase === 'waiting' ? 'Waiting' : 'Not run yet'}
      </td>`;
    }
    if (result.outcome === 'failed' && result.calls === 0) {
      return html`<td role="cell" class="state bad" colspan=${COLUMNS.length + 1}>
        ${glyph('warning')} Failed: ${result.error}
      </td>`;
    }
    return html`
      ${COLUMNS.map(
        ({ name, number, write }) =>
          html`<td role="cell" class=${number ? 'number' : ''} data-label=${name}>
            <span>${write(result)}</span>
          </td>`,
      )}
      <td role="cell" data-label=${this.limitName()}>${this.renderVerdict(result, view.run.preview)}</td>
    `;
  }

  private renderVerdict(result: RunResult, preview: boolean): TemplateResult {
    const outcome = writeOutcome(result);
    if (preview) {
      return html`<span class="verdict muted">Preview${outcome}</span>`;
    }
    const verdict = judge(result, this.limit?.bytes ?? null);
    if (verdict === null) {
      return html`<span class="verdict muted" data-testid="verdict">Not judged${outcome}</span>`;
    }
    return html`<span class="verdict ${verdict}" data-testid="verdict">
      <span class="judged">
        ${verdict === 'pass' ? glyph('check') : glyph('cross')}
        ${verdict === 'pass' ? 'Pass' : 'Fail'}
      </span>
      ${outcome}
    </span>`;
  }

  private limitName(): string {
    return this.limit === null ? 'Limit' : `Limit ${this.limit.quantity} ${this.limit.unit}`;
  }

  private finished(): RunResult[] {
    return this.views.flatMap(({ run }) =>
      run?.phase === 'finished' && !run.preview && run.snapshot ? [run.snapshot.result] : [],
    );
  }
}

function writePeak(result: RunResult): Cell {
  if (!isMeasured(result)) {
    return UNKNOWN;
  }
  const measured =
    result.outcome === 'completed' ? cpythonPeak(result.policy, result.ranges) : null;
  return html`${size(result.memory.peakLive)}${
    measured === null
      ? nothing
      : html`<span class="sub" title="Measured by memray, whose MB are 10⁶ bytes"
          >${formatMegabytes(measured)} in CPython</span
        >`
  }`;
}

function writeOutcome(result: RunResult): TemplateResult | typeof nothing {
  switch (result.outcome) {
    case 'completed':
      return nothing;
    case 'out-of-memory':
      return html`<span class="sub bad">out of memory at call ${formatCount(result.calls)}</span>`;
    case 'stopped':
      return html`<span class="sub">stopped at call ${formatCount(result.calls)}</span>`;
    case 'failed':
      return html`<span class="sub bad">failed: ${result.error}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-results-table': ResultsTable;
  }
}
