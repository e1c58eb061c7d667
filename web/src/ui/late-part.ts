import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { messageOf } from '../util/errors.ts';
import { loadPart } from '../util/parts.ts';

/** A part of an element that is loaded on first use, and again on request after a failure. */
export class LatePart {
  readonly #host: ReactiveControllerHost;
  readonly #name: string;
  readonly #load: () => Promise<unknown>;
  #loading: Promise<void> | null = null;
  #problem = '';

  /** `name` begins the sentence about a failure, such as “the lesson”. */
  constructor(host: ReactiveControllerHost, name: string, load: () => Promise<unknown>) {
    this.#host = host;
    this.#name = name;
    this.#load = load;
  }

  /** Begins to load the part, unless that was done before. */
  need(): void {
    this.#loading ??= this.#try();
  }

  /** The reason why the part is not there, with a way to retry; nothing without a failure. */
  renderProblem(): TemplateResult | typeof nothing {
    if (this.#problem === '') {
      return nothing;
    }
    const retry = () => {
      this.#loading = this.#try();
    };
    return html`<p class="error" role="alert" data-testid="part-missing">
      ${this.#problem.charAt(0).toUpperCase()}${this.#problem.slice(1)}.
      <button class="small" @click=${retry}>Try again</button> If that does not help, reload the page.
    </p>`;
  }

  async #try(): Promise<void> {
    const before = this.#problem;
    try {
      await loadPart(this.#name, this.#load);
      this.#problem = '';
    } catch (error) {
      this.#problem = messageOf(error);
    }
    if (this.#problem !== before) {
      this.#host.requestUpdate();
    }
  }
}
