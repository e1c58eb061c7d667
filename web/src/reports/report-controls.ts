import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pythonPath } from '../model/places.ts';
import type { Instant } from '../model/report-answers.ts';
import type { RunView } from '../runs/run-view.ts';
import { sendUp } from '../settings/events.ts';
import {
  MOST_THRESHOLD,
  REPORT_VIEW_NAMES,
  type ReportSettings,
  type ReportViewName,
  SUBJECTS,
  type Subject,
} from '../settings/report-settings.ts';
import choices from '../ui/choices.css?inline';
import { SHARED_STYLES } from '../ui/shared.ts';
import styles from './report-controls.css?inline';
import { REPORT_VIEWS } from './views/index.ts';
import { leaksAt, SUBJECT_NAMES } from './views/queries.ts';

/**
 * The run, the subject and the view of a report.
 *
 * @fires report-change @fires setting-change
 */
@customElement('highwater-report-controls')
class ReportControls extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(choices), unsafeCSS(styles)];

  @property({ attribute: false }) views: readonly RunView[] = [];
  @property({ attribute: false }) settings!: ReportSettings;
  /** The policy of the report. */
  @property() policy = '';
  /** The instant under the pointer. */
  @property({ attribute: false }) passing: number | null = null;
  /** True if native frames are shown. */
  @property({ type: Boolean }) native = false;
  /** True if the run is of a program, whose allocations have no causes. */
  @property({ type: Boolean }) program = false;
  /** The crates that native frames can belong to. */
  @property({ attribute: false }) crates: readonly string[] = [];

  override render(): TemplateResult {
    const { settings } = this;
    return html`
      <div class="head">
        <h2>Reports</h2>
        ${this.renderPolicies(settings)}
      </div>
      <div class="head">
        <div class="segments wrap" role="group" aria-label="Subject of the report">
          ${SUBJECTS.map((subject) => this.renderChoice('subject', subject, SUBJECT_NAMES[subject]))}
        </div>
        ${this.renderDetails(settings)}
      </div>
      <div class="head">
        <div class="segments wrap" role="group" aria-label="View of the report">
          ${REPORT_VIEW_NAMES.filter((view) => !this.program || REPORT_VIEWS[view].ofPrograms).map(
            (view) => this.renderChoice('view', view, REPORT_VIEWS[view].title),
          )}
        </div>
        ${this.renderFrames()}
        ${
          this.native
            ? html`<highwater-native-filters
                .settings=${settings}
                .crates=${this.crates}
              ></highwater-native-filters>`
            : nothing
        }
      </div>
    `;
  }

  private renderFrames(): TemplateResult {
    return html`<div class="segments" role="group" aria-label="Frames">
        <button
          class="only"
          aria-pressed=${this.native ? 'true' : 'false'}
          title="Native frames below each line of Python"
          @click=${this.#switchNative}
        >
          Native
        </button>
      </div>`;
  }

  private renderChoice(
    name: 'subject' | 'view',
    value: Subject | ReportViewName,
    label: string,
  ): TemplateResult {
    return html`<button
      aria-pressed=${this.settings[name] === value ? 'true' : 'false'}
      @click=${() => this.change({ [name]: value })}
    >
      ${label}
    </button>`;
  }

  private renderPolicies({ beside }: ReportSettings): TemplateResult {
    const { policy, views } = this;
    const others = views.filter((view) => view.name !== policy);
    return html`
      <label> run <select data-testid="report-policy" @change=${(event: Event) => this.change({ run: fieldText(event) })}>
          ${views.map((view) => option(view.name, view.name, policy))}
        </select>
      </label>
      <label>
        beside
        <select data-testid="report-beside" @change=${(event: Event) => this.change({ beside: fieldText(event) || null })}>
          ${option('', 'none', beside ?? '')}
          ${others.map((view) => option(view.name, view.name, beside ?? ''))}
        </select>
      </label>
    `;
  }

  /** The options of the current subject. */
  private renderDetails(settings: ReportSettings): TemplateResult | typeof nothing {
    switch (settings.subject) {
      case 'temporary':
        return html`<label>
          freed within
          <input
            type="number"
            min="0"
            max=${MOST_THRESHOLD}
            .value=${String(settings.threshold)}
            @change=${this.#changeThreshold}
          />
          other allocations
        </label>`;
      case 'leaks':
        return html`<select
          aria-label="Instant of the leaks"
          @change=${(event: Event) => this.change({ at: fieldText(event) as Instant })}
        >
          ${option('end', 'at the end, before release', leaksAt(settings))}
          ${option('released', 'after release', leaksAt(settings))}
        </select>`;
      case 'at':
        return html`<label>
          ${this.program ? 'allocation' : 'call'}
          <input
            type="number"
            min="0"
            .value=${String(this.passing ?? (typeof settings.at === 'number' ? settings.at : ''))}
            @change=${this.#changeInstant}
          />
        </label>`;
      case 'difference':
        return html`${(['from', 'to'] as const).map(
          (label, end) => html`<label>
            ${label} ${this.program ? 'allocation' : 'call'}
            <input
              type="number"
              min="0"
              .value=${String(settings.between?.[end] ?? '')}
              @change=${(event: Event) => this.#changeSpan(event, end)}
            />
          </label>`,
        )}`;
      case 'high-water-mark':
        return nothing;
    }
  }

  private change(change: Partial<ReportSettings>): void {
    sendUp(this, 'report-change', change);
  }

  /** The zoom stays, as far as it consists of Python frames. */
  #switchNative(): void {
    const { flamegraph } = this.settings;
    if (this.native) {
      this.change({ flamegraph: { ...flamegraph, zoom: pythonPath(flamegraph.zoom) } });
    }
    sendUp(this, 'setting-change', { name: 'native', value: this.native ? '0' : '1' });
  }

  #changeThreshold(event: Event): void {
    const threshold = Math.round(numberOf(event) ?? 1);
    this.change({ threshold: Math.max(0, Math.min(MOST_THRESHOLD, threshold)) });
    this.requestUpdate();
  }

  #changeInstant(event: Event): void {
    const calls = numberOf(event);
    this.change({ at: calls === null ? null : Math.max(0, Math.round(calls)) });
  }

  #changeSpan(event: Event, end: number): void {
    const calls = numberOf(event);
    if (calls !== null) {
      const span: [number, number] = [...(this.settings.between ?? [0, 0])];
      span[end] = Math.max(0, Math.round(calls));
      this.change({ between: [Math.min(...span), Math.max(...span)] });
    }
  }
}

function option(value: string, label: string, selected: string): TemplateResult {
  return html`<option value=${value} ?selected=${value === selected}>${label}</option>`;
}

function fieldText(event: Event): string {
  return (event.target as HTMLSelectElement | HTMLInputElement).value;
}

function numberOf(event: Event): number | null {
  const value = fieldText(event);
  return value === '' || !Number.isFinite(Number(value)) ? null : Number(value);
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-controls': ReportControls;
  }
}
