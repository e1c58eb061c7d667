/** Runs made to prove something, apart from those on the page. */

import type { RunInspector } from '../engine/inspector.ts';
import { loadModules } from '../engine/modules.ts';
import type { TableAnswer, TableRow } from '../model/report-answers.ts';
import type { RunRequest, RunResult } from '../model/run-result.ts';
import { EMPTY_TIMELINE, pointOf, rowCount, type Timeline } from '../model/timeline.ts';
import { deferred } from '../util/deferred.ts';
import { isAnswering } from './query-run.ts';
import type { Session } from './session.ts';
import { startRun } from './start-run.ts';

/** A run with what can be asked of it. */
interface ProvingRun {
  readonly result: RunResult;
  /** Results that were in caches when the last call had returned. */
  readonly entries: number;
  /** What was live at the peak, the largest location first. */
  readonly locations: readonly TableRow[];
}

/**
 * Makes runs one at a time, because two engines at once would measure each other: each waits for
 * the runs of the page and for the one before. A run that the page has made is taken for its own
 * where it was traced and came to its end, since a run made once more is the same to the byte. A
 * capture that was opened is not: nobody here made it.
 */
export class TestRunner {
  readonly #session: Session | null;
  readonly #made = new Map<string, ProvingRun>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: Session | null = null) {
    this.#session = session;
  }

  /** What is known of a run without making it, but for its locations; `null` where it was not made. */
  known(policy: string, ranges: readonly number[]): ProvingRun | null {
    const made = this.#made.get(keyOf(policy, ranges));
    if (made !== undefined) {
      return made;
    }
    const run = this.#pageRun(policy, ranges);
    return run === null ? null : { ...run, locations: [] };
  }

  /**
   * The run of a policy, with the locations at its peak: the page's, or a new one. `onCalls` is told
   * how far a new one has come.
   *
   * @throws The signal's reason, or why the engine could not be loaded. How the run itself ended is
   *   in its result.
   */
  run(
    policy: string,
    ranges: readonly number[],
    signal: AbortSignal,
    onTicks: (ticks: number) => void = () => {},
  ): Promise<ProvingRun> {
    return this.inTurn(signal, async () => {
      await unlessAborted(this.#session?.idle ?? Promise.resolve(), signal);
      const known = this.#pageRun(policy, ranges);
      if (known !== null) {
        const { rows } = await locationsOf(known.inspector);
        return { result: known.result, entries: known.entries, locations: rows };
      }
      const run = await makeRun(policy, ranges, signal, onTicks);
      this.#made.set(keyOf(policy, ranges), run);
      return run;
    });
  }

  /** Does something when all that was asked for before has been done. */
  inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const done = (async () => {
      await unlessAborted(before, signal);
      return work();
    })();
    this.#last = Promise.allSettled([before, done]);
    return done;
  }

  #pageRun(
    policy: string,
    ranges: readonly number[],
  ): (Omit<ProvingRun, 'locations'> & { readonly inspector: RunInspector }) | null {
    const run = this.#session?.runs.get(policy);
    if (run === undefined || run.preview || run.file !== null || !isAnswering(run)) {
      return null;
    }
    const { snapshot, request, inspector } = run;
    const fits =
      snapshot?.result.outcome === 'completed' &&
      request.traced &&
      request.ranges.join() === ranges.join();
    return fits
      ? { result: snapshot.result, entries: entriesIn(snapshot.timeline), inspector }
      : null;
  }
}

async function makeRun(
  policy: string,
  ranges: readonly number[],
  signal: AbortSignal,
  onCalls: (ticks: number) => void,
): Promise<ProvingRun> {
  const modules = await unlessAborted(loadModules(), signal);
  const request: RunRequest = {
    run: policy,
    ranges,
    growth: 'adaptive',
    hardLimit: null,
    traced: true,
    native: false,
  };
  const { inspector, finished } = startRun(modules, request, signal, ({ result }) =>
    onCalls(result.calls),
  );
  try {
    const { result, timeline } = await finished;
    signal.throwIfAborted();
    // An inspector that broke down has no answer.
    const locations = result.outcome === 'failed' ? [] : (await locationsOf(inspector)).rows;
    return { result, entries: entriesIn(timeline), locations };
  } finally {
    // The engine goes with it, what it still holds unreleased.
    inspector.close();
  }
}

function locationsOf(inspector: RunInspector): Promise<TableAnswer> {
  return inspector.ask({ is: 'report', query: { kind: 'table' } }) as Promise<TableAnswer>;
}

/** Entries in caches when the timeline ends. */
function entriesIn(timeline: Timeline = EMPTY_TIMELINE): number {
  const rows = rowCount(timeline);
  return rows === 0 ? 0 : pointOf(timeline, rows - 1).entries;
}

function keyOf(policy: string, ranges: readonly number[]): string {
  return `${policy} ${ranges.join()}`;
}

/** The promise, or the signal's reason as soon as it is aborted. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = deferred<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
