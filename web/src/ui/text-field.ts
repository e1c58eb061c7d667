import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { send } from '../settings/events.ts';
import { messageOf } from '../util/errors.ts';
import { SHARED_STYLES } from './shared.ts';
import styles from './text-field.css?inline';

/**
 * A labelled text field that is validated on leaving it. An invalid value is shown with the reason
 * and not passed on.
 *
 * @fires value-change - The new value in its canonical form.
 */
@customElement('highwater-text-field')
class TextField extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property() label = '';
  @property() value = '';
  /** An explanation of the value, below the field. */
  @property() hint = '';
  /** Suggested values, as [value, label]. */
  @property({ attribute: false }) suggestions: readonly (readonly [string, string])[] = [];
  /** Returns the canonical form of a text, or throws an error with the problem. */
  @property({ attribute: false }) read: (text: string) => string = (text) => text;
  @property({ type: Boolean }) disabled = false;
  @state() private error = '';
  @query('input') private input!: HTMLInputElement;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('value')) {
      this.error = '';
    }
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('value')) {
      this.input.value = this.value;
    }
  }

  override render(): TemplateResult {
    return html`
      <label for="input">${this.label}</label>
      <div class="entry">
        <input
          id="input"
          autocomplete="off"
          spellcheck="false"
          ?disabled=${this.disabled}
          aria-invalid=${this.error === '' ? 'false' : 'true'}
          aria-describedby="hint error"
          @change=${this.accept}
        />
        ${this.suggestions.length === 0 ? nothing : this.renderSuggestions()}
      </div>
      <p id="hint" class="muted small">${this.hint}</p>
      <p id="error" class="error" role="alert">${this.error}</p>
    `;
  }

  private renderSuggestions(): TemplateResult {
    return html`<div class="segments" role="group" aria-label="${this.label}: suggestions">
      ${this.suggestions.map(
        ([value, label]) => html`<button
          type="button"
          ?disabled=${this.disabled}
          aria-pressed=${this.read(value) === this.value ? 'true' : 'false'}
          @click=${() => this.take(value)}
        >
          ${label}
        </button>`,
      )}
    </div>`;
  }

  private accept(): void {
    this.take(this.input.value);
  }

  private take(text: string): void {
    try {
      const value = this.read(text);
      this.error = '';
      this.input.value = value;
      send(this, 'value-change', value);
    } catch (error) {
      this.error = messageOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-text-field': TextField;
  }
}
