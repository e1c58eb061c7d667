/** The runs of one element: a queue, processed one after another, and the result of each. */

import type { RunInspector } from '../engine/inspector.ts';
import { type ModulesFinder, modulesOf } from '../engine/run-modules.ts';
import { NO_COLLECTIONS } from '../model/gc-collections.ts';
import type { ProgramNews } from '../model/program-news.ts';
import { emptyResult, type Outcome, type RunRequest, type RunResult } from '../model/run-result.ts';
import { EMPTY_TIMELINE } from '../model/timeline.ts';
import { unlessAborted } from '../util/deferred.ts';
import { messageOf } from '../util/errors.ts';
import { type Snapshot, type StartedRun, startRun } from './start-run.ts';

/** A requested run. */
export interface Job {
  readonly request: RunRequest;
  readonly plannedTicks: number;
}

/** The state of a run. */
export interface RunState extends Job {
  readonly phase: 'waiting' | 'running' | 'finished';
  /** A small run made on loading, so that the page is never empty. */
  readonly preview: boolean;
  readonly snapshot: Snapshot | null;
  /** Answers queries about the run, from its start; `null` without a worker. */
  readonly inspector: RunInspector | null;
  /** Resolves when the run's memory has been released too. */
  readonly released: Promise<void>;
  /** The file that it was read from, for an opened capture. */
  readonly file: Blob | null;
  /** Current calls per second. */
  readonly rate: number;
  /** Finds its engine and inspector, if they are not the exercise's. */
  readonly modules?: ModulesFinder;
}

/** An opened capture, as if its run had just ended. */
export interface OpenedCapture {
  readonly request: RunRequest;
  readonly snapshot: Snapshot;
  readonly inspector: RunInspector;
}

/** The detail of a `highwater-progress` event. */
export interface Progress {
  readonly policy: string;
  readonly calls: number;
  readonly plannedCalls: number;
  /** Current calls per second. */
  readonly rate: number;
  readonly elapsedMs: number;
  /** An estimate; `null` until one is possible. */
  readonly remainingMs: number | null;
}

export interface SessionListener {
  /** `runs` or `running` has changed. */
  changed(): void;
  /** The run of that name begins; `index` counts from 1. */
  started?(name: string, index: number, count: number): void;
  progressed(progress: Progress): void;
  /** A run has ended. */
  finished(result: RunResult): void;
  /** The program of a run has reported output or its end. */
  reported?(name: string, news: ProgramNews): void;
  /** All runs have ended, or were stopped. */
  ended?(results: readonly RunResult[]): void;
}

/** The reason of a stop that drops the runs. */
const DROPPED = new DOMException('the runs were dropped', 'AbortError');

/** The weight of the newest snapshot in the rate. */
const RATE_WEIGHT = 0.3;

export class Session {
  #runs: ReadonlyMap<string, RunState> = new Map();
  readonly #listener: SessionListener;
  readonly #modules: ModulesFinder;
  #current: { promise: Promise<RunResult[]>; abort: AbortController } | null = null;
  #preview: AbortController | null = null;
  /** The number of stops. */
  #stops = 0;

  /** `modules` finds the engine and the inspector of a run. */
  constructor(listener: SessionListener, modules: ModulesFinder = modulesOf) {
    this.#listener = listener;
    this.#modules = modules;
  }

  /** The runs by name. */
  get runs(): ReadonlyMap<string, RunState> {
    return this.#runs;
  }

  /** True if a requested run is in progress. */
  get running(): boolean {
    return this.#current !== null;
  }

  /** Settles when no requested run is in progress. Never rejects. */
  get idle(): Promise<unknown> {
    return this.#current?.promise ?? Promise.resolve();
  }

  /**
   * Makes runs one after another. A call during a run resolves with that run's results; if the run
   * has been stopped, the call begins after its end, unless it is stopped too.
   */
  run(jobs: readonly Job[]): Promise<RunResult[]> {
    return this.#unlessStopping(() => this.#begin(jobs, new Map()));
  }

