/** Common parts of the elements: styles, swatches, glyphs and sizes with their unit. */

import { type CSSResult, html, svg, type TemplateResult, unsafeCSS } from 'lit';
import { PALETTE } from '../util/palette.ts';
import { splitSize } from '../util/size.ts';
import controls from './controls.css?inline';
import { markerPath } from './markers.ts';
import tokens from './tokens.css?inline';

/** Style rules that set `--hue` on elements carrying `data-slot`. */
function paletteRules(): string {
  return PALETTE.map(
    ({ light, dark }, slot) => `[data-slot='${slot}'] { --hue: light-dark(${light}, ${dark}); }`,
  ).join('\n');
}

/** The base styles of every element. */
export const SHARED_STYLES: CSSResult[] = [
  unsafeCSS(tokens),
  unsafeCSS(paletteRules()),
  unsafeCSS(controls),
];

/** The marker of a policy in its hue. It repeats the text beside it. */
export function swatch(slot: number): TemplateResult {
  return html`<svg class="swatch" data-slot=${slot} viewBox="-8 -8 16 16" aria-hidden="true">
    <path d=${markerPath(slot, 5.6)}></path>
  </svg>`;
}

const GLYPHS = {
  add: svg`<path d="M8 3v10M3 8h10"/>`,
  check: svg`<path d="M3 8.5l3.2 3.2L13 4.8"/>`,
  cross: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  edit: svg`<path d="M10.8 2.7l2.5 2.5L5.5 13H3v-2.5z"/>`,
  copy: svg`<path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z"/>`,
  pause: svg`<path d="M5 3.5h2v9H5zM9 3.5h2v9H9z" fill="currentColor"/>`,
  span: svg`<path d="M3 3v10M13 3v10M5 8h6M7 6L5 8l2 2M9 6l2 2-2 2"/>`,
  open: svg`<path d="M2.5 13V3.5h4l1.5 2h5.5V13zM8 8v3.5M6.3 9.7L8 8l1.7 1.7"/>`,
  save: svg`<path d="M8 2.5v7M5 7l3 3 3-3M3 13.2h10"/>`,
  run: svg`<path d="M5 3.2l7.5 4.8L5 12.8z" fill="currentColor"/>`,
  stop: svg`<path d="M4 4h8v8H4z" fill="currentColor"/>`,
  warning: svg`<path d="M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.1"/>`,
} as const;

/** A small drawing that repeats the text beside it. */
export function glyph(name: keyof typeof GLYPHS): TemplateResult {
  return html`<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">${GLYPHS[name]}</svg>`;
}

/** A size with its unit set smaller. Its text is that of `formatSize`. */
export function size(bytes: number): TemplateResult {
  const { quantity, unit } = splitSize(bytes);
  return html`<span class="size">${quantity}<span class="unit">${unit}</span></span>`;
}
