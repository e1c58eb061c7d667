/** The runs of one element: a queue, worked off one after another, and the result of each. */

import type { RunInspector } from '../engine/inspector.ts';
import { type ModulesFinder, modulesOf } from '../engine/modules.ts';
import { NO_COLLECTIONS } from '../model/gc-collections.ts';
import type { ProgramNews } from '../model/program-news.ts';
import { emptyResult, type Outcome, type RunRequest, type RunResult } from '../model/run-result.ts';
import { EMPTY_TIMELINE } from '../model/timeline.ts';
import { unlessAborted } from '../util/deferred.ts';
import { messageOf } from '../util/errors.ts';
import { type Snapshot, type StartedRun, startRun } from './start-run.ts';

/** A run that somebody asked for. */
export interface Job {
  readonly request: RunRequest;
  readonly plannedTicks: number;
}

/** Where a run stands. */
export interface RunState extends Job {
  readonly phase: 'waiting' | 'running' | 'finished';
  /** A small run made unasked, so that nobody meets an empty page. */
  readonly preview: boolean;
  readonly snapshot: Snapshot | null;
  /** Answers questions about the run, from its beginning on; `null` where there is no worker. */
  readonly inspector: RunInspector | null;
  /** When all that the run held has been let go too. */
  readonly released: Promise<void>;
  /** The file that it was read from, where it was not made here. */
  readonly file: Blob | null;
  /** Calls a second, lately. */
  readonly rate: number;
  /** Finds what it is made by and read by, where that is not the exercise's. */
  readonly modules?: ModulesFinder;
}

/** A capture that was read, as if its run had just ended. */
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
  /** Calls a second, lately. */
  readonly rate: number;
  readonly elapsedMs: number;
  /** An estimate; `null` while there is nothing to estimate from. */
  readonly remainingMs: number | null;
}

export interface SessionListener {
  /** Something in `runs` or `running` is different now. */
  changed(): void;
  /** The run of that name begins; `index` counts from 1. */
  started?(name: string, index: number, count: number): void;
  progressed(progress: Progress): void;
  /** A run has ended. */
  finished(result: RunResult): void;
  /** The program of a run has told something of itself. */
  told?(name: string, news: ProgramNews): void;
  /** All runs have ended, or were stopped. */
  ended?(results: readonly RunResult[]): void;
}

/** How much the newest snapshot weighs in the rate. */
const RATE_WEIGHT = 0.3;

export class Session {
  #runs: ReadonlyMap<string, RunState> = new Map();
  readonly #listener: SessionListener;
  readonly #modules: ModulesFinder;
  #current: { promise: Promise<RunResult[]>; abort: AbortController } | null = null;
  #preview: AbortController | null = null;

  /** `modules` finds what a run is made by and read by. */
  constructor(listener: SessionListener, modules: ModulesFinder = modulesOf) {
    this.#listener = listener;
    this.#modules = modules;
  }

  /** The runs by their names. */
  get runs(): ReadonlyMap<string, RunState> {
    return this.#runs;
  }

  /** Whether a run that somebody asked for is going on. */
  get running(): boolean {
    return this.#current !== null;
  }

  /** Settles when no run that somebody asked for is going on. Never rejects. */
  get idle(): Promise<unknown> {
    return this.#current?.promise ?? Promise.resolve();
  }

  /** Makes runs one after another. A call while a run is going on gets that run's results. */
  run(jobs: readonly Job[]): Promise<RunResult[]> {
    return this.#begin(jobs, new Map());
  }

  /** Makes one run and leaves the others as they are. Otherwise as `run`. */
  runOne(job: Job): Promise<RunResult[]> {
    const finished = [...this.#runs].filter(([, run]) => run.phase === 'finished');
    return this.#begin([job], new Map(finished));
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

  /** Ends the run in progress at once and leaves those that wait undone. */
  stop(): void {
    this.#current?.abort.abort();
  }

  /**
   * Ends everything that goes on, asked for or not, and forgets all runs with the workers that
   * answered questions about them. Settles when nothing goes on any more.
   */
  async clear(): Promise<void> {
    this.stop();
    this.#preview?.abort();
    this.keepOnly([]);
    await this.idle;
  }

  /** Adopts a run that was read from a file, in the place of one of the same name. */
  adopt({ request, snapshot, inspector }: OpenedCapture, file: Blob): void {
    const { calls: ticks } = snapshot.result;
    const run = this.#waiting({ request, plannedTicks: ticks }, false);
    this.#preview?.abort();
    this.#forgetUndone();
    this.#update({ ...run, phase: 'finished', snapshot, inspector, file });
  }

  /** Makes the small runs that are not there yet. Does nothing while a run is going on. */
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

  /** Forgets all runs but those of these names. */
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
      // A preview cut short by the run it gives way to has nothing left to say.
      if (preview && signal.aborted) {
        run.inspector?.close();
        break;
      }
      // A run that was forgotten meanwhile is not brought back.
      if (this.#runs.has(job.request.run)) {
        this.#update(run);
      }
      results.push(run.snapshot.result);
      if (!preview) {
        this.#listener.finished(run.snapshot.result);
      }
      // Two engines at once would measure each other.
      await run.released;
    }
    if (!preview) {
      this.#forgetUndone();
      this.#listener.ended?.(results);
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
      // What is still on its way from a run that gave way must not pass for its successor's.
      const onSnapshot = (snapshot: Snapshot) => {
        if (!signal.aborted) {
          this.#progress(job, preview, snapshot, started);
        }
      };
      const onNews = (news: ProgramNews) => {
        if (!signal.aborted) {
          this.#listener.told?.(job.request.run, news);
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

  /** Takes over other runs; the inspectors of those that are gone are let go. */
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

  /** After a stop, what never began is as if it had not been asked for. */
  #forgetUndone(): void {
    this.#replace(new Map([...this.#runs].filter(([, run]) => run.phase === 'finished')));
  }
}

/** How far a run has come, in the numbers that a progress bar shows. */
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

/** Whether what was asked for is as good as what is: native stacks are no harm to who needs none. */
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
