/** Watching one instance of a run, in a worker and an engine of its own. */

import type { InstanceHistory } from '../model/instance-history.ts';
import { loadExerciseTools } from './modules.ts';
import workerUrl from './watch-instance-worker.ts?worker&url';
import { workerTask } from './worker-task.ts';

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

/** What the worker tells as long as it does not fail. The last is `seen`. */
export type WatchNews =
  | { readonly type: 'progress'; readonly calls: number }
  | { readonly type: 'seen'; readonly history: InstanceHistory };

/**
 * Runs the exercise until the instance is freed, and answers its history. Rejects, with the reason
 * in words, where there is none, and when the signal is aborted, which ends the worker at once.
 */
export async function watchInstance(
  request: WatchRequest,
  signal: AbortSignal,
  onProgress: (calls: number) => void,
): Promise<InstanceHistory> {
  const module = await loadExerciseTools();
  const message: WatchMessage = { module, ...request };
  const task = { worker: workerUrl, message, missing: 'the engine could not be loaded' };
  return workerTask<WatchNews, InstanceHistory>(task, signal, (news, answer) => {
    if (news.type === 'progress') {
      onProgress(news.calls);
    } else {
      answer(news.history);
    }
  });
}
