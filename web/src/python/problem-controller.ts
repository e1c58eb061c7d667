import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { messageOf } from '../util/errors.ts';
import { cutText, LONGEST_PROBLEM } from '../util/quote.ts';

/** The latest problem of an element, with a way to retry. */
export class ProblemController {
  readonly #host: ReactiveControllerHost;
  #text = '';
  /** Repeats the step that failed with the problem; `null` if that is useless. */
  #retry: (() => void) | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Shows an error in place of the previous one; an empty text clears it. */
  show(error: unknown, retry: (() => void) | null = null): void {
    this.#text = messageOf(error);
    this.#retry = retry;
    this.#host.requestUpdate();
  }

  /** The problem, and another one without a way to retry; nothing if both are empty. */
  render(other: string): TemplateResult | typeof nothing {
    const problems = [this.#text, other].filter((text) => text !== '');
    return problems.length === 0
      ? nothing
      : html`<div class="problem" role="alert" data-testid="problem">
          ${problems.map((text) => html`<p>${cutText(text, LONGEST_PROBLEM)}</p>`)}
          ${this.#retry === null ? nothing : html`<button @click=${this.#tryAgain}>Try again</button>`}
        </div>`;
  }

  readonly #tryAgain = (): void => {
    const retry = this.#retry;
    this.show('');
    retry?.();
  };
}
