import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import {
  type Compiling,
  describeFailure,
  type InterpreterState,
  watchInterpreter,
} from '../engine/awaited-interpreter.ts';
import bar from '../ui/progress-bar.css?inline';
import { SHARED_STYLES } from '../ui/shared.ts';
import styles from './interpreter-wait.css?inline';

/** The progress of the interpreter's compilation, in a page that is served meanwhile. */
@customElement('highwater-interpreter-wait')
class InterpreterWait extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(bar), unsafeCSS(styles)];

  @state() private interpreter: InterpreterState | null = null;
  /** True if the interpreter was not ready at first. */
  #waited = false;
  #forget = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forget = watchInterpreter((interpreter) => {
      this.#waited ||= interpreter.state !== 'ready';
      this.interpreter = interpreter;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  override render(): TemplateResult | typeof nothing {
    switch (this.interpreter?.state) {
      case 'compiling':
        return renderProgress(this.interpreter);
      case 'failed':
        return html`<p role="alert" data-testid="interpreter-failed">
          ${capitalized(describeFailure(this.interpreter))}.
        </p>`;
      case 'ready':
        return this.#waited
          ? html`<p class="small muted" role="status" data-testid="interpreter-ready">
              The interpreter is ready.
            </p>`
          : nothing;
      default:
        return nothing;
    }
  }
}

function renderProgress({ step, done, total, share, secondsLeft }: Compiling): TemplateResult {
  const parts = total === 0 ? '' : `, ${done} of ${total}`;
  const left = secondsLeft === null ? '' : `, ${describeTime(secondsLeft)} left`;
  return html`<p class="small" data-testid="interpreter-wait">
    <progress max="1" value=${share} aria-label="Compiling the Python interpreter"></progress>
    <span>The Python interpreter is being compiled on this machine: ${step}${parts}${left}.</span>
    <span class="muted">Code can be edited meanwhile. A program that is run now starts by itself
      when the interpreter is ready.</span>
  </p>`;
}

/** A time in whole minutes: the estimate is no better than that. */
function describeTime(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 1 ? 'less than a minute' : `about ${minutes} minute${minutes === 1 ? '' : 's'}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-interpreter-wait': InterpreterWait;
  }
}
