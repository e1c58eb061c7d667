import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Engine } from '../engine/engine.ts';
import { type RunView, timelineOf } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { type PartEvent, send } from '../settings/events.ts';
import type { Settings } from '../settings/settings.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import type { EndedRun } from './answers.ts';
import styles from './lesson.css?inline';
import parts from './lesson-parts.css?inline';
import { type LessonFacts, stepsDone } from './progress.ts';
import type { LessonState } from './state.ts';
import { BEGINNING, including, withDone } from './state.ts';
import {
  renderFind,
  renderFix,
  renderHints,
  renderNative,
  renderProve,
  renderRead,
  renderRun,
  type StepContext,
} from './step-texts.ts';
import { STEP_TITLES, STEPS, type StepId } from './steps.ts';
import { keepState, loadState } from './storage.ts';
import './lesson-cards.ts';
import './lesson-predict.ts';
import './lesson-solutions.ts';

/**
 * The guided path: its steps, ticked off as the learner completes them, and the open step.
 *
 * @fires setting-change @fires setup-request @fires run-request @fires stop-request @fires
 *   part-request
 */
@customElement('highwater-lesson')
export class Lesson extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(parts), unsafeCSS(styles)];

  @shared @property({ attribute: false }) engine: Engine | null = null;
  @property({ attribute: false }) settings: Settings | null = null;
  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @shared @property() selected: string | null = null;
  @property({ type: Boolean }) running = false;
  @state() private kept: LessonState = BEGINNING;
  /** The requested runs that have ended. */
  private runs: readonly EndedRun[] = [];
  #host: EventTarget | null = null;
  #loaded: LessonState | null = null;
  /** Steps that the playground shows as done from before the lesson was restarted. */
  #stale: readonly StepId[] = [];

  /** The displayed policy. */
  get policy(): string | null {
    const selected = this.views.find(({ name }) => name === this.selected);
    return (selected ?? this.views[0])?.name ?? null;
  }

  /** The context of the lesson's steps. */
  private get context(): StepContext {
    return {
      running: this.running,
      policy: this.policy,
      go: (step) => this.go(step),
      run: () => send(this, 'run-request', null),
      stop: () => send(this, 'stop-request', null),
      show: (part) => send(this, 'part-request', part),
      setUp: (attributes, run) => send(this, 'setup-request', { attributes, run }),
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A lesson that is moved goes on where it is, also without storage.
    this.#loaded ??= this.kept = loadState();
    const root = this.getRootNode();
    this.#host = root instanceof ShadowRoot ? root.host : null;
    this.#host?.addEventListener('highwater-test', this.#tested);
    this.#host?.addEventListener('highwater-challenge', this.#challenged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#host?.removeEventListener('highwater-test', this.#tested);
    this.#host?.removeEventListener('highwater-challenge', this.#challenged);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('views')) {
      this.runs = endedRuns(this.views);
    }
    if (this.settings !== null) {
      const facts: LessonFacts = {
        settings: this.settings,
        results: this.runs.map(({ result }) => result),
        policy: this.policy,
      };
      const shown = stepsDone(this.kept, facts);
      this.#stale = this.#stale.filter((id) => shown.includes(id));
      const anew = shown.filter((id) => !this.#stale.includes(id));
      this.#keep(withDone(this.kept, anew));
    }
  }

  override render(): TemplateResult {
    const { at, done } = this.kept;
    return html`
      <div class="head">
        <h2>Lesson</h2>
        <p class="small muted" role="status" data-testid="lesson-progress">
          ${done.length} of ${STEPS.length} done
        </p>
        <button
          class="compact"
          @click=${() => send(this, 'setting-change', { name: 'lesson', value: '0' })}
        >
          Fold away
        </button>
      </div>
      <nav aria-label="Steps of the lesson">
        <ol>
          ${STEPS.map((id, index) => this.renderStep(id, index + 1))}
        </ol>
      </nav>
      <section class="step" aria-labelledby="step" data-testid="lesson-step" data-step=${at}>
        <h3 id="step" tabindex="-1">
          <span class="muted">${STEPS.indexOf(at) + 1}.</span> ${STEP_TITLES[at]}
        </h3>
        ${this.renderBody(at)} ${this.renderWay(at)}
      </section>
    `;
  }

  private renderStep(id: StepId, number: number): TemplateResult {
    const done = this.kept.done.includes(id);
    return html`<li>
      <button
        class="tab"
        aria-current=${id === this.kept.at ? 'step' : nothing}
        ?data-done=${done}
        data-testid="lesson-tab"
        @click=${() => this.go(id)}
      >
        <span class="dot" aria-hidden="true">${done ? glyph('check') : number}</span
        ><span class="visually-hidden">Step ${number}: </span>${
          STEP_TITLES[id]
        }${done ? html`<span class="visually-hidden">, done</span>` : nothing}
      </button>
    </li>`;
  }

  private renderBody(id: StepId): TemplateResult | typeof nothing {
    const { context, engine, settings, kept } = this;
    if (engine === null || settings === null) {
      return nothing;
    }
    switch (id) {
      case 'read':
        return renderRead(context);
      case 'predict':
        return html`<highwater-predict
          .runs=${this.runs}
          .predictions=${kept.predictions}
          @predictions-change=${({ detail }: PartEvent<'predictions-change'>) =>
            this.#keep({ ...this.kept, predictions: detail })}
        ></highwater-predict>`;
      case 'run':
        return renderRun(context, engine, settings, this.runs);
      case 'find':
        return renderFind(context, engine, settings, kept.done.includes('find'));
      case 'native':
        return renderNative(context);
      case 'hints':
        return renderHints(context, kept.hints, (name) =>
          this.#keep({ ...this.kept, hints: including(this.kept.hints, name) }),
        );
      case 'fix':
        return renderFix(context, this.runs);
      case 'prove':
        return renderProve(context);
      case 'solutions':
        return html`<highwater-solutions
          .ranges=${settings.ranges}
          .runs=${this.runs}
          .running=${this.running}
          .opened=${kept.solutions}
          @solution-open=${({ detail }: PartEvent<'solution-open'>) =>
            this.#keep({ ...this.kept, solutions: including(this.kept.solutions, detail) })}
        ></highwater-solutions>`;
      case 'deeper':
        return html`<highwater-cards
          .running=${this.running}
          @card-computed=${() => this.tick('deeper')}
        ></highwater-cards>`;
    }
  }

  private renderWay(at: StepId): TemplateResult | typeof nothing {
    // The first step has its own button to continue.
    if (at === 'read') {
      return nothing;
    }
    const index = STEPS.indexOf(at);
    const [before, after] = [STEPS[index - 1], STEPS[index + 1]];
    return html`<div class="way">
      ${
        before === undefined
          ? html`<span></span>`
          : html`<button class="compact" @click=${() => this.go(before)}>
              <span aria-hidden="true">←</span><span class="visually-hidden">Back to</span>
              ${STEP_TITLES[before]}
            </button>`
      }
      ${
        after === undefined
          ? html`<button class="compact" @click=${() => this.#begin()}>Restart the lesson</button>`
          : html`<button class="compact onward" @click=${() => this.go(after)}>
              <span class="visually-hidden">On to</span>
              ${STEP_TITLES[after]} <span aria-hidden="true">→</span>
            </button>`
      }
    </div>`;
  }

  /** Opens a step. Leaving the first step marks it as read. */
  async go(id: StepId): Promise<void> {
    if (this.kept.at === 'read' && STEPS.indexOf(id) === 1) {
      this.tick('read');
    }
    this.#keep({ ...this.kept, at: id });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#step')?.focus({ preventScroll: true });
  }

  tick(id: StepId): void {
    this.#keep(withDone(this.kept, [id]));
  }

  #begin(): void {
    this.#stale = this.kept.done;
    this.#keep(BEGINNING);
    this.go('read');
  }

  #keep(state: LessonState): void {
    if (state !== this.kept) {
      this.kept = state;
      keepState(state);
    }
  }

  readonly #tested = (event: Event): void => {
    if (
      (event as CustomEvent<{ passed?: boolean | number; failed?: number }>).detail?.failed === 0
    ) {
      this.tick('prove');
    }
  };

  readonly #challenged = (event: Event): void => {
    if ((event as CustomEvent<{ passed?: boolean }>).detail?.passed === true) {
      this.tick('fix');
    }
  };
}

function endedRuns(views: readonly RunView[]): EndedRun[] {
  return views.flatMap((view) => {
    const { run } = view;
    const result = run?.snapshot?.result;
    return run?.phase === 'finished' && !run.preview && result && result.calls > 0
      ? [{ result, timeline: timelineOf(view) }]
      : [];
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-lesson': Lesson;
  }
}
