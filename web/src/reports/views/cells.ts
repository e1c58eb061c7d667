/** Common parts of report elements: bars and places. */

import { type CSSResult, html, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { isRoot, writePlace } from '../../model/places.ts';
import type { CodePlace, NativeFrame } from '../../model/report-answers.ts';
import { COPY_STYLES } from '../../ui/copy-button.ts';
import { functionName } from '../../ui/function-name.ts';
import { SHARED_STYLES } from '../../ui/shared.ts';
import { TABLE_STYLES } from '../../ui/table-styles.ts';
import styles from './cells.css?inline';

/** The base styles of report elements. */
export const REPORT_STYLES: CSSResult[] = [
  ...SHARED_STYLES,
  COPY_STYLES,
  TABLE_STYLES,
  unsafeCSS(styles),
];

/** The minimum drawn share. */
const LEAST_SHARE = 0.01;

/** A bar for a part of a whole. It repeats the text beside it. */
export function bar(part: number, whole: number): TemplateResult {
  const share = whole > 0 && part > 0 ? Math.min(1, Math.max(LEAST_SHARE, part / whole)) : 0;
  return html`<svg class="bar" aria-hidden="true">
    <rect width=${`${100 * share}%`} height="100%"></rect>
  </svg>`;
}

/** A function and its place, for a table cell. */
export function place(at: CodePlace): TemplateResult {
  return html`${functionName(at.name)}${
    isRoot(at) ? nothing : html`<code class="sub place">${writePlace(at)}${inlinedMark(at)}</code>`
  }`;
}

/** The mark of a native frame whose call was inlined. */
export function inlinedMark({ inlined }: Partial<NativeFrame>): TemplateResult | typeof nothing {
  return inlined === true ? html` <span class="mark">inlined</span>` : nothing;
}

/** The placeholder of an empty report, with the reason. */
export function empty(reason: string): TemplateResult {
  return html`<p class="empty muted">${reason}</p>`;
}
