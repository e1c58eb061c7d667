/** Two runs of a panel of reports compared: side by side, or by what one has more than the other. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Source } from '../model/places.ts';
import type { ReportAnswer, TableAnswer, TreeAnswer } from '../model/report-answers.ts';
import type { ReportSettings } from '../settings/report-settings.ts';
import { swatch } from '../ui/shared.ts';
import { formatCount } from '../util/format.ts';
import type { ReportState } from './report-request.ts';
import { differenceOfTables, differenceOfTrees } from './run-difference.ts';

/** A report of one run, with the lines of its files and the hue of the run. */
export interface Compared {
  readonly shown: ReportState;
  readonly source: Source;
  readonly slot: number;
}

/** A difference as a report of its own. */
export interface ComparedAnswer {
  readonly answer: ReportAnswer;
  readonly source: Source;
}

/** Whether two reports can be told apart frame by frame: trees and tables of one instant each. */
export function isComparable({ settings: { view, subject } }: ReportState): boolean {
  return subject !== 'difference' && (view === 'flamegraph' || view === 'tree' || view === 'table');
}

/** The difference on show, worked out once for each pair of answers. */
export class Comparison {
  #of: readonly [Compared, Compared] | null = null;
  #made: ComparedAnswer | null = null;

  between(before: Compared, after: Compared): ComparedAnswer {
    const known = this.#of;
    if (this.#made === null || known === null || !isAsOf(known, [before, after])) {
      this.#of = [before, after];
      this.#made = compare(before, after);
    }
    return this.#made;
  }
}

function isAsOf(one: readonly Compared[], other: readonly Compared[]): boolean {
  return one.every(
    ({ shown, source }, side) =>
      shown.answer === other[side]?.shown.answer && source === other[side]?.source,
  );
}

function compare(before: Compared, after: Compared): ComparedAnswer {
  const [old, fresh] = [before.shown.answer, after.shown.answer];
  if (old.kind === 'table') {
    const { report, source } = differenceOfTables(
      { report: (old as TableAnswer).rows, source: before.source },
      { report: (fresh as TableAnswer).rows, source: after.source },
    );
    return { answer: { ...report, kind: 'table', calls: fresh.calls }, source };
  }
  const { report, source } = differenceOfTrees(
    { report: old as TreeAnswer, source: before.source },
    { report: fresh as TreeAnswer, source: after.source },
  );
  return { answer: { ...report, kind: 'difference', calls: fresh.calls }, source };
}

/** In words what is compared of both runs. */
export function describeComparison({ subject, at, threshold }: ReportSettings): string {
  switch (subject) {
    case 'leaks':
      return at === 'released'
        ? 'what each has not freed after everything was let go'
        : 'each at its end';
    case 'temporary':
      return `what each freed when at most ${formatCount(threshold)} other ${threshold === 1 ? 'allocation' : 'allocations'} had been made`;
    case 'at':
      return 'each at the chosen instant';
    default:
      return 'each at its high-water mark';
  }
}

/** The choice between the two ways. */
export function renderComparisonChoice(
  difference: boolean,
  possible: boolean,
  choose: (difference: boolean) => void,
): TemplateResult {
  const choice = (value: boolean, label: string) => html`<button
    aria-pressed=${value === difference ? 'true' : 'false'}
    ?disabled=${value && !possible}
    title=${value && !possible ? 'Of flamegraphs, tables and trees of one instant' : nothing}
    @click=${() => choose(value)}
  >
    ${label}
  </button>`;
  return html`<div class="segments" role="group" aria-label="How the two runs are compared">
    ${choice(false, 'Side by side')} ${choice(true, 'As a difference')}
  </div>`;
}

/** What stands above a difference. */
export function renderComparisonHead(
  before: Compared,
  after: Compared,
  settings: ReportSettings,
): TemplateResult {
  const run = ({ shown, slot }: Compared) =>
    html`<span class="run">${swatch(slot)}<code>${shown.policy}</code></span>`;
  return html`<h3>
      <span>from</span> ${run(before)} <span>to</span> ${run(after)}
      <span class="subject" data-testid="report-subject">${describeComparison(settings)}</span>
    </h3>
    <p class="small muted note">
      Frames are matched by their function and the text of their line. What a frame has more of in
      the second run came, what it has less of went.
    </p>`;
}
