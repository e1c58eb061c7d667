/** Runs for tests and challenges, separate from those on the page. */

import type { RunInspector } from '../engine/inspector.ts';
import type { TableRow } from '../model/report-answers.ts';
import type { RunResult } from '../model/run-result.ts';
import { EMPTY_TIMELINE, pointOf, rowCount, type Timeline } from '../model/timeline.ts';
import { unlessAborted } from '../util/deferred.ts';
import { loadPart } from '../util/parts.ts';
import { isAnswering } from './query-run.ts';
import type { Session } from './session.ts';

/** A run with its answers. */
interface MeasuredRun {
  readonly result: RunResult;
  /** Cached results after the last call. */
  readonly entries: number;
  /** The live bytes at the peak, the largest location first. */
  readonly locations: readonly TableRow[];
}

/**
 * Makes runs one at a time, because two engines running at once would distort each other's times:
 * each waits for the page's runs and for the previous one. A traced, completed run of the page is
 * reused, because runs are deterministic to the byte. An opened capture is not reused: it was not
 * made here.
 */
export class TestRunner {
  readonly #session: Session | null;
  readonly #made = new Map<string, MeasuredRun>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: Session | null = null) {
    this.#session = session;
  }

  /** The existing run of a policy, without its locations; `null` if there is none. */
  known(policy: string, ranges: readonly number[]): MeasuredRun | null {
    const made = this.#made.get(keyOf(policy, ranges));
    if (made !== undefined) {
      return made;
    }
    const run = this.#pageRun(policy, ranges);
    return run === null ? null : { ...run, locations: [] };
  }

  /**
   * The run of a policy, with the locations at its peak: the page's, or a new one. `onTicks`
   * receives the ticks of a new one so far.
   *
   * @throws The signal's reason, or the reason why the engine could not be loaded. The run's own
   *   outcome is in its result.
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
        const { locationsOf } = await measuring();
        const locations = await locationsOf(known.inspector);
        return { result: known.result, entries: known.entries, locations };
      }
      const { measureRun } = await measuring();
      const { timeline, ...measured } = await measureRun(policy, ranges, signal, onTicks);
      const run = { ...measured, entries: entriesIn(timeline) };
      this.#made.set(keyOf(policy, ranges), run);
      return run;
    });
  }

  /** Does some work after all work requested before. */
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

function measuring(): Promise<typeof import('./measure-run.ts')> {
  return loadPart('the part that measures runs', () => import('./measure-run.ts'));
}

/** Cache entries at the end of the timeline. */
function entriesIn(timeline: Timeline = EMPTY_TIMELINE): number {
  const rows = rowCount(timeline);
  return rows === 0 ? 0 : pointOf(timeline, rows - 1).entries;
}

function keyOf(policy: string, ranges: readonly number[]): string {
  return `${policy} ${ranges.join()}`;
}
