/** Buttons that copy an element's content, with a note on the outcome. */

import {
  type CSSResult,
  html,
  type ReactiveControllerHost,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { copyText } from '../util/clipboard.ts';
import styles from './copy-button.css?inline';
import { glyph } from './shared.ts';

export const COPY_STYLES: CSSResult = unsafeCSS(styles);

/** The copy formats by name; the text is created on copying. */
type Copies = Readonly<Record<string, () => string>>;

export class CopyButtons {
  private outcome = '';

  constructor(private readonly host: ReactiveControllerHost) {}

  render(copies: Copies, disabled = false): TemplateResult {
    return html`<div class="copy">
      ${Object.entries(copies).map(
        ([
          format,
          text,
        ]) => html`<button ?disabled=${disabled} @click=${() => this.copy(format, text())}>
          ${glyph('copy')} Copy as ${format}
        </button>`,
      )}
      <span class="small muted" role="status">${this.outcome}</span>
    </div>`;
  }

  /** Clears the outcome, because the content has changed. */
  reset(): void {
    this.outcome = '';
  }

  private async copy(format: string, text: string): Promise<void> {
    this.outcome = (await copyText(text)) ? `Copied as ${format}` : 'The browser refused to copy';
    this.host.requestUpdate();
  }
}
