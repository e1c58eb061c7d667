import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { send } from '../settings/events.ts';
import type { Problem } from '../settings/settings.ts';
import styles from './problem-list.css?inline';
import { SHARED_STYLES } from './shared.ts';

/**
 * Invalid settings and failed requests, each by name and with the reason.
 *
 * @fires dismiss
 */
@customElement('highwater-problem-list')
class ProblemList extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) problems: readonly Problem[] = [];

  override render(): TemplateResult | typeof nothing {
    if (this.problems.length === 0) {
      return nothing;
    }
    return html`<div class="problems" role="alert" data-testid="problems">
      <p>Invalid settings or failed actions. Everything else applies.</p>
      <ul>
        ${this.problems.map(({ name, message }) => html`<li><code>${name}</code>: ${message}</li>`)}
      </ul>
      <button @click=${() => send(this, 'dismiss', null)}>Dismiss</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-problem-list': ProblemList;
  }
}
