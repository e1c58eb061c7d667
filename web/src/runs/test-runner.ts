/** Runs that are judged: tests and challenges, apart from those on the page. */

import type { RunInspector } from '../engine/inspector.ts';
import type { TableRow } from '../model/report-answers.ts';
import type { RunResult } from '../model/run-result.ts';
import { EMPTY_TIMELINE, pointOf, rowCount, type Timeline } from '../model/timeline.ts';
import { unlessAborted } from '../util/deferred.ts';
import { isAnswering } from './query-run.ts';
import type { Session } from './session.ts';

/** A run with what can be asked of it. */
interface MeasuredRun {
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
  readonly #made = new Map<string, MeasuredRun>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: Session | null = null) {
    this.#session = session;
  }

  /** What is known of a run without making it, but for its locations; `null` where it was not made. */
  known(policy: string, ranges: readonly number[]): MeasuredRun | null {
    const made = this.#made.get(keyOf(policy, ranges));
    if (made !== undefined) {
      return made;
    }
    const run = this.#pageRun(policy, ranges);
    return run === null ? null : { ...run, locations: [] };
  }

  /**
   * The run of a policy, with the locations at its peak: the page's, or a new one. `onTicks` receives
   * the ticks of a new one so far.
   *
   * @throws The signal's reason, or why the engine could not be loaded. How the run itself ended is
   *   in its result.
   */
  run(
    policy: string,
    ranges: readonly number[],
    signal: AbortSignal,
    onTicks: (ticks: number) => void = () => {},
  ): Promise<MeasuredRun> {
    return this.inTurn(signal, async () => {
      await unlessAborted(this.#session?.idle ?? Promise.resolve(), signal);
      const known = this.#pageRun(policy, ranges);
      if (known !== null) {
        const { locationsOf } = await import('./measure-run.ts');
        const locations = await locationsOf(known.inspector);
        return { result: known.result, entries: known.entries, locations };
      }
      const { measureRun } = await import('./measure-run.ts');
      const { timeline, ...measured } = await measureRun(policy, ranges, signal, onTicks);
      const run = { ...measured, entries: entriesIn(timeline) };
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
  ): (Omit<MeasuredRun, 'locations'> & { readonly inspector: RunInspector }) | null {
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

/** Entries in caches when the timeline ends. */
function entriesIn(timeline: Timeline = EMPTY_TIMELINE): number {
  const rows = rowCount(timeline);
  return rows === 0 ? 0 : pointOf(timeline, rows - 1).entries;
}

function keyOf(policy: string, ranges: readonly number[]): string {
  return `${policy} ${ranges.join()}`;
}
