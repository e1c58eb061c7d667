import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SymbolsProblem } from '../../engine/messages.ts';
import { send, sendUp } from '../../settings/events.ts';
import { glyph, SHARED_STYLES } from '../../ui/shared.ts';
import styles from './native-notice.css?inline';

/**
 * The reason why native frames or their names are missing, and a remedy.
 *
 * @fires native-run-request @fires symbols-request
 */
@customElement('highwater-native-notice')
class NativeNotice extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  /** The displayed policies whose runs have no native stacks. */
  @property({ attribute: false }) lacking: readonly string[] = [];
  /** The reason why native frames have no names; `null` if they have names. */
  @property({ attribute: false }) symbolsProblem: SymbolsProblem | null = null;
  /** True if a run is in progress, so that none can start. */
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult {
    const { lacking, symbolsProblem } = this;
    return html`
      ${lacking.map(
        (policy) => html`<div class="notice" role="status">
          <p>
            <strong>The run of <code>${policy}</code> has no native stacks.</strong>
            Run it again to record them; its bytes, peak and counts stay the same.
          </p>
          <button
            class="primary"
            ?disabled=${this.busy}
            @click=${() => sendUp(this, 'native-run-request', policy)}
          >
            ${glyph('run')} Run again with native stacks
          </button>
        </div>`,
      )}
      ${
        symbolsProblem === null
          ? nothing
          : html`<div class="notice" role="status" data-testid="symbols-problem">
              <p>
                <strong>Native frames have no names: ${symbolsProblem.reason}.</strong>
                They are shown by code offset.
              </p>
              ${
                symbolsProblem.canRetry
                  ? html`<button @click=${() => send(this, 'symbols-request', null)}>
                      Try again
                    </button>`
                  : nothing
              }
            </div>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-native-notice': NativeNotice;
  }
}
