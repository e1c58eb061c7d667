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

/**
 * Starts a run. Aborting the signal terminates the engine at once and ends the run with the records
 * read so far.
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
  let latest: Snapshot | null = null;
  let ready = false;
  let silentLooks = 0;

  // A worker killed by the browser sends nothing. Checks are counted instead of seconds, so that a
  // suspended computer does not count as a dead worker. A learner's program may compute for long
  // without an allocation.
  const mayBeSilent = request.program !== undefined;
  const watch = setInterval(() => {
    silentLooks += 1;
    if (silentLooks > WATCH_PATIENCE && !mayBeSilent) {
      endWith('failed', 'the worker has stopped responding');
    }
  }, WATCH_INTERVAL);

  function letGo(): void {
    clearInterval(watch);
    signal.removeEventListener('abort', stop);
    engine.worker.terminate();
    released.resolve();
  }

  /** Ends the run without the inspector. */
  function endWith(outcome: 'stopped' | 'failed', error: string | null): void {
    const result = latest?.result ?? emptyResult(request, outcome, error);
    const timeline = latest?.timeline ?? EMPTY_TIMELINE;
    const collections = latest?.collections ?? NO_COLLECTIONS;
    finished.resolve({ timeline, collections, result: { ...result, outcome, error } });
    letGo();
  }

  function stop(): void {
    conclude('stopped', null);
  }

  /** Ends the run with the records read so far: the inspector answers with its end. */
  function conclude(outcome: 'stopped' | 'failed', error: string | null): void {
    engine.worker.terminate();
    if (ready) {
      inspector.conclude(outcome, error);
      finished.promise.then(letGo);
    } else {
      // The inspector has read nothing, and may never answer.
      endWith(outcome, error);
      inspector.close();
    }
  }

  function hear(news: InspectorNews): void {
    silentLooks = 0;
    switch (news.type) {
      case 'ready':
        ready = true;
        break;
      case 'snapshot':
        latest = snapshotOf(news);
        onSnapshot(latest);
        break;
      case 'finished':
        finished.resolve(snapshotOf(news));
        break;
      case 'read-to-end':
        letGo();
        break;
      case 'output':
        onNews(news);
        break;
      case 'failed':
        // An inspector may be closed before it has answered with a stopped run's end.
        if (signal.aborted) {
          endWith('stopped', null);
        } else {
          endWith('failed', news.error);
        }
        break;
    }
  }

  const start = modules.start ?? startEngine;
  const failed = (error: string) => conclude('failed', error);
  const engine = start(modules.engine, request, failed, onNews);
  const inspector = new RunInspector(modules.inspector, engine.port, hear);
  signal.addEventListener('abort', stop);
  return { inspector, finished: finished.promise, released: released.promise };
}

/** The snapshot in a message of an inspector. */
export function snapshotOf({ timeline, collections, result }: Snapshot): Snapshot {
  return { timeline, collections, result };
}
