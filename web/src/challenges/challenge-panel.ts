import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { chosenPolicy, policyChoice } from '../exercise-tests/policy-choice.ts';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { TestRunner } from '../runs/test-runner.ts';
import { BUILT_IN, BUILT_IN_NAMES } from '../settings/built-in-challenges.ts';
import type { ChosenChallenge } from '../settings/challenge-setting.ts';
import { send } from '../settings/events.ts';
import choices from '../ui/choices.css?inline';
import { SHARED_STYLES } from '../ui/shared.ts';
import styles from './challenge-panel.css?inline';
import './challenge-element.ts';

/**
 * The choice of a challenge, and the chosen challenge, for one of the page's policies.
 *
 * @fires setting-change
 * @fires policy-select
 */
@customElement('highwater-challenge-panel')
class ChallengePanel extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(choices), unsafeCSS(styles)];

  /** The chosen challenge. */
  @property({ attribute: false }) chosen: ChosenChallenge | null = null;
  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @shared @property() selected: string | null = null;
  @property({ attribute: false }) testRunner = new TestRunner();
  @shared @property() theme = 'auto';

  override render(): TemplateResult {
    const { chosen, views } = this;
    const policy = chosenPolicy(views, this.selected);
    return html`
      <h2>Challenge</h2>
      <label>
        Goal
        <select @change=${this.choose}>
          <option value="none" .selected=${chosen === null}>None</option>
          ${BUILT_IN_NAMES.map(
            (name) => html`<option value=${name} .selected=${chosen?.name === name}>
              ${BUILT_IN[name].title}
            </option>`,
          )}
          ${
            chosen !== null && chosen.name === null
              ? html`<option value=${chosen.written} .selected=${true}>
                  ${chosen.challenge.title}
                </option>`
              : nothing
          }
        </select>
      </label>
      ${
        chosen === null
          ? nothing
          : html`${policyChoice(this, views, policy, false)}
              <highwater-challenge
                .challenge=${chosen.written}
                .policy=${policy}
                .testRunner=${this.testRunner}
                .runs=${views}
                theme=${this.theme}
              ></highwater-challenge>`
      }
    `;
  }

  private choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    send(this, 'setting-change', { name: 'challenge', value });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-challenge-panel': ChallengePanel;
  }
}
