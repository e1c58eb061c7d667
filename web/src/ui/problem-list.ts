import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { send } from '../settings/events.ts';
import type { Problem } from '../settings/settings.ts';
import { formatCount } from '../util/format.ts';
import { cutText, LONGEST_PROBLEM } from '../util/quote.ts';
import styles from './problem-list.css?inline';
import { SHARED_STYLES } from './shared.ts';

/** Maximum number of problems that are listed. */
const MOST_LISTED = 20;

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
    const listed = this.problems.slice(0, MOST_LISTED);
    const more = this.problems.length - listed.length;
    return html`<div class="problems" role="alert" data-testid="problems">
      <p>Invalid settings or failed actions. Everything else applies.</p>
      <ul>
        ${listed.map(
          ({ name, message }) =>
            html`<li><code>${cutText(name)}</code>: ${cutText(message, LONGEST_PROBLEM)}</li>`,
        )}
        ${more === 0 ? nothing : html`<li>${formatCount(more)} more</li>`}
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
