/** Queries about finished runs: reports, and reports and captures as files. */

import type { RunInspector } from '../engine/inspector.ts';
import { modulesOf } from '../engine/run-modules.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import { loadPart } from '../util/parts.ts';
import type { RunState } from './session.ts';

/** A run that answers queries. */
export type AnsweringRun = RunState & { readonly inspector: RunInspector };

/** True if a run has ended and has an inspector. */
export function isAnswering(run: RunState): run is AnsweringRun {
  return run.phase === 'finished' && run.inspector !== null;
}

/** The finished run of a name; throws if there is none. */
export function finishedRun(runs: ReadonlyMap<string, RunState>, name: string): AnsweringRun {
  const run = runs.get(name);
  if (run === undefined || run.preview || !isAnswering(run)) {
    const problem =
      name === '' ? 'nothing has been run: run it' : `${name} has not been run: run it`;
    throw new Error(`${problem} before requesting a report`);
  }
  return run;
}

export async function reportOf(run: AnsweringRun, query: ReportQuery): Promise<ReportAnswer> {
  await untilReached(run, query);
  return run.inspector.ask({ is: 'report', query });
}

export async function exportOf(
  run: AnsweringRun,
  format: string,
  query: ReportQuery,
): Promise<Uint8Array<ArrayBuffer>> {
  await untilReached(run, query);
  return run.inspector.ask({ is: 'export', format, query });
}

export async function captureOf(
  run: RunState,
  signal?: AbortSignal,
  onProgress?: (share: number) => void,
): Promise<Blob> {
  const { modules = modulesOf } = run;
  const { keepCapture } = await loadPart(
    'the part that saves captures',
    () => import('./capture-file.ts'),
  );
  return keepCapture(await modules(run.request), run, signal, onProgress);
}

/** `finished` resolves before the run's memory has been released. */
async function untilReached(run: RunState, { at, between }: ReportQuery): Promise<void> {
  if ([at, ...(between ?? [])].includes('released')) {
    await run.released;
  }
}
