import { initialState, Task } from '@lit/task';
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Source } from '../../model/places.ts';
import type { ReportQuery, StackAnswer } from '../../model/report-answers.ts';
import { type AnsweringRun, reportOf } from '../../runs/query-run.ts';
import { SHARED_STYLES } from '../../ui/shared.ts';
import { messageOf } from '../../util/errors.ts';
import { loadPart } from '../../util/parts.ts';
import styles from './native-stack-example.css?inline';

/** The path of one real allocation from instruction pointers to names; collapsed at first. */
@customElement('highwater-native-story')
class NativeStackExample extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) run: AnsweringRun | null = null;
  /** The query for the stack. */
  @property({ attribute: false }) query: ReportQuery | null = null;
  @property({ attribute: false }) source: Source = new Map();
  @property({ attribute: false }) symbolsProblem: string | null = null;
  @state() private unfolded = false;
  readonly #stack = new Task(this, {
    // A run is a new object at each update, and so is an equal query.
    args: () => [this.unfolded, this.run?.inspector, JSON.stringify(this.query)] as const,
    task: async ([unfolded]) => {
      const { run, query } = this;
      if (!unfolded || run === null || query === null) {
        return initialState;
      }
      const [answer] = await Promise.all([
        reportOf(run, query),
        loadPart('The part with this example', () => import('./native-stack-steps.ts')),
      ]);
      return answer as StackAnswer;
    },
  });

  override render(): TemplateResult {
    return html`<details @toggle=${this.#toggled}>
      <summary>From instruction pointers to names: how these frames are found</summary>
      ${this.unfolded ? this.renderStory() : nothing}
    </details>`;
  }

  private renderStory(): TemplateResult {
    const { error, value } = this.#stack;
    if (error !== undefined) {
      return html`<p class="error" role="alert">${messageOf(error)}
        <button class="small" @click=${() => this.#stack.run()}>Try again</button></p>`;
    }
    return value === undefined
      ? html`<p class="muted" role="status">Reading…</p>`
      : html`<highwater-native-journey
          .stack=${value}
          .source=${this.source}
          .symbolsProblem=${this.symbolsProblem}
        ></highwater-native-journey>`;
  }

  #toggled(event: Event): void {
    this.unfolded = (event.target as HTMLDetailsElement).open;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-native-story': NativeStackExample;
  }
}
