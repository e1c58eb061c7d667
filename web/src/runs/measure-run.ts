/** A run separate from those on the page, for tests and challenges: loaded on first use. */

import type { RunInspector } from '../engine/inspector.ts';
import { modulesOf } from '../engine/run-modules.ts';
import type { TableAnswer, TableRow } from '../model/report-answers.ts';
import type { RunRequest, RunResult } from '../model/run-result.ts';
import type { Timeline } from '../model/timeline.ts';
import { unlessAborted } from '../util/deferred.ts';
import { startRun } from './start-run.ts';

/**
 * Makes a run of a policy. `onTicks` receives its ticks so far.
 *
 * @throws The signal's reason, or the reason why the engine could not be loaded.
 */
export async function measureRun(
  policy: string,
  ranges: readonly number[],
  signal: AbortSignal,
  onTicks: (ticks: number) => void,
): Promise<{ result: RunResult; timeline: Timeline; locations: readonly TableRow[] }> {
  const request: RunRequest = {
    run: policy,
    ranges,
    growth: 'adaptive',
    hardLimit: null,
    traced: true,
    native: false,
  };
  const modules = await unlessAborted(modulesOf(request), signal);
  const { inspector, finished } = startRun(modules, request, signal, ({ result }) =>
    onTicks(result.calls),
  );
  try {
    const { result, timeline } = await finished;
    signal.throwIfAborted();
    // A failed inspector has no answer.
    const locations = result.outcome === 'failed' ? [] : await locationsOf(inspector);
    return { result, timeline, locations };
  } finally {
    // This also terminates the engine, with its unreleased memory.
    inspector.close();
  }
}

/** The locations of live bytes at a run's peak, the largest first. */
export async function locationsOf(inspector: RunInspector): Promise<readonly TableRow[]> {
  const answer = await inspector.ask({ is: 'report', query: { kind: 'table' } });
  return (answer as TableAnswer).rows;
}
