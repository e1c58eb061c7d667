import { html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { scrubbed } from './scrub.ts';
import styles from './scrub-number.css?inline';
import { SHARED_STYLES } from './shared.ts';

/** Milliseconds between two reported numbers during a drag. */
const INTERVAL = 150;

/**
 * A whole number in a line of code: typed, stepped with the arrow keys, or dragged to the left and
 * right by its handle.
 *
 * @fires number-change - The number as written, which may be out of range.
 */
@customElement('highwater-scrub-number')
class ScrubNumber extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property() label = '';
  @property() value = '';
  @property({ type: Number }) minimum = 0;
  @property({ type: Number }) maximum = Number.MAX_SAFE_INTEGER;
  @property({ type: Boolean }) disabled = false;
  @query('input') private input!: HTMLInputElement;
  #drag: { readonly x: number; readonly from: number } | null = null;
  #reported = '';
  #reportedAt = 0;

  override updated(changed: PropertyValues): void {
    // During a drag, the value from the page lags behind.
    if (changed.has('value') && this.#drag === null) {
      this.input.value = this.value;
      this.#reported = this.value;
    }
  }

  override render(): TemplateResult {
    return html`<input
        type="number"
        inputmode="numeric"
        aria-label=${this.label}
        min=${this.minimum}
        max=${this.maximum}
        step="1"
        ?disabled=${this.disabled}
        @change=${() => this.#report(this.input.value)}
      /><span
        class="handle"
        title="Drag to the left or right"
        aria-hidden="true"
        data-testid="scrub-handle"
        ?data-disabled=${this.disabled}
        @pointerdown=${this.#begin}
        @pointermove=${this.#move}
        @pointerup=${this.#end}
        @pointercancel=${this.#end}
        ><svg viewBox="0 0 12 10"><path d="M4 1L1 5l3 4M8 1l3 4-3 4" /></svg
      ></span>`;
  }

  #begin(event: PointerEvent): void {
    const from = Number(this.input.value);
    if (this.disabled || event.button !== 0 || !Number.isFinite(from)) {
      return;
    }
    event.preventDefault();
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#drag = { x: event.clientX, from };
  }

  #move(event: PointerEvent): void {
    if (this.#drag === null) {
      return;
    }
    const { x, from } = this.#drag;
    this.input.value = String(scrubbed(from, event.clientX - x, this.minimum, this.maximum));
    if (event.timeStamp - this.#reportedAt >= INTERVAL) {
      this.#reportedAt = event.timeStamp;
      this.#report(this.input.value);
    }
  }

  #end(): void {
    if (this.#drag !== null) {
      this.#drag = null;
      this.#report(this.input.value);
    }
  }

  #report(number: string): void {
    if (number !== this.#reported) {
      this.#reported = number;
      this.dispatchEvent(new CustomEvent<string>('number-change', { detail: number }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-scrub-number': ScrubNumber;
  }
}
