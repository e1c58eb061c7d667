/** The placeholder of a playground: before it is started, and if it cannot be loaded. */

import { html, nothing, type TemplateResult } from 'lit';
import { glyph } from './shared.ts';

/** A button that starts loading. */
export function renderStart(words: string, start: () => void): TemplateResult {
  return html`<div class="start" data-testid="start">
    <button class="primary" @click=${start}>${glyph('run')} Start</button>
    <p class="small muted">${words}</p>
  </div>`;
}

/** The reason why the engine is not loaded; `retry` is `null` if a retry is useless. */
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
