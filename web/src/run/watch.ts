/** Watching one instance of a run, in a worker and an engine of its own. */

import type { InstanceHistory } from '../holders/history.ts';
import { loadExaminer } from './modules.ts';
import workerUrl from './watch-worker.ts?worker&url';
import { startWorker } from './workers.ts';

/** The instance to watch. */
export interface WatchRequest {
  readonly policy: string;
  /** Canonical text, such as `500,1000`. */
  readonly ranges: string;
  /** Its number in the run, from 0. */
  readonly instance: number;
}

/** To the worker: all it needs. */
export interface WatchMessage extends WatchRequest {
  readonly module: WebAssembly.Module;
}

/** What the worker tells. The last is one of `seen` and `failed`. */
export type WatchNews =
  | { readonly type: 'progress'; readonly calls: number }
  | { readonly type: 'seen'; readonly history: InstanceHistory }
  | { readonly type: 'failed'; readonly error: string };

/**
 * Runs the exercise until the instance is freed, and answers its history. Rejects, with the reason
 * in words, where there is none, and when the signal is aborted, which ends the worker at once.
 */
export async function watchInstance(
  request: WatchRequest,
  signal: AbortSignal,
  onProgress: (calls: number) => void,
): Promise<InstanceHistory> {
  const module = await loadExaminer();
  signal.throwIfAborted();
  const worker = startWorker(workerUrl);
  const history = new Promise<InstanceHistory>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error(event.message || 'the engine could not be loaded'));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<WatchNews>) => {
      switch (data.type) {
        case 'progress':
          onProgress(data.calls);
          break;
        case 'seen':
          resolve(data.history);
          break;
        case 'failed':
          reject(new Error(data.error));
          break;
      }
    });
    const message: WatchMessage = { module, ...request };
    worker.postMessage(message);
  });
  return history.finally(() => worker.terminate());
}
