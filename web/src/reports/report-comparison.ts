/** Two runs of a report panel compared: side by side, or by their difference. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Source } from '../model/places.ts';
import type { ReportSettings } from '../settings/report-settings.ts';
import { swatch } from '../ui/shared.ts';
import { formatCount } from '../util/format.ts';
import type { ReportState } from './report-request.ts';
import type { ComparedAnswer } from './views/compare-answers.ts';
import { REPORT_VIEWS } from './views/index.ts';

/** A report of one run, with the lines of its files and the hue of the run. */
interface Compared {
  readonly shown: ReportState;
  readonly source: Source;
  readonly slot: number;
}

/** True if two reports can be compared frame by frame: supported views, of one instant each. */
export function isComparable({ settings: { view, subject } }: ReportState): boolean {
  return subject !== 'difference' && REPORT_VIEWS[view].compare !== null;
}

/** The displayed difference, computed once for each pair of answers. */
export class Comparison {
  #of: readonly [Compared, Compared] | null = null;
  #difference: ComparedAnswer | null = null;

  /** The difference between two reports; `null` if they cannot be compared. */
  between(before: Compared, after: Compared): ComparedAnswer | null {
    const known = this.#of;
    if (known === null || !isAsOf(known, [before, after])) {
      this.#of = [before, after];
      this.#difference = compare(before, after);
    }
    return this.#difference;
  }
}

function isAsOf(one: readonly Compared[], other: readonly Compared[]): boolean {
  return one.every(
    ({ shown, source }, side) =>
      shown.answer === other[side]?.shown.answer && source === other[side]?.source,
  );
}

function compare(before: Compared, after: Compared): ComparedAnswer | null {
  const { compare } = REPORT_VIEWS[before.shown.settings.view];
  return (
    compare?.(
      { report: before.shown.answer, source: before.source },
      { report: after.shown.answer, source: after.source },
    ) ?? null
  );
}

/** The subject of a comparison, for a reader. */
export function describeComparison({ subject, at, threshold }: ReportSettings): string {
  switch (subject) {
    case 'leaks':
      return at === 'released' ? 'still allocated after release' : 'at the end of each';
    case 'temporary':
      return `freed after at most ${formatCount(threshold)} other ${threshold === 1 ? 'allocation' : 'allocations'}`;
    case 'at':
      return 'at the chosen instant of each';
    case 'high-water-mark':
    case 'difference':
      return 'at the high-water mark of each';
  }
}

/** The choice between side by side and difference. */
export function renderComparisonChoice(
  difference: boolean,
  possible: boolean,
  choose: (difference: boolean) => void,
): TemplateResult {
  const choice = (value: boolean, label: string) => html`<button
    aria-pressed=${value === difference ? 'true' : 'false'}
    ?disabled=${value && !possible}
    title=${value && !possible ? 'Available for flamegraphs, tables and trees of one instant' : nothing}
    @click=${() => choose(value)}
  >
    ${label}
  </button>`;
  return html`<div class="segments" role="group" aria-label="Comparison of the two runs">
    ${choice(false, 'Side by side')} ${choice(true, 'As a difference')}
  </div>`;
}

/** The heading of a difference. */
export function renderComparisonHead(
  before: Compared,
  after: Compared,
  settings: ReportSettings,
): TemplateResult {
  const run = ({ shown, slot }: Compared) =>
    html`<span class="run">${swatch(slot)}<code>${shown.run}</code></span>`;
  return html`<h3>
      <span>from</span> ${run(before)} <span>to</span> ${run(after)}
      <span class="subject" data-testid="report-subject">${describeComparison(settings)}</span>
    </h3>
    <p class="small muted note">
      Frames are matched by their function and the text of their line. Bytes that a frame has more
      of in the second run count as allocated, bytes that it has less of as freed.
    </p>`;
}
