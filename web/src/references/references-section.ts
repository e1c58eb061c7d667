import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunView } from '../runs/run-view.ts';
import choices from '../ui/choices.css?inline';
import { SHARED_STYLES } from '../ui/shared.ts';
import { messageOf } from '../util/errors.ts';
import styles from './references-section.css?inline';

/** Who holds an instance of a run, folded away: what it takes is loaded when it is opened. */
@customElement('highwater-holders-section')
export class ReferencesSection extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(choices), unsafeCSS(styles)];

  @property({ attribute: false }) views: readonly RunView[] = [];
  /** The policy that is selected on the page. */
  @property({ attribute: false }) selected: string | null = null;
  /** The ranges of runs to come. */
  @property() ranges = '';
  /** The number of calls that is chosen on the plot. */
  @property({ attribute: false }) calls: number | null = null;
  @property({ type: Boolean }) running = false;
  @state() private open = false;
  @state() private loaded = false;
  @state() private error = '';
  /** The policy that was chosen here. */
  @state() private chosen: string | null = null;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('selected') && this.selected !== null) {
      this.chosen = this.selected;
    }
  }

  override render(): TemplateResult {
    return html`<details @toggle=${this.#toggled}>
      <summary>Who holds an instance</summary>
      ${this.open ? this.#renderOpen() : nothing}
    </details>`;
  }

  #renderOpen(): TemplateResult {
    if (this.error !== '') {
      return html`<p class="error" role="alert">${this.error}
        <button class="small" @click=${this.#load}>Try again</button></p>`;
    }
    if (!this.loaded) {
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
      Under
      <select
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
    if (this.open && !this.loaded) {
      this.#load();
    }
  }

  async #load(): Promise<void> {
    this.error = '';
    try {
      await import('./instance-references.ts');
      this.loaded = true;
    } catch (error) {
      this.error = messageOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-holders-section': ReferencesSection;
  }
}
