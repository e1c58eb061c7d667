import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunResult } from '../model/run-result.ts';
import { SHARED_STYLES, size } from '../ui/shared.ts';
import { formatCompact } from '../util/format.ts';
import styles from './program-live.css?inline';
import type { TestProgress } from './program-tests.ts';

/** Milliseconds between updates of the time. */
const TICK = 500;

/** The allocations, the time and the live bytes of the run or the test in progress. */
@customElement('highwater-program-live')
class ProgramLive extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  /** True if a run or a test is in progress. */
  @property({ type: Boolean }) running = false;
  /** The result so far; `null` before the first records. */
  @property({ attribute: false }) result: RunResult | null = null;
  /** The test in progress; `null` for a run. */
  @property({ attribute: false }) test: TestProgress | null = null;
  #begun = 0;
  #clock: ReturnType<typeof setInterval> | undefined;

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('running')) {
      this.#begun = performance.now();
      this.#tick();
    }
    this.hidden = !this.running;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  override render(): TemplateResult | typeof nothing {
    const { running, result, test } = this;
    if (!running) {
      return nothing;
    }
    const seconds = Math.floor((performance.now() - this.#begun) / 1000);
    return html`<p class="small" data-testid="program-live">
      ${test === null ? nothing : html`<span>test ${test.index} of ${test.count}</span>`}
      ${
        result === null
          ? html`<span class="muted">starting…</span>`
          : html`<span>${formatCompact(result.calls)} allocations</span>`
      }
      <span>${seconds} s</span>
      ${
        // Without a trace, bytes are known only at the end.
        result === null || !result.traced
          ? nothing
          : html`<span>${size(result.memory.endLive)} live</span>`
      }
    </p>`;
  }

  /** Counts the time of a program that does not allocate, and so reports nothing. */
  #tick(): void {
    clearInterval(this.#clock);
    if (this.running) {
      this.#clock = setInterval(() => this.requestUpdate(), TICK);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-program-live': ProgramLive;
  }
}
