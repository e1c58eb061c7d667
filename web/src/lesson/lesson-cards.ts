import { html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type AnsweringRun, isAnswering, reportOf } from '../runs/query-run.ts';
import type { RunView } from '../runs/run-view.ts';
import { sendUp } from '../settings/events.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import { messageOf } from '../util/errors.ts';
import { CARDS, type Card, type CardRuns, type Figure } from './cards.ts';
import styles from './lesson-cards.css?inline';
import parts from './lesson-parts.css?inline';

/** The figures of a card, with the runs that they were computed from. */
interface Computed {
  readonly runs: readonly AnsweringRun[];
  readonly figures: readonly Figure[];
  readonly error: string;
}

/**
 * Short cards that go deeper. Each sets the playground up, and shows numbers as soon as there
 * are runs to compute them from.
 *
 * @fires card-computed - The id of a card whose numbers have been computed.
 * @fires setup-request
 */
@customElement('highwater-cards')
export class Cards extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(parts), unsafeCSS(styles)];

  @property({ attribute: false }) views: readonly RunView[] = [];
  @property({ type: Boolean }) running = false;
  @state() private computed: ReadonlyMap<string, Computed> = new Map();
  readonly #asked = new Map<string, readonly AnsweringRun[]>();

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('views')) {
      for (const card of CARDS) {
        this.#compute(card);
      }
    }
  }

  override render(): TemplateResult {
    return html`
      <p>Each sets the playground up and runs it. The numbers are the run’s own.</p>
      ${CARDS.map((card) => this.renderCard(card))}
    `;
  }

  private renderCard(card: Card): TemplateResult {
    const computed = this.computed.get(card.id);
    return html`<section class="card" aria-labelledby=${card.id} data-testid="card" data-card=${card.id}>
      <h4 id=${card.id}>${card.title}</h4>
      <p>${card.text}</p>
      <div aria-live="polite">
        ${
          computed === undefined
            ? html`<p class="muted" data-testid="card-empty">Run it to see the numbers.</p>`
            : computed.error !== ''
              ? html`<p class="error">${computed.error}</p>`
              : html`<dl data-testid="card-figures">
                  ${computed.figures.map(
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

  /** Computes the figures of a card where its runs are there and are others than before. */
  async #compute(card: Card): Promise<void> {
    const runs = runsOf(card, this.views);
    if (runs === null || isSame(runs, this.#asked.get(card.id))) {
      return;
    }
    this.#asked.set(card.id, runs);
    let computed: Computed;
    try {
      computed = { runs, figures: await card.figures(answering(runs)), error: '' };
    } catch (error) {
      computed = { runs, figures: [], error: messageOf(error) };
    }
    if (this.#asked.get(card.id) === runs) {
      this.computed = new Map(this.computed).set(card.id, computed);
      this.dispatchEvent(new CustomEvent('card-computed', { detail: card.id }));
    }
  }
}

/** The finished runs that a card set up; `null` where one is missing. */
function runsOf({ setUp }: Card, views: readonly RunView[]): readonly AnsweringRun[] | null {
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
  return runs.includes(null) ? null : (runs as AnsweringRun[]);
}

function isSame(one: readonly AnsweringRun[], other: readonly AnsweringRun[] | undefined): boolean {
  return (
    one.length === other?.length &&
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
