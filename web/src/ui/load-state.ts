/** What stands where a playground will be: until it is asked for, and where it cannot be. */

import { html, nothing, type TemplateResult } from 'lit';
import { glyph } from './shared.ts';

/** A button that begins, and what then begins. */
export function renderStart(words: string, start: () => void): TemplateResult {
  return html`<div class="start" data-testid="start">
    <button class="primary" @click=${start}>${glyph('run')} Start</button>
    <p class="small muted">${words}</p>
  </div>`;
}

/** Why there is no engine; `retry` is `null` where trying again is of no use. */
export function renderLoadError(
  what: string,
  why: string,
  retry: (() => void) | null,
): TemplateResult {
  return html`<div class="load-error" role="alert" data-testid="load-error">
    <p><strong>${what}</strong> ${why}</p>
    ${retry === null ? nothing : html`<button class="primary" @click=${retry}>Try again</button>`}
  </div>`;
}