  /** Makes one run and leaves the others unchanged. Otherwise as `run`. */
  runOne(job: Job): Promise<RunResult[]> {
    return this.#unlessStopping(() => {
      const finished = [...this.#runs].filter(([, run]) => run.phase === 'finished');
      return this.#begin([job], new Map(finished));
    });
  }

  /**
   * Settles when a run that has been stopped has ended: with `false` if there was another stop
   * meanwhile. `null` if there is none. Never rejects.
   */
  get stopping(): Promise<boolean> | null {
    if (!this.#current?.abort.signal.aborted) {
      return null;
    }
    const stops = this.#stops;
    return this.#current.promise.then(() => stops === this.#stops);
  }

  async #unlessStopping(begin: () => Promise<RunResult[]>): Promise<RunResult[]> {
    const { stopping } = this;
    if (stopping === null) {
      return begin();
    }
    return (await stopping) ? this.#unlessStopping(begin) : [];
  }

  #begin(jobs: readonly Job[], others: ReadonlyMap<string, RunState>): Promise<RunResult[]> {
    if (this.#current === null) {
      this.#preview?.abort();
      const abort = new AbortController();
      const waits = jobs.map((job) => [job.request.run, this.#waiting(job, false)] as const);
      this.#replace(new Map([...others, ...waits]));
      const promise = this.#work(jobs, false, abort.signal).finally(() => {
        this.#current = null;
        this.#listener.changed();
      });
      this.#current = { promise, abort };
      this.#listener.changed();
    }
    return this.#current.promise;
  }

  /** Stops the run in progress at once and cancels those that wait. */
  stop(): void {
    this.#stops += 1;
    this.#current?.abort.abort();
  }

  /**
   * Stops all runs, requested or not, and drops them with the workers that answered queries about
   * them.
   */
  clear(): void {
    this.#stops += 1;
    this.#current?.abort.abort(DROPPED);
    this.#preview?.abort();
    this.keepOnly([]);
  }

  /** Adopts a run that was read from a file, in place of one of the same name. */
  adopt({ request, snapshot, inspector }: OpenedCapture, file: Blob): void {
    const { calls: ticks } = snapshot.result;
    const run = this.#waiting({ request, plannedTicks: ticks }, false);
    this.#preview?.abort();
    this.#forgetUndone();
    this.#update({ ...run, phase: 'finished', snapshot, inspector, file });
  }

  /** Makes the missing small runs. Does nothing during a run. */
  async preview(jobs: readonly Job[]): Promise<void> {
    if (this.#current !== null) {
      return;
    }
    this.#preview?.abort();
    const abort = new AbortController();
    this.#preview = abort;
    const missing = jobs.filter((job) => !this.#isDone(job));
    this.#replace(
      new Map(
        jobs.map((job) => {
          const known = this.#runs.get(job.request.run);
          return [job.request.run, known && this.#isDone(job) ? known : this.#waiting(job, true)];
        }),
      ),
    );
    this.#listener.changed();
    await this.#work(missing, true, abort.signal);
  }

  /** Drops all runs but those of these names. */
  keepOnly(names: readonly string[]): void {
    this.#replace(new Map([...this.#runs].filter(([name]) => names.includes(name))));
    this.#listener.changed();
  }

  #isDone({ request }: Job): boolean {
    const known = this.#runs.get(request.run);
    return known?.phase === 'finished' && serves(known.request, request);
  }

  async #work(jobs: readonly Job[], preview: boolean, signal: AbortSignal): Promise<RunResult[]> {
    const results: RunResult[] = [];
    for (const [index, job] of jobs.entries()) {
      if (signal.aborted) {
        break;
      }
      if (!preview) {
        this.#listener.started?.(job.request.run, index + 1, jobs.length);
      }
      const run = await this.#workOn(job, preview, signal);
      // A preview aborted by a requested run reports nothing.
      if (preview && signal.aborted) {
        run.inspector?.close();
        break;
      }
      // A run that was dropped meanwhile is not restored.
      if (this.#runs.has(job.request.run)) {
        this.#update(run);
      }
      results.push(run.snapshot.result);
      if (!preview) {
        this.#listener.finished(run.snapshot.result);
      }
      // Two engines running at once would distort each other's times.
      await run.released;
    }
    if (!preview) {
      this.#forgetUndone();
      if (signal.reason !== DROPPED) {
        this.#listener.ended?.(results);
      }
    }
    return results;
  }

  async #workOn(
    job: Job,
    preview: boolean,
    signal: AbortSignal,
  ): Promise<RunState & { readonly snapshot: Snapshot }> {
    const running: RunState = { ...this.#waiting(job, preview), phase: 'running' };
    this.#update(running);
    const without = (outcome: Outcome, error: string | null) => ({
      ...running,
      phase: 'finished' as const,
      snapshot: {
        timeline: EMPTY_TIMELINE,
        collections: NO_COLLECTIONS,
        result: emptyResult(job.request, outcome, error),
      },
    });
    try {
      const modules = await unlessAborted(this.#modules(job.request), signal);
      // Snapshots still in transit from a replaced run must not be attributed to its successor.
      const onSnapshot = (snapshot: Snapshot) => {
        if (!signal.aborted) {
          this.#progress(job, preview, snapshot, started);
        }
      };
      const onNews = (news: ProgramNews) => {
        if (!signal.aborted) {
          this.#listener.reported?.(job.request.run, news);
        }
      };
      const started = startRun(modules, job.request, signal, onSnapshot, onNews);
      this.#update({ ...running, ...handlesOf(started) });
      const snapshot = await started.finished;
      return { ...running, ...handlesOf(started), phase: 'finished', snapshot };
    } catch (error) {
      return signal.aborted ? without('stopped', null) : without('failed', messageOf(error));
    }
  }

  #progress(job: Job, preview: boolean, snapshot: Snapshot, started: StartedRun): void {
    const before = this.#runs.get(job.request.run);
    const { calls: ticks, durationMs } = snapshot.result;
    const rate = smoothedRate(before, ticks, durationMs);
    const run: RunState = {
      ...this.#waiting(job, preview),
      ...handlesOf(started),
      phase: 'running',
      snapshot,
      rate: rate,
    };
    this.#update(run);
    if (!preview) {
      this.#listener.progressed(progressOf(run));
    }
  }

  #waiting(job: Job, preview: boolean): RunState {
    return {
      ...job,
      phase: 'waiting',
      preview,
      snapshot: null,
      inspector: null,
      released: Promise.resolve(),
      file: null,
      rate: 0,
      modules: this.#modules,
    };
  }

  /** Sets other runs; the inspectors of removed runs are closed. */
  #replace(runs: ReadonlyMap<string, RunState>): void {
    const kept = new Set([...runs.values()].map(({ inspector }) => inspector));
    for (const { inspector } of this.#runs.values()) {
      if (!kept.has(inspector)) {
        inspector?.close();
      }
    }
    this.#runs = runs;
  }

  #update(run: RunState): void {
    this.#replace(new Map(this.#runs).set(run.request.run, run));
    this.#listener.changed();
  }

  /** After a stop, runs that never began are dropped. */
  #forgetUndone(): void {
    this.#replace(new Map([...this.#runs].filter(([, run]) => run.phase === 'finished')));
  }
}

