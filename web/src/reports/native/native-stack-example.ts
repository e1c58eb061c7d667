import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Source } from '../../model/places.ts';
import type { ReportQuery, StackAnswer } from '../../model/report-answers.ts';
import { type AnsweringRun, reportOf } from '../../runs/query-run.ts';
import { SHARED_STYLES } from '../../ui/shared.ts';
import { messageOf } from '../../util/errors.ts';
import styles from './native-stack-example.css?inline';

/** The way of one real allocation from instruction pointers to names; folded until somebody asks. */
@customElement('highwater-native-story')
export class NativeStackExample extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) run: AnsweringRun | null = null;
  /** The question for the stack. */
  @property({ attribute: false }) query: ReportQuery | null = null;
  @property({ attribute: false }) source: Source = new Map();
  @property({ attribute: false }) symbolsProblem: string | null = null;
  @state() private unfolded = false;
  @state() private stack: StackAnswer | null = null;
  @state() private error = '';
  /** What the newest question is about. */
  #asked = '';
  #askedOf: unknown = null;

  override willUpdate(_: PropertyValues): void {
    const { run, query, unfolded } = this;
    const asked = JSON.stringify(query);
    if (!unfolded || run === null || query === null) {
      return;
    }
    if (asked !== this.#asked || run.inspector !== this.#askedOf) {
      this.#asked = asked;
      this.#askedOf = run.inspector;
      this.#ask(run, query, asked);
    }
  }

  override render(): TemplateResult {
    return html`<details @toggle=${this.#toggled}>
      <summary>From instruction pointers to names: how these frames are found</summary>
      ${this.unfolded ? this.renderStory() : nothing}
    </details>`;
  }

  private renderStory(): TemplateResult {
    if (this.error !== '') {
      return html`<p class="error" role="alert">${this.error}</p>`;
    }
    return this.stack === null
      ? html`<p class="muted" role="status">Reading…</p>`
      : html`<highwater-native-journey
          .stack=${this.stack}
          .source=${this.source}
          .symbolsProblem=${this.symbolsProblem}
        ></highwater-native-journey>`;
  }

  #toggled(event: Event): void {
    this.unfolded = (event.target as HTMLDetailsElement).open;
  }

  async #ask(run: AnsweringRun, query: ReportQuery, asked: string): Promise<void> {
    try {
      const [answer] = await Promise.all([reportOf(run, query), import('./native-stack-steps.ts')]);
      if (asked === this.#asked && run.inspector === this.#askedOf) {
        this.stack = answer as StackAnswer;
        this.error = '';
      }
    } catch (error) {
      this.error = messageOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-native-story': NativeStackExample;
  }
}
