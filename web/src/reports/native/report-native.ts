/** What a panel of reports has only for native frames. Its elements are loaded by the panel then. */

import { html, nothing, type TemplateResult } from 'lit';
import type { RunInspector } from '../../engine/inspector.ts';
import type { Source } from '../../model/places.ts';
import type { ReportQuery } from '../../model/report-answers.ts';
import type { AnsweringRun } from '../../runs/query-run.ts';
import type { RunView } from '../../runs/run-view.ts';
import type { RunState } from '../../runs/session.ts';
import type { ReportSettings } from '../../settings/report-settings.ts';
import { cratesIn } from '../frames.ts';
import { stackQueryOf } from '../queries.ts';
import type { ReportState } from '../report-request.ts';

/** Whether a question is for native frames and the run has none. */
export function lacksNative(run: RunState, query: ReportQuery): boolean {
  return query.frames === 'native' && !run.request.native;
}

/** What is to be said above the reports: of policies whose runs have no native stacks, of symbols. */
export function renderNotice(
  lacking: readonly string[],
  symbolsProblem: string | null,
  views: readonly RunView[],
): TemplateResult | typeof nothing {
  const isBusy = ({ run }: RunView) => run !== null && run.phase !== 'finished' && !run.preview;
  return lacking.length === 0 && symbolsProblem === null
    ? nothing
    : html`<highwater-native-notice
        .lacking=${lacking}
        .symbolsProblem=${symbolsProblem}
        .busy=${views.some(isBusy)}
      ></highwater-native-notice>`;
}

/** How native frames are found, by the example of one allocation of a report. */
export function renderStory(
  run: AnsweringRun,
  settings: ReportSettings,
  source: Source,
  symbolsProblem: string | null,
): TemplateResult {
  return html`<highwater-native-story
    .run=${run}
    .query=${stackQueryOf(settings)}
    .source=${source}
    .symbolsProblem=${symbolsProblem}
  ></highwater-native-story>`;
}

/** The crates of a run are those of all its answers: one that is filtered has not all of them. */
export class Crates {
  #of: RunInspector | null = null;
  #names: readonly string[] = [];

  get names(): readonly string[] {
    return this.#names;
  }

  learn({ inspector, answer }: ReportState): void {
    const known = this.#of === inspector ? this.#names : [];
    this.#of = inspector;
    this.#names = [...new Set([...known, ...cratesIn(answer)])].sort();
  }
}
