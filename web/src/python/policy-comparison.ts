import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Engine } from '../engine/engine.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import { CLASSIC_POLICIES } from './compared-policies.ts';
import styles from './policy-comparison.css?inline';

/**
 * The choice of a cache policy to run for comparison with programs.
 *
 * @fires engine-request when the engine's descriptions are needed
 * @fires policy-compare with the text of a policy
 */
@customElement('highwater-policy-comparison')
class PolicyComparison extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  /** Describes policies, once it is loaded. */
  @shared @property({ attribute: false }) engine: Engine | null = null;
  /** True if something runs. */
  @property({ type: Boolean }) busy = false;
  @state() private policy: string = CLASSIC_POLICIES[0];

  override render(): TemplateResult {
    const described = this.engine?.describePolicy(this.policy) ?? null;
    return html`
      <label for="policy">Compare with a cache policy</label>
      <div class="choice">
        <select
          id="policy"
          data-testid="policy"
          aria-describedby="what"
          @focus=${this.#need}
          @change=${(event: Event) => {
            this.policy = (event.target as HTMLSelectElement).value;
            this.#need();
          }}
        >
          ${CLASSIC_POLICIES.map((policy) => html`<option value=${policy}>${policy}</option>`)}
        </select>
        <button
          ?disabled=${this.busy}
          @click=${() => send(this, 'policy-compare', this.policy)}
        >
          ${glyph('run')} Run the policy
        </button>
      </div>
      <p id="what" class="small muted" data-testid="policy-summary">
        ${
          described === null ? nothing : html`<code>${described.python}</code> ${described.summary}`
        }
        The exercise's engine runs the policy over the same ranges; the plot then shows the share of
        each run.
      </p>
    `;
  }

  readonly #need = (): void => {
    if (this.engine === null) {
      send(this, 'engine-request', null);
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-policy-comparison': PolicyComparison;
  }
}
