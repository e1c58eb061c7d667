import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunView } from '../runs/run-view.ts';
import { progressOf } from '../runs/session.ts';
import bar from '../ui/progress-bar.css?inline';
import { glyph, SHARED_STYLES, size } from '../ui/shared.ts';
import {
  formatCompact,
  formatCount,
  formatDuration,
  formatRate,
  formatTimeLeft,
} from '../util/format.ts';
import styles from './run-progress.css?inline';

/** The progress of one policy's run: a bar while it runs, its outcome when it has ended. */
@customElement('highwater-run-progress')
class RunProgress extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(bar), unsafeCSS(styles)];

  @property({ attribute: false }) view: RunView | null = null;

  override render(): TemplateResult {
    const run = this.view?.run ?? null;
    if (this.view === null || run === null) {
      return html`<p class="small muted" data-testid="run-state">Not run yet</p>`;
    }
    // A preview is so short that a bar would only flicker.
    if (run.preview) {
      return run.phase === 'finished'
        ? this.renderOutcome()
        : html`<p class="small muted" data-testid="run-state">Preview…</p>`;
    }
    if (run.phase === 'waiting') {
      return html`<p class="small muted" data-testid="run-state">Waiting</p>`;
    }
    return run.phase === 'running' ? this.renderBar(this.view) : this.renderOutcome();
  }

  private renderBar(view: RunView): TemplateResult {
    const run = view.run;
    if (run === null) {
      return html``;
    }
    const { calls, plannedCalls, rate, remainingMs } = progressOf(run);
    const label = `${view.name}: calls made`;
    return html`
      ${
        plannedCalls === 0
          ? html`<progress data-slot=${view.slot} aria-label=${label}></progress>`
          : html`<progress
              data-slot=${view.slot}
              max=${plannedCalls}
              value=${calls}
              aria-label=${label}
            ></progress>`
      }
      <p class="small muted numbers" data-testid="run-state">
        <span>${formatCompact(calls)}${plannedCalls === 0 ? '' : ` of ${formatCompact(plannedCalls)}`} calls</span>
        ${rate > 0 ? html`<span>${formatRate(rate)}</span>` : nothing}
        ${remainingMs === null ? nothing : html`<span>${formatTimeLeft(remainingMs)}</span>`}
      </p>
    `;
  }

  private renderOutcome(): TemplateResult {
    const run = this.view?.run;
    const result = run?.snapshot?.result;
    if (run === null || run === undefined || result === undefined) {
      return html``;
    }
    switch (result.outcome) {
      case 'completed':
        return html`<p class="small" data-testid="run-state">
          ${run.preview ? 'Preview: peak' : 'Peak'} ${size(result.memory.peakLive)}
          ${
            run.preview
              ? nothing
              : html`<span class="muted">in ${formatDuration(result.durationMs)}</span>`
          }
        </p>`;
      case 'out-of-memory':
        return html`<p class="small bad" data-testid="run-state">
          ${glyph('warning')} Out of memory at call ${formatCount(result.calls)}:
          <span class="muted">${result.error}</span>
        </p>`;
      case 'stopped':
        return html`<p class="small" data-testid="run-state">
          ${glyph('stop')} Stopped at call ${formatCount(result.calls)}
        </p>`;
      case 'failed':
        return html`<p class="small bad" data-testid="run-state">
          ${glyph('warning')} Failed: ${result.error}
        </p>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-run-progress': RunProgress;
  }
}
