/** What the elements that show reports have in common: bars, places, and a button that copies. */

import {
  type CSSResult,
  html,
  nothing,
  type ReactiveControllerHost,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import type { Place } from '../report/answers.ts';
import { isRoot, writePlace } from '../report/place.ts';
import { copyText } from './clipboard.ts';
import styles from './report-parts.css?inline';
import { glyph, SHARED_STYLES } from './shared.ts';

/** The styles that every element of a report begins with. */
export const REPORT_STYLES: CSSResult[] = [...SHARED_STYLES, unsafeCSS(styles)];

/** A share too small to be seen is drawn as this one. */
const LEAST_SHARE = 0.01;

/** A bar as long as a part of a whole. It repeats what the text beside it says. */
export function bar(part: number, whole: number): TemplateResult {
  const share = whole > 0 && part > 0 ? Math.min(1, Math.max(LEAST_SHARE, part / whole)) : 0;
  return html`<svg class="bar" aria-hidden="true">
    <rect width=${`${100 * share}%`} height="100%"></rect>
  </svg>`;
}

/** The name of a function, which breaks between its words where it has to. */
export function functionName(name: string): TemplateResult {
  const words = name.split(/(?<=[^_]_|::|\.)/);
  return html`<code class="function"
    >${words.map((word, index) => (index === 0 ? word : html`<wbr />${word}`))}</code
  >`;
}

/** A function and where it is, for a cell of its own. */
export function place(at: Place): TemplateResult {
  return html`${functionName(at.name)}${
    isRoot(at) ? nothing : html`<code class="sub place">${writePlace(at)}</code>`
  }`;
}

/** What stands where there is nothing to show, and why. */
export function empty(reason: string): TemplateResult {
  return html`<p class="empty muted">${reason}</p>`;
}

/** A button that copies a text, and beside it what came of that. */
export class CopyButton {
  private outcome = '';

  constructor(private readonly host: ReactiveControllerHost) {}

  /** `text` is asked for when the button is pressed. */
  render(format: string, text: () => string, disabled = false): TemplateResult {
    return html`<div class="copy">
      <button ?disabled=${disabled} @click=${() => this.copy(format, text())}>
        ${glyph('copy')} Copy as ${format}
      </button>
      <span class="small muted" role="status">${this.outcome}</span>
    </div>`;
  }

  /** Forgets what was copied, since something else is on show. */
  reset(): void {
    this.outcome = '';
  }

  private async copy(format: string, text: string): Promise<void> {
    this.outcome = (await copyText(text)) ? `Copied as ${format}` : 'The browser refused to copy';
    this.host.requestUpdate();
  }
}
