import { initialState, Task } from '@lit/task';
import { html, LitElement, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type AnsweringRun, isAnswering, reportOf } from '../runs/query-run.ts';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send, sendUp } from '../settings/events.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import { messageOf } from '../util/errors.ts';
import { CARDS, type Card, type CardRuns, type Figure } from './cards.ts';
import styles from './lesson-cards.css?inline';
import parts from './lesson-parts.css?inline';

/**
 * Short cards on advanced topics. Each applies settings to the playground, and shows numbers
 * computed from its runs.
 *
 * @fires card-computed - The id of a card whose numbers have been computed.
 * @fires setup-request
 */
@customElement('highwater-cards')
class Cards extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(parts), unsafeCSS(styles)];

  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @property({ type: Boolean }) running = false;
  readonly #figures = new Map(CARDS.map((card) => [card, this.#figuresOf(card)]));

  override render(): TemplateResult {
    return html`
      <p>Each card applies its settings and runs them. The numbers come from these runs.</p>
      ${CARDS.map((card) => this.renderCard(card))}
    `;
  }

  private renderCard(card: Card): TemplateResult {
    const { value, error } = this.#figures.get(card) ?? {};
    return html`<section class="card" aria-labelledby=${card.id} data-testid="card" data-card=${card.id}>
      <h4 id=${card.id}>${card.title}</h4>
      <p>${card.text}</p>
      <div aria-live="polite">
        ${
          error !== undefined
            ? html`<p class="error">${messageOf(error)}</p>`
            : value === undefined
              ? html`<p class="muted" data-testid="card-empty">Run it to see the numbers.</p>`
              : html`<dl data-testid="card-figures">
                  ${value.map(
                    ({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
                  )}
                </dl>`
        }
      </div>
      <button
        class="compact"
        ?disabled=${this.running}
        aria-label="Set up and run: ${card.title}"
        @click=${() => sendUp(this, 'setup-request', { attributes: card.setUp, run: true })}
      >
        ${glyph('run')} Set up and run
      </button>
    </section>`;
  }

  /** The figures of a card, recomputed when its runs exist and differ from the previous ones. */
  #figuresOf(card: Card): Task<readonly AnsweringRun[], readonly Figure[]> {
    const computed = () => send(this, 'card-computed', card.id);
    return new Task(this, {
      args: () => runsOf(card, this.views),
      // Computed figures stay when the page moves on to the runs of another card.
      argsEqual: (before, runs) => runs.length === 0 || isSame(before, runs),
      task: async (runs) => (runs.length === 0 ? initialState : card.figures(answering(runs))),
      onComplete: computed,
      onError: computed,
    });
  }
}

/** The finished runs of a card's settings; empty if one is missing. */
function runsOf({ setUp }: Card, views: readonly RunView[]): readonly AnsweringRun[] {
  const runs = setUp.policies.split(',').map((policy) => {
    const run = views.find((view) => view.name === policy)?.run;
    const fits =
      run &&
      isAnswering(run) &&
      !run.preview &&
      run.request.traced &&
      run.snapshot?.result.outcome === 'completed' &&
      run.request.ranges.join(',') === setUp.ranges;
    return fits ? run : null;
  });
  return runs.includes(null) ? [] : (runs as AnsweringRun[]);
}

function isSame(one: readonly AnsweringRun[], other: readonly AnsweringRun[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ inspector }, index) => inspector === other[index]?.inspector)
  );
}

function answering(runs: readonly AnsweringRun[]): CardRuns {
  const find = (policy: string) => {
    const run = runs.find(({ request }) => request.run === policy);
    if (run?.snapshot == null) {
      throw new Error(`${policy} has not been run`);
    }
    return { run, result: run.snapshot.result };
  };
  return {
    resultOf: (policy) => find(policy).result,
    report: (policy, query) => reportOf(find(policy).run, query),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-cards': Cards;
  }
}
