/** The parts of a flamegraph around its picture. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { FlamegraphState } from '../settings/flamegraph-settings.ts';
import { formatCount } from '../util/format.ts';
import type { Colours } from './colours.ts';
import type { Frames } from './frames.ts';
import { labelOf, lineage } from './layout.ts';
import type { Search } from './search.ts';
import { describeSearch, type FrameFacts, WHOLE } from './wording.ts';

/** Breadcrumb buttons before and after the omitted frames. */
const FIRST_CRUMBS = 1;
const LAST_CRUMBS = 2;

type Change = (change: Partial<FlamegraphState>) => void;

export function renderToolbar(
  state: FlamegraphState,
  found: Search | null,
  frames: Frames | null,
  hasImports: boolean,
  change: Change,
): TemplateResult {
  const segment = (text: string, wanted: Partial<FlamegraphState>, pressed: boolean) =>
    html`<button aria-pressed=${pressed ? 'true' : 'false'} @click=${() => change(wanted)}>
      ${text}
    </button>`;
  const { layout, metric, inverted, imports } = state;
  const problem = found?.problem ?? null;
  return html`<div class="toolbar">
    <div class="segments" role="group" aria-label="Direction">
      ${segment('Icicle', { layout: 'icicle' }, layout === 'icicle')}
      ${segment('Flame', { layout: 'flame' }, layout === 'flame')}
    </div>
    <div class="segments" role="group" aria-label="Width of frames">
      ${segment('Bytes', { metric: 'bytes' }, metric === 'bytes')}
      ${segment('Allocations', { metric: 'count' }, metric === 'count')}
    </div>
    <div class="segments">
      ${
        // An inverted tree has other paths.
        segment('Inverted', { inverted: !inverted, zoom: [] }, inverted)
      }
    </div>
    ${
      hasImports
        ? html`<div class="segments">
            ${segment('Import system', { imports: !imports, zoom: [] }, imports)}
          </div>`
        : nothing
    }
    <div class="search">
      <input
        type="search"
        aria-label="Search, a regular expression"
        placeholder="Search by regular expression"
        autocomplete="off"
        spellcheck="false"
        .value=${state.search}
        aria-invalid=${problem === null ? 'false' : 'true'}
        aria-describedby="found"
        @input=${(event: Event) => change({ search: (event.target as HTMLInputElement).value })}
      />
    </div>
    <p id="found" class="small ${problem === null ? 'muted' : 'error'}" role="status">
      ${
        found === null || frames === null
          ? nothing
          : found.problem === null
            ? describeSearch(found, frames, metric)
            : found.problem
      }
    </p>
  </div>`;
}

/** The path from the root to the zoomed frame. */
export function renderBreadcrumb(
  frames: Frames,
  zoomed: number,
  missing: number,
  moved: boolean,
  zoom: (frame: number) => void,
  keyPressed: (event: KeyboardEvent) => void,
): TemplateResult {
  const way = lineage(frames, zoomed);
  const skipped = way.length - FIRST_CRUMBS - LAST_CRUMBS;
  const crumb = (frame: number): TemplateResult => html`<li>
    <button aria-current=${frame === zoomed ? 'true' : nothing} @click=${() => zoom(frame)}>
      ${frame === 0 ? WHOLE : labelOf(frames, frame)}
    </button>
  </li>`;
  return html`<div class="zoom small" @keydown=${keyPressed}>
    <nav aria-label="Zoom">
      <ol>
        ${
          skipped <= 1
            ? way.map(crumb)
            : [
                way.slice(0, FIRST_CRUMBS).map(crumb),
                html`<li class="muted">${formatCount(skipped)} more</li>`,
                way.slice(-LAST_CRUMBS).map(crumb),
              ]
        }
      </ol>
    </nav>
    <button class="reset" ?disabled=${zoomed === 0 && missing === 0 && !moved} @click=${() => zoom(0)}>
      Reset
    </button>
    ${
      missing === 0
        ? nothing
        : html`<p class="muted">
            ${formatCount(missing)} ${missing === 1 ? 'frame' : 'frames'} of the zoom
            ${missing === 1 ? 'is' : 'are'} not in this report.
          </p>`
    }
  </div>`;
}

/** The legend of colours, for differences and native frames. */
export function renderLegend(
  colours: Colours,
  { metric, search }: FlamegraphState,
  { difference, native }: Frames,
): TemplateResult | typeof nothing {
  if (difference) {
    return html`<ul class="legend small muted" aria-label="Colours">
      ${changeItems(colours, metric)}${native ? edgeItem(colours) : nothing}
    </ul>`;
  }
  return native
    ? html`<ul class="legend small muted" aria-label="Colours">
        ${search === '' ? kindItems(colours) : edgeItem(colours)}
      </ul>`
    : nothing;
}

/** Three colour samples and their meaning. */
function item(fills: readonly string[], text: string, edge?: string): TemplateResult {
  return html`<li>
    <svg viewBox="0 0 26 14" aria-hidden="true">
      ${fills.map((fill, index) => svg`<rect x=${index * 9} width="8" height="14" fill=${fill} />`)}
      ${edge === undefined ? nothing : svg`<rect y="11" width="26" height="3" fill=${edge} />`}
    </svg>
    ${text}
  </li>`;
}

function changeItems(colours: Colours, metric: FlamegraphState['metric']): TemplateResult {
  const change = (share: number, text: string): TemplateResult =>
    item(
      [0.25, 0.6, 1].map((part) => colours.ofChange(part * share)),
      text,
    );
  const width =
    metric === 'bytes'
      ? 'Width: the larger of before and after.'
      : 'Width: the larger of allocated and freed.';
  return html`${change(1, '+ grew')} ${change(-1, '− shrank')} ${change(0, 'unchanged')}
    <li>${width}</li>`;
}

/** The two families of colours, each shown by three samples. */
function kindItems(colours: Colours): TemplateResult {
  const [warm, cool] = [colours.samples(false), colours.samples(true)];
  return html`${item(warm, 'Python frames')} ${item(cool, 'native frames')}`;
}

function edgeItem(colours: Colours): TemplateResult {
  return item(Array(3).fill(colours.plain), 'native frames have an edge', colours.edge);
}

/** The name and the place of a frame, and its kind if it is native. */
function identity(name: string, place: string, native: string): TemplateResult {
  return html`<strong class="code">${name}</strong>
    ${place === '' ? nothing : html`<span class="code muted">${place}</span>`}
    ${native === '' ? nothing : html`<span class="muted">${native}</span>`}`;
}

/** The tooltip of a frame. */
export function renderTooltip({
  name,
  place,
  native,
  amounts,
  source,
}: FrameFacts): TemplateResult {
  return html`${identity(name, place, native)}
    ${amounts.map((amount) => html`<span>${amount}</span>`)}
    ${source === '' ? nothing : html`<code>${source}</code>`}`;
}

/** The details of a frame, below the graph. */
export function renderDetails({
  name,
  place,
  native,
  amounts,
  source,
}: FrameFacts): TemplateResult {
  return html`<p class="where">
      ${identity(name, place, native)}
      ${source === '' ? nothing : html`<code class="line">${source}</code>`}
    </p>
    <ul class="amounts">
      ${amounts.map((amount) => html`<li>${amount}</li>`)}
    </ul>`;
}
