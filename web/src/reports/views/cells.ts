/** What the elements that show reports have in common: bars and places. */

import { type CSSResult, html, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { isRoot, writePlace } from '../../model/places.ts';
import type { CodePlace, NativeFrame } from '../../model/report-answers.ts';
import { COPY_STYLES } from '../../ui/copy-button.ts';
import { functionName } from '../../ui/function-name.ts';
import { SHARED_STYLES } from '../../ui/shared.ts';
import { TABLE_STYLES } from '../../ui/table-styles.ts';
import styles from './cells.css?inline';

/** The styles that every element of a report begins with. */
export const REPORT_STYLES: CSSResult[] = [
  ...SHARED_STYLES,
  COPY_STYLES,
  TABLE_STYLES,
  unsafeCSS(styles),
];

/** A share too small to be seen is drawn as this one. */
const LEAST_SHARE = 0.01;

/** A bar as long as a part of a whole. It repeats what the text beside it says. */
export function bar(part: number, whole: number): TemplateResult {
  const share = whole > 0 && part > 0 ? Math.min(1, Math.max(LEAST_SHARE, part / whole)) : 0;
  return html`<svg class="bar" aria-hidden="true">
    <rect width=${`${100 * share}%`} height="100%"></rect>
  </svg>`;
}

/** A function and where it is, for a cell of its own. */
export function place(at: CodePlace): TemplateResult {
  return html`${functionName(at.name)}${
    isRoot(at) ? nothing : html`<code class="sub place">${writePlace(at)}${inlinedMark(at)}</code>`
  }`;
}

/** The mark of a native frame whose call the compiler has dissolved. */
export function inlinedMark({ inlined }: Partial<NativeFrame>): TemplateResult | typeof nothing {
  return inlined === true ? html` <span class="mark">inlined</span>` : nothing;
}

/** What stands where there is nothing to show, and why. */
export function empty(reason: string): TemplateResult {
  return html`<p class="empty muted">${reason}</p>`;
}
