import { Task } from '@lit/task';
import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { loadEngine } from '../engine/engine.ts';
import {
  type Holders,
  holdersAfter,
  type InstanceHistory,
  variableUntil,
} from '../model/instance-history.ts';
import type { PartEvent } from '../settings/events.ts';
import { SHARED_STYLES } from '../ui/shared.ts';
import { messageOf } from '../util/errors.ts';
import { formatCount } from '../util/format.ts';
import styles from './instance-references.css?inline';
import { earlySpan, type Span, wholeSpan } from './timeline-strip.ts';
import { Watching } from './watch-controller.ts';
import { describeRelease, eventsOf } from './wording.ts';
import './reference-diagram.ts';
import './reference-timeline.ts';

/**
 * The references to one instance of a run, and the release of the last one. A separate run is made
 * for it, which reads the instance's reference count after each call.
 */
@customElement('highwater-holders')
class InstanceReferences extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property() policy = '';
  @property() ranges = '500,1000';
  /** The number of the instance in the run, from 0. */
  @property({ type: Number }) instance = 0;
  /** A number of calls: the instance that received the last of them is watched. */
  @property({ attribute: false }) calls: number | null = null;
  /** True to wait: two engines running at once would distort each other's times. */
  @property({ type: Boolean }) paused = false;
  /** The number of calls in the diagram. */
  @state() private at = 0;
  /** True if the timeline shows the whole life, false for its beginning. */
  @state() private whole = true;
  readonly #engine = new Task(this, {
    args: () => [],
    task: () => loadEngine(),
    // The engine can now map a number of calls that was set earlier.
    onComplete: () => this.requestUpdate('calls'),
  });
  readonly #watching = new Watching(this);
  #shown: InstanceHistory | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    const { value: engine } = this.#engine;
    if (engine === undefined || this.policy === '') {
      return;
    }
    const { policy, ranges, calls } = this;
    if (
      calls !== null &&
      (changed.has('calls') || changed.has('policy') || changed.has('ranges'))
    ) {
      this.instance = engine.instanceAt(policy, ranges, calls) ?? this.instance;
    }
    this.#watch();
    const { state } = this.#watching;
    if (state.is === 'seen' && state.history !== this.#shown) {
      this.#shown = state.history;
      this.#lookAt(calls ?? variableUntil(state.history));
    } else if (changed.has('calls') && calls !== null && this.#shown !== null) {
      this.#lookAt(calls);
    }
  }

  override render(): TemplateResult {
    const { error } = this.#engine;
    if (error !== undefined) {
      return html`<p class="error" role="alert">${messageOf(error)}
        <button class="small" @click=${() => this.#engine.run()}>Try again</button></p>`;
    }
    if (this.policy === '') {
      return html`<p class="muted">Add a policy to watch an instance.</p>`;
    }
    return html`${this.#renderChoice()} ${this.#renderState()}`;
  }

  #renderChoice(): TemplateResult {
    const last = this.#instances() - 1;
    return html`<div class="choice">
      <label>
        Instance
        <input
          type="number"
          min="0"
          max=${last}
          inputmode="numeric"
          aria-describedby="which"
          .value=${String(this.instance)}
          @change=${this.#picked}
        />
      </label>
      <p id="which" class="small muted">
        0 to ${formatCount(last)}, ranges ${this.ranges}. A click on the plot selects the instance
        of that call.
      </p>
    </div>`;
  }

  #renderState(): TemplateResult {
    const { state } = this.#watching;
    switch (state.is) {
      case 'idle':
        return html`<p class="muted" data-testid="holders-state">
          ${this.paused ? 'Waiting for the run to finish.' : 'Loading…'}
        </p>`;
      case 'watching':
        return this.#renderProgress(state.calls);
      case 'stopped':
        return html`<p class="muted" data-testid="holders-state">
          Stopped before the instance was freed.
          ${this.paused ? nothing : html`<button class="small" @click=${() => this.#watch(true)}>Watch again</button>`}
        </p>`;
      case 'failed':
        return html`<p class="error" role="alert" data-testid="holders-state">
          ${state.error}
          <button class="small" @click=${() => this.#watch(true)}>Try again</button>
        </p>`;
      case 'seen':
        return this.#renderHistory(state.history);
    }
  }

  #renderProgress(calls: number): TemplateResult {
    const planned = this.#engine.value?.plannedCalls(this.policy, this.ranges) ?? 0;
    const label = 'Calls made while the instance is watched';
    return html`<div class="progress" data-testid="holders-state">
      ${
        planned === 0
          ? html`<progress aria-label=${label}></progress>`
          : html`<progress max=${planned} value=${calls} aria-label=${label}></progress>`
      }
      <p class="small muted">
        Repeating the run to watch instance ${formatCount(this.instance)}:
        ${formatCount(calls)} calls${planned === 0 ? '' : `, at most ${formatCount(planned)}`}
      </p>
      <button class="small" @click=${() => this.#watching.stop()}>Stop</button>
    </div>`;
  }

  #renderHistory(history: InstanceHistory): TemplateResult {
    const span = this.#span(history);
    const holders = holdersAfter(history, this.at) as Holders;
    return html`
      <p class="end" data-testid="holders-end">${describeRelease(history, this.policy)}</p>
      <highwater-holders-picture .holders=${holders} .instance=${history.instance} .inc=${this.#inc()}>
      </highwater-holders-picture>
      <div class="spans">${this.#renderSpans(history)}</div>
      <highwater-holders-strip
        .history=${history}
        .span=${span}
        .at=${this.at}
        @calls-change=${({ detail }: PartEvent<'calls-change'>) => this.#lookAt(detail)}
      ></highwater-holders-strip>
      <ol class="turns" aria-label="Life of the instance">
        ${eventsOf(history).map(
          ({ calls, what }) => html`<li>
            <button
              class="small"
              aria-pressed=${calls === this.at ? 'true' : 'false'}
              @click=${() => this.#lookAt(calls)}
            >
              Call ${formatCount(calls)}
            </button>
            <span>${what}</span>
          </li>`,
        )}
      </ol>
    `;
  }

  #renderSpans(history: InstanceHistory): TemplateResult | typeof nothing {
    const early = earlySpan(history);
    if (early[1] === wholeSpan(history)[1]) {
      return nothing;
    }
    const choice = (whole: boolean, label: string) => html`<button
      aria-pressed=${this.whole === whole ? 'true' : 'false'}
      @click=${() => {
        this.whole = whole;
        this.#lookAt(Math.min(this.at, this.#span(history)[1]));
      }}
    >
      ${label}
    </button>`;
    return html`<div class="segments" role="group" aria-label="Visible calls">
      ${choice(true, 'Whole life')}${choice(false, 'While A refers to it')}
    </div>`;
  }

  #span(history: InstanceHistory): Span {
    return this.whole ? wholeSpan(history) : earlySpan(history);
  }

  /** Moves the diagram to a number of calls, which the timeline then includes. */
  #lookAt(calls: number): void {
    const history = this.#shown;
    if (history === null) {
      return;
    }
    this.at = Math.max(history.made, Math.min(history.freed.calls, calls));
    this.whole ||= this.at > earlySpan(history)[1];
  }

  /** Watches the chosen instance, unless that is done already. */
  #watch(again = false): void {
    const { policy, ranges, instance } = this;
    const { request, state } = this.#watching;
    const same =
      request?.policy === policy && request.ranges === ranges && request.instance === instance;
    if (this.paused) {
      if (state.is !== 'idle' && (!same || state.is === 'watching')) {
        this.#watching.forget();
      }
      return;
    }
    if (again || !same) {
      this.#watching.watch({ policy, ranges, instance });
    }
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const number = Math.round(input.valueAsNumber);
    if (Number.isFinite(number)) {
      this.calls = null;
      this.instance = Math.max(0, Math.min(this.#instances() - 1, number));
    }
    input.value = String(this.instance);
  }

  #rangesOfRun(): readonly number[] {
    return this.#engine.value?.rangesOf(this.ranges) ?? [];
  }

  /** The number of instances in the run. */
  #instances(): number {
    return this.#rangesOfRun().reduce((sum, range) => sum + range, 0);
  }

  /** The instance's argument: its number within its phase. */
  #inc(): number {
    let inc = this.instance;
    for (const range of this.#rangesOfRun()) {
      if (inc < range) {
        break;
      }
      inc -= range;
    }
    return inc;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-holders': InstanceReferences;
  }
}
