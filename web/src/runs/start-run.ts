/**
 * One run in new workers: a linear memory never shrinks, so none is reused. The engine's worker
 * ends with the run; the inspector's stays, to answer queries about it.
 */

import { type InspectorNews, RunInspector } from '../engine/inspector.ts';
import type { Modules } from '../engine/messages.ts';
import { startEngine } from '../engine/start-engine.ts';
import { type Collections, NO_COLLECTIONS } from '../model/gc-collections.ts';
import type { ProgramNews } from '../model/program-news.ts';
import { emptyResult, type RunRequest, type RunResult } from '../model/run-result.ts';
import { EMPTY_TIMELINE, type Timeline } from '../model/timeline.ts';
import { deferred } from '../util/deferred.ts';
import { PacedCalls } from './paced-calls.ts';

/** The state of a run, in progress or ended. */
export interface Snapshot {
  readonly timeline: Timeline;
  readonly collections: Collections;
  readonly result: RunResult;
}

/** A run in progress. Its promises never reject. */
export interface StartedRun {
  readonly inspector: RunInspector;
  /** The workload's end, however it ended. */
  readonly finished: Promise<Snapshot>;
  /** The run's memory has been released, its release is read, and its engine is terminated. */
  readonly released: Promise<void>;
}

/** Milliseconds between checks of a silent run. */
const WATCH_INTERVAL = 5000;

/** Checks without a message from the run after which it counts as failed. */
const WATCH_PATIENCE = 6;

/** Milliseconds in which an inspector has to end its run, so that Stop never waits for long. */
const MOST_CONCLUDING = 10_000;

/** The same for one that is still being loaded, and may have nothing to read. */
const MOST_LOADING = 1000;

/** The end of a run before its own. */
interface Ending {
  readonly outcome: 'stopped' | 'failed';
  readonly error: string | null;
}

/**
 * Starts a run. Aborting the signal terminates the engine at once and ends the run with the records
 * that it has sent.
 */
export function startRun(
  modules: Modules,
  request: RunRequest,
  signal: AbortSignal,
  onSnapshot: (snapshot: Snapshot) => void,
  onNews: (news: ProgramNews) => void = () => {},
): StartedRun {
  const finished = deferred<Snapshot>();
  const released = deferred<void>();
  const shown = new PacedCalls(onSnapshot);
  let latest: Snapshot | null = null;
  let ready = false;
  let silentLooks = 0;
  /** The end that the inspector has been requested to make. */
  let ending: Ending | null = null;
  let limit: ReturnType<typeof setTimeout> | undefined;

  // The end of a worker is noticed where browsers tell it. Elsewhere, checks are counted instead of
  // seconds, so that a suspended computer does not count as a dead worker. A learner's program may
  // compute for long in a single step.
  const mayBeSilent = request.program !== undefined;
  const watch = setInterval(() => {
    silentLooks += 1;
    if (silentLooks > WATCH_PATIENCE && !mayBeSilent) {
      endWith({ outcome: 'failed', error: 'the worker has stopped responding' });
    }
  }, WATCH_INTERVAL);

  function letGo(): void {
    clearInterval(watch);
    clearTimeout(limit);
    signal.removeEventListener('abort', stop);
    engine.terminate();
    released.resolve();
  }

  /** Ends the run without the inspector. */
  function endWith({ outcome, error }: Ending): void {
    shown.drop();
    const result = latest?.result ?? emptyResult(request, outcome, error);
    const timeline = latest?.timeline ?? EMPTY_TIMELINE;
    const collections = latest?.collections ?? NO_COLLECTIONS;
    finished.resolve({ timeline, collections, result: { ...result, outcome, error } });
    letGo();
  }

  function stop(): void {
    conclude({ outcome: 'stopped', error: null });
  }

  /** Ends the engine, and the run with the records that it has sent, as the inspector answers. */
  function conclude(wanted: Ending): void {
    engine.terminate();
    if (ending !== null) {
      return;
    }
    ending = wanted;
    inspector.conclude(wanted.outcome, wanted.error);
    limit = setTimeout(
      () => {
        endWith(wanted);
        inspector.close('the inspector did not answer when the run ended');
      },
      ready ? MOST_CONCLUDING : MOST_LOADING,
    );
    finished.promise.then(letGo);
  }

  function hear(news: InspectorNews): void {
    silentLooks = 0;
    switch (news.type) {
      case 'ready':
        ready = true;
        break;
      case 'snapshot':
        latest = snapshotOf(news);
        shown.take(latest);
        break;
      case 'finished':
        shown.drop();
        finished.resolve(snapshotOf(news));
        break;
      case 'read-to-end':
        letGo();
        break;
      case 'output':
        onNews(news);
        break;
      case 'failed':
        // An inspector may be closed before it has answered with the run's end.
        endWith(ending ?? { outcome: 'failed', error: news.error });
        break;
    }
  }

  const start = modules.start ?? startEngine;
  const failed = (error: string) => conclude({ outcome: 'failed', error });
  const engine = start(modules.engine, request, failed, onNews);
  const inspector = new RunInspector(modules.inspector, engine.port, hear);
  signal.addEventListener('abort', stop);
  return { inspector, finished: finished.promise, released: released.promise };
}

/** The snapshot in a message of an inspector. */
export function snapshotOf({ timeline, collections, result }: Snapshot): Snapshot {
  return { timeline, collections, result };
}
