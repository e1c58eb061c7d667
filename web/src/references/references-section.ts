import { Task } from '@lit/task';
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import choices from '../ui/choices.css?inline';
import { SHARED_STYLES } from '../ui/shared.ts';
import { messageOf } from '../util/errors.ts';
import { loadPart } from '../util/parts.ts';
import styles from './references-section.css?inline';

/** The references to an instance of a run, collapsed: its code is loaded when it is opened. */
@customElement('highwater-holders-section')
class ReferencesSection extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(choices), unsafeCSS(styles)];

  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  /** The selected policy of the page. */
  @shared @property({ attribute: false }) selected: string | null = null;
  /** The ranges of future runs. */
  @property() ranges = '';
  /** The chosen number of calls on the plot. */
  @property({ attribute: false }) calls: number | null = null;
  @property({ type: Boolean }) running = false;
  @state() private open = false;
  /** The policy chosen in this section. */
  @state() private chosen: string | null = null;
  /** The code of the collapsed part. */
  readonly #code = new Task(this, {
    autoRun: false,
    task: () => loadPart('The part with references', () => import('./instance-references.ts')),
  });

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('selected') && this.selected !== null) {
      this.chosen = this.selected;
    }
  }

  override render(): TemplateResult {
    return html`<details @toggle=${this.#toggled}>
      <summary>References to an instance</summary>
      ${this.open ? this.#renderOpen() : nothing}
    </details>`;
  }

  #renderOpen(): TemplateResult {
    const { error, value } = this.#code;
    if (error !== undefined) {
      return html`<p class="error" role="alert">${messageOf(error)}
        <button class="small" @click=${() => this.#code.run()}>Try again</button></p>`;
    }
    if (value === undefined) {
      return html`<p class="muted small">Loading…</p>`;
    }
    const view = this.views.find(({ name }) => name === this.chosen) ?? this.views[0];
    return html`<div class="inside">
      ${this.views.length > 1 ? this.#renderPolicies(view?.name) : nothing}
      <highwater-holders
        .policy=${view?.name ?? ''}
        .ranges=${view?.run?.request.ranges.join(',') ?? this.ranges}
        .calls=${this.calls}
        .paused=${this.running}
      ></highwater-holders>
    </div>`;
  }

  #renderPolicies(current: string | undefined): TemplateResult {
    return html`<label>
      Policy <select
        @change=${(event: Event) => {
          this.chosen = (event.target as HTMLSelectElement).value;
        }}
      >
        ${this.views.map(
          ({ name }) => html`<option value=${name} ?selected=${name === current}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open;
    if (this.open && this.#code.value === undefined) {
      this.#code.run();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-holders-section': ReferencesSection;
  }
}
