import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { atCall, capitalized, LABELS } from '../plot/labels.ts';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import { glyph, SHARED_STYLES, size, swatch } from '../ui/shared.ts';
import { type Clear, type EndedRun, fallsIn, highest, largestClear } from './answers.ts';
import parts from './lesson-parts.css?inline';
import styles from './lesson-predict.css?inline';
import { type Falls, NO_PREDICTIONS, type Predictions } from './state.ts';

const FALLS = [
  ['falls', 'It falls'],
  ['stays', 'It stays'],
] as const satisfies readonly (readonly [Falls, string])[];

/**
 * Three questions before the first run, and the answers from the runs.
 *
 * @fires predictions-change
 */
@customElement('highwater-predict')
class Predict extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(parts), unsafeCSS(styles)];

  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @property({ attribute: false }) runs: readonly EndedRun[] = [];
  @property({ attribute: false }) predictions: Predictions = NO_PREDICTIONS;

  override render(): TemplateResult {
    const { peak, live, linear } = this.predictions;
    const made = peak !== null && live !== null && linear !== null;
    const answered = made && this.runs.length > 0;
    const top = highest(this.runs);
    const clear = largestClear(this.runs);
    return html`
      <p>
        ${
          answered
            ? 'The runs show the answers.'
            : made
              ? 'Your predictions are saved. Run the policies to see the answers here.'
              : 'Predict the results before the run. Wrong predictions are part of the lesson.'
        }
      </p>
      ${this.renderQuestion(
        'peak',
        'Which policy peaks highest?',
        html`${this.views.map(({ name, slot }) =>
          this.renderOption('peak', name, html`${swatch(slot)}<code>${name}</code>`, answered),
        )}${
          peak !== null && !this.views.some(({ name }) => name === peak)
            ? this.renderOption('peak', peak, html`<code>${peak}</code>`, answered)
            : nothing
        }`,
        answered && top !== null
          ? this.renderAnswer(
              top.policy === peak,
              html`<code>${top.policy}</code> peaked highest, at ${size(top.memory.peakLive)}.${
                top.policy === peak
                  ? nothing
                  : html` You predicted <code>${peak}</code>${this.renderPeak(peak)}.`
              }`,
            )
          : nothing,
      )}
      ${this.renderQuestion(
        'live',
        `When the cache is cleared, what do ${LABELS.live} do?`,
        html`${FALLS.map(([value, words]) => this.renderOption('live', value, words, answered))}`,
        answered ? this.renderFalls('live', live, clear) : nothing,
      )}
      ${this.renderQuestion(
        'linear',
        `And ${LABELS.linear}, which the page requests from the browser?`,
        html`${FALLS.map(([value, words]) => this.renderOption('linear', value, words, answered))}`,
        answered ? this.renderFalls('linear', linear, clear) : nothing,
      )}
      ${
        answered
          ? html`<div class="acts">
              <button class="compact" @click=${() => this.#predict(NO_PREDICTIONS)}>Predict again</button>
            </div>`
          : nothing
      }
    `;
  }

  private renderQuestion(
    name: string,
    question: string,
    options: TemplateResult,
    answer: TemplateResult | typeof nothing,
  ): TemplateResult {
    return html`<fieldset data-testid="question" data-name=${name}>
      <legend>${question}</legend>
      <div class="options">${options}</div>
      <div aria-live="polite">${answer}</div>
    </fieldset>`;
  }

  private renderOption(
    name: keyof Predictions,
    value: string,
    words: TemplateResult | string,
    answered: boolean,
  ): TemplateResult {
    return html`<label class="option">
      <input
        type="radio"
        name=${name}
        .value=${value}
        .checked=${this.predictions[name] === value}
        ?disabled=${answered}
        @change=${() => this.#predict({ ...this.predictions, [name]: value } as Predictions)}
      />
      <span>${words}</span>
    </label>`;
  }

  private renderFalls(
    quantity: 'live' | 'linear',
    said: Falls | null,
    clear: Clear | null,
  ): TemplateResult {
    if (clear === null) {
      return html`<p class="answer small">
        No run cleared a cache. Run <code>class/unbounded/clear:10</code> to see.
      </p>`;
    }
    const fell = fallsIn(clear, quantity);
    const { policy, calls, before, after } = clear;
    return this.renderAnswer(
      said === fell,
      html`${capitalized(atCall(calls))} <code>${policy}</code> was cleared, and
        ${
          fell === 'falls'
            ? html`it fell from ${size(before[quantity])} to ${size(after[quantity])}.`
            : html`it stayed at ${size(after[quantity])}: freed memory is still held.`
        }${said === fell ? nothing : html` You predicted that it ${said}.`}`,
    );
  }

  private renderAnswer(right: boolean, words: TemplateResult): TemplateResult {
    return html`<p class="answer small" data-testid="answer" data-right=${right ? 'true' : 'false'}>
      ${glyph(right ? 'check' : 'cross')}
      <span><strong>${right ? 'Correct.' : 'Incorrect.'}</strong> ${words}</span>
    </p>`;
  }

  private renderPeak(policy: string | null): TemplateResult | typeof nothing {
    const run = this.runs.find(({ result }) => result.policy === policy);
    return run === undefined
      ? nothing
      : html`, which peaked at ${size(run.result.memory.peakLive)}`;
  }

  #predict(predictions: Predictions): void {
    send(this, 'predictions-change', predictions);
  }
}

declare module '../settings/events.ts' {
  interface PartEvents {
    /** The reader has made a prediction. */
    'predictions-change': Predictions;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-predict': Predict;
  }
}