/** The progress of a run, in the numbers of a progress bar. */
export function progressOf(run: RunState): Progress {
  const ticks = run.snapshot?.result.calls ?? 0;
  const left = Math.max(0, run.plannedTicks - ticks);
  return {
    policy: run.request.run,
    calls: ticks,
    plannedCalls: run.plannedTicks,
    rate: run.rate,
    elapsedMs: run.snapshot?.result.durationMs ?? 0,
    remainingMs: run.rate > 0 ? (1000 * left) / run.rate : null,
  };
}

function handlesOf({ inspector, released }: StartedRun): Pick<RunState, 'inspector' | 'released'> {
  return { inspector, released };
}

function smoothedRate(before: RunState | undefined, ticks: number, durationMs: number): number {
  const previous = before?.snapshot?.result;
  if (previous === undefined) {
    return durationMs > 0 ? (1000 * ticks) / durationMs : 0;
  }
  const milliseconds = durationMs - previous.durationMs;
  const latest = milliseconds > 0 ? (1000 * (ticks - previous.calls)) / milliseconds : 0;
  const rate = before?.rate ?? 0;
  return rate + RATE_WEIGHT * (latest - rate);
}

/**
 * True if an existing run satisfies a request: native stacks may be present without being
 * requested.
 */
function serves(made: RunRequest, wanted: RunRequest): boolean {
  return (
    made.run === wanted.run &&
    made.growth === wanted.growth &&
    made.hardLimit === wanted.hardLimit &&
    made.traced === wanted.traced &&
    (made.native || !wanted.native) &&
    made.ranges.join() === wanted.ranges.join() &&
    made.program === wanted.program
  );
}
