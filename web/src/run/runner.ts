/** One run in a fresh dedicated worker: a linear memory never shrinks, so none is used twice. */

import { emptyResult, type Request, type RunResult } from '../result.ts';
import { EMPTY_TIMELINE, type Timeline } from '../timeline.ts';
import type { Modules, RunMessage, WorkerMessage } from './messages.ts';

/** What is known of a run, whether it goes on or has ended. */
export interface Snapshot {
  readonly timeline: Timeline;
  readonly result: RunResult;
}

/** How often a silent worker is looked for, in milliseconds. */
const WATCH_INTERVAL = 5000;

/** Looks without a word from the worker until it is taken for dead. */
const WATCH_PATIENCE = 6;

/**
 * Makes one run and resolves with its end, whatever that is; it never rejects. Aborting the
 * signal terminates the worker at once and ends the run with the numbers of the last snapshot.
 */
export function runInWorker(
  modules: Modules,
  request: Request,
  signal: AbortSignal,
  onSnapshot: (snapshot: Snapshot) => void,
): Promise<Snapshot> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    let latest: Snapshot | null = null;
    let silentLooks = 0;

    // A worker that the browser kills says nothing. Looks are counted instead of seconds, so
    // that a computer asleep is not taken for a worker that is dead.
    const watch = setInterval(() => {
      silentLooks += 1;
      if (silentLooks > WATCH_PATIENCE) {
        endWith('failed', 'the worker has stopped answering');
      }
    }, WATCH_INTERVAL);

    function end(snapshot: Snapshot): void {
      clearInterval(watch);
      signal.removeEventListener('abort', stop);
      worker.terminate();
      resolve(snapshot);
    }

    function endWith(outcome: 'stopped' | 'failed', error: string | null): void {
      const result = latest?.result ?? emptyResult(request, outcome, error);
      end({ timeline: latest?.timeline ?? EMPTY_TIMELINE, result: { ...result, outcome, error } });
    }

    function stop(): void {
      endWith('stopped', null);
    }

    worker.addEventListener('message', (event: MessageEvent<WorkerMessage>) => {
      const message = event.data;
      silentLooks = 0;
      switch (message.type) {
        case 'snapshot':
          latest = { timeline: message.timeline, result: message.result };
          onSnapshot(latest);
          break;
        case 'finished':
          end({ timeline: message.timeline, result: message.result });
          break;
        case 'failed':
          endWith('failed', message.error);
          break;
      }
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      endWith('failed', event.message || 'the worker could not be loaded');
    });
    worker.addEventListener('messageerror', () => {
      endWith('failed', 'a message of the worker could not be read');
    });

    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop);
    worker.postMessage({ modules, request } satisfies RunMessage);
  });
}
