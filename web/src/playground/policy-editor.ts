import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Engine } from '../engine/engine.ts';
import {
  type Choice,
  type Decisions,
  decisionsOf,
  type PolicyDescription,
  policyText,
} from '../model/policy.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import { SHARED_STYLES } from '../ui/shared.ts';
import { messageOf } from '../util/errors.ts';
import styles from './policy-editor.css?inline';

/**
 * Edits one policy: the four decisions as fields, and its text, each following the other.
 *
 * @fires apply - The new policy's description.
 * @fires cancel
 */
@customElement('highwater-policy-editor')
class PolicyEditor extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @shared @property({ attribute: false }) engine: Engine | null = null;
  /** The initial policy. */
  @property() policy = '';
  /** The label of the button that applies the policy. */
  @property() action = 'Apply';
  /** Throws an error if the policy cannot be added to the list. */
  @property({ attribute: false }) check: (description: PolicyDescription) => void = () => {};
  @state() private text = '';
  @state() private decisions: Decisions | null = null;
  @state() private description: PolicyDescription | null = null;
  @state() private error = '';
  @query('select') private firstField!: HTMLElement | null;

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('policy') || changed.has('engine')) {
      this.takeText(this.policy);
    }
  }

  override firstUpdated(): void {
    this.firstField?.focus();
  }

  override render(): TemplateResult {
    const { engine, decisions } = this;
    if (engine === null || decisions === null) {
      return html``;
    }
    return html`
      <form @submit=${this.apply} @keydown=${this.escape} novalidate>
        ${this.renderDecisions(engine, decisions)}
        <label for="text">Policy as text</label>
        <input
          id="text"
          class="code"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          .value=${this.text}
          aria-invalid=${this.error === '' ? 'false' : 'true'}
          aria-describedby="outcome"
          @input=${(event: Event) => this.takeText((event.target as HTMLInputElement).value)}
        />
        <div id="outcome" aria-live="polite">
          ${
            this.error === ''
              ? html`<code>${this.description?.python}</code>
                  <p class="small muted">${this.description?.summary}</p>
                  <p class="small muted">${this.boundSummary(engine)}</p>`
              : html`<p class="error">${this.error}</p>`
          }
        </div>
        <div class="buttons">
          <button class="primary" ?disabled=${this.error !== ''}>${this.action}</button>
          <button type="button" @click=${this.cancel}>Cancel</button>
        </div>
      </form>
    `;
  }

  private renderDecisions(engine: Engine, decisions: Decisions): TemplateResult {
    const { owners, bounds, reclaims, clear } = engine.vocabulary;
    const bound = bounds.find(({ name }) => name === decisions.bound);
    return html`
      <label for="owner">Owner</label>
      ${choose('owner', owners, decisions.owner, (owner) => this.decide({ owner }))}
      <label for="bound">Bound</label>
      <div class="pair">
        ${choose('bound', bounds, decisions.bound, (name) => this.decide({ bound: name }))}
        ${
          bound?.parameter
            ? numberField(bound.parameter.name, bound.parameter, decisions.parameter, (parameter) =>
                this.decide({ parameter }),
              )
            : nothing
        }
      </div>
      <label for="clear">Clearing</label>
      <div class="pair">
        ${choose(
          'clear',
          [
            { name: 'never', summary: 'The cache is never cleared.' },
            { name: 'every', summary: 'cache_clear() after a number of instances.' },
          ],
          decisions.clear === null ? 'never' : 'every',
          (choice) => this.decide({ clear: choice === 'never' ? null : '10' }),
        )}
        ${
          decisions.clear === null
            ? nothing
            : numberField('instances between two clears', clear, decisions.clear, (every) =>
                this.decide({ clear: every }),
              )
        }
      </div>
      <label for="reclaim">Reclaiming</label>
      ${choose('reclaim', reclaims, decisions.reclaim, (reclaim) => this.decide({ reclaim }))}
    `;
  }

  private boundSummary({ vocabulary }: Engine): string {
    const { owner, boundName } = this.description ?? {};
    const bound = vocabulary.bounds.find(({ name }) => name === boundName);
    return owner === 'none' ? '' : (bound?.summary ?? '');
  }

  private decide(change: Partial<Decisions>): void {
    if (this.engine === null || this.decisions === null) {
      return;
    }
    this.decisions = { ...this.decisions, ...change };
    this.text = policyText(this.decisions, this.engine.vocabulary);
    this.describe();
  }

  private takeText(text: string): void {
    this.text = text;
    this.describe();
    if (this.description !== null) {
      this.decisions = decisionsOf(this.description);
    }
  }

  private describe(): void {
    try {
      this.description = this.engine?.describePolicy(this.text) ?? null;
      this.error = '';
      if (this.description !== null) {
        this.check(this.description);
      }
    } catch (error) {
      this.error = messageOf(error);
    }
  }

  private apply(event: Event): void {
    event.preventDefault();
    if (this.error === '' && this.description !== null) {
      send(this, 'apply', this.description);
    }
  }

  private cancel(): void {
    send(this, 'cancel', null);
  }

  private escape(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.cancel();
    }
  }
}

function choose(
  id: string,
  choices: readonly Choice[],
  chosen: string,
  choose: (name: string) => void,
): TemplateResult {
  return html`<select
    id=${id}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
  >
    ${choices.map(
      ({ name, summary }) =>
        html`<option value=${name} title=${summary} .selected=${name === chosen}>${name}</option>`,
    )}
  </select>`;
}

function numberField(
  name: string,
  allowed: { minimum: number; maximum: number },
  value: string,
  change: (value: string) => void,
): TemplateResult {
  return html`<input
    type="number"
    inputmode="numeric"
    aria-label=${name}
    min=${allowed.minimum}
    max=${allowed.maximum}
    .value=${value}
    @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
  />`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-policy-editor': PolicyEditor;
  }
}
