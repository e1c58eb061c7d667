/** The requests of a report panel, and the parts of the answers that it shows. */

import type { RunInspector } from '../engine/inspector.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import { movedChoice } from '../plot/rescale.ts';
import { type AnsweringRun, reportOf } from '../runs/query-run.ts';
import { endOfTicks, type RunView, unitOf } from '../runs/run-view.ts';
import type { RunState } from '../runs/session.ts';
import type { ReportSettings } from '../settings/report-settings.ts';

/** A requested report with its answer. */
export interface ReportState {
  readonly run: string;
  readonly settings: ReportSettings;
  readonly answer: ReportAnswer;
  /** The inspector that answered. */
  readonly inspector: RunInspector;
}

/** A request of one side of the panel. */
export interface Wanted {
  readonly view: RunView;
  readonly run: AnsweringRun;
  readonly settings: ReportSettings;
  readonly query: ReportQuery;
}

export async function answerTo(wanted: Wanted | null): Promise<ReportState | null> {
  if (wanted === null) {
    return null;
  }
  const { view, run, settings, query } = wanted;
  const { inspector } = run;
  return { run: view.name, settings, answer: await reportOf(run, query), inspector };
}

/** True if both request the same of the same run, displayed in the same way. */
export function isSame(one: Wanted | null, other: Wanted | null | undefined): boolean {
  if (one === null || other === null || other === undefined) {
    return one === other;
  }
  return (
    one.run.inspector === other.run.inspector &&
    one.settings.view === other.settings.view &&
    JSON.stringify(one.query) === JSON.stringify(other.query)
  );
}

/** True if the displayed report is of the same policy and view; its instant may lag behind. */
export function fits(shown: ReportState, wanted: Wanted | null | undefined): boolean {
  return (
    wanted !== null &&
    wanted !== undefined &&
    shown.run === wanted.view.name &&
    shown.settings.view === wanted.settings.view &&
    shown.answer.kind === wanted.query.kind
  );
}

/** The reason why a run has no report; empty if it has one. */
export function whyNot(run: RunState): string {
  if (run.phase !== 'finished') {
    return 'The report appears when the run ends.';
  }
  if (!run.request.traced) {
    return 'This run was not traced: turn on tracing and run it again to see reports.';
  }
  return run.inspector === null ? 'This run has no data for reports.' : '';
}

/**
 * The report settings for a run beside it. If the units of the runs differ, its instants are those
 * at the same share of the run.
 */
export function settingsBeside(
  settings: ReportSettings,
  main: RunView,
  beside: RunView,
): ReportSettings {
  if (unitOf(main) === unitOf(beside)) {
    return settings;
  }
  const [from, to] = [endOfTicks([main]), endOfTicks([beside])];
  return { ...settings, ...movedChoice(settings, from, to) };
}
