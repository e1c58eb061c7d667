/** The parts of a report panel for native frames. The panel loads their elements on demand. */

import { html, nothing, type TemplateResult } from 'lit';
import type { RunInspector } from '../../engine/inspector.ts';
import type { SymbolsProblem } from '../../engine/messages.ts';
import type { Source } from '../../model/places.ts';
import type { ReportAnswer, ReportQuery } from '../../model/report-answers.ts';
import type { AnsweringRun } from '../../runs/query-run.ts';
import type { RunView } from '../../runs/run-view.ts';
import type { RunState } from '../../runs/session.ts';
import { cratesIn } from './frames.ts';

/** True if a query requests native frames and the run has none. */
export function lacksNative(run: RunState, query: ReportQuery): boolean {
  return query.frames === 'native' && !run.request.native;
}

/** Messages above the reports: policies whose runs have no native stacks, and missing symbols. */
export function renderNotice(
  lacking: readonly string[],
  symbolsProblem: SymbolsProblem | null,
  views: readonly RunView[],
  retry: () => void,
): TemplateResult | typeof nothing {
  const isBusy = ({ run }: RunView) => run !== null && run.phase !== 'finished' && !run.preview;
  return lacking.length === 0 && symbolsProblem === null
    ? nothing
    : html`<highwater-native-notice
        .lacking=${lacking}
        .symbolsProblem=${symbolsProblem}
        .busy=${views.some(isBusy)}
        @symbols-request=${retry}
      ></highwater-native-notice>`;
}

/** The resolution of native frames, for the stack in the answer of `query`. */
export function renderStory(
  run: AnsweringRun,
  query: ReportQuery,
  source: Source,
  symbolsProblem: string | null,
): TemplateResult {
  return html`<highwater-native-story
    .run=${run}
    .query=${query}
    .source=${source}
    .symbolsProblem=${symbolsProblem}
  ></highwater-native-story>`;
}

/** An answer with its run. */
interface RunAnswer {
  readonly inspector: RunInspector;
  readonly answer: ReportAnswer;
}

/** The crates of a run are collected from all its answers, because a filtered answer lacks some. */
export class Crates {
  #of: RunInspector | null = null;
  #names: readonly string[] = [];

  get names(): readonly string[] {
    return this.#names;
  }

  learn({ inspector, answer }: RunAnswer): void {
    const known = this.#of === inspector ? this.#names : [];
    this.#of = inspector;
    this.#names = [...new Set([...known, ...cratesIn(answer)])].sort();
  }
}
