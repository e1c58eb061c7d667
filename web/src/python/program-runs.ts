import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunResult } from '../model/run-result.ts';
import { type RunView, resultOf } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import { glyph, SHARED_STYLES, size, swatch } from '../ui/shared.ts';
import { formatCompact, formatDuration } from '../util/format.ts';
import styles from './program-runs.css?inline';

/**
 * The runs stored for comparison, the latest last.
 *
 * @fires run-select with the name of a run
 * @fires run-remove with the name of a run
 */
@customElement('highwater-program-runs')
class ProgramRuns extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @shared @property() selected: string | null = null;
  @property({ type: Boolean }) locked = false;

  override render(): TemplateResult {
    return html`
      <h2>Runs</h2>
      ${
        this.views.length === 0
          ? html`<p class="muted small">Runs are listed here for comparison.</p>`
          : html`<ul>${this.views.map((view) => this.#renderRun(view))}</ul>`
      }
    `;
  }

  #renderRun(view: RunView): TemplateResult {
    const { name, slot, run } = view;
    return html`<li data-testid="program-run" data-name=${name}>
      <button
        class="name"
        aria-pressed=${name === this.selected ? 'true' : 'false'}
        @click=${() => send(this, 'run-select', name)}
      >
        ${swatch(slot)} ${name}
      </button>
      <span class="what" data-testid="run-outcome">${describe(run?.phase, resultOf(view))}</span>
      <button
        class="icon"
        aria-label="Remove the run ${name}"
        ?disabled=${this.locked}
        @click=${() => send(this, 'run-remove', name)}
      >
        ${glyph('cross')}
      </button>
    </li>`;
  }
}

function describe(phase: string | undefined, result: RunResult | null): TemplateResult {
  if (result === null || phase === undefined) {
    return html`<span class="muted">${phase === 'running' ? 'starting…' : 'waiting'}</span>`;
  }
  const { memory, durationMs, outcome, calls, collections } = result;
  const collected = collections.count.reduce((sum, count) => sum + count, 0);
  const ending =
    phase === 'running' || outcome === 'completed' ? '' : `, ${outcome.replaceAll('-', ' ')}`;
  return html`peak ${size(memory.peakLive)}
    <span class="muted">
      ${formatCompact(calls)} allocations in ${formatDuration(durationMs)}${ending}${
        collected === 0
          ? nothing
          : html`, ${formatCompact(collected)} garbage collections freed ${size(collections.freed)}`
      }
      ${phase === 'running' ? html`<span>· running</span>` : nothing}
    </span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-program-runs': ProgramRuns;
  }
}
