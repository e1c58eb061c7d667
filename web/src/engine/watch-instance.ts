/** Watching one instance of a run, in a worker and an engine of its own. */

import type { InstanceHistory } from '../model/instance-history.ts';
import type { WatchMessage, WatchNews, WatchRequest } from './messages.ts';
import { loadLate } from './modules.ts';
import workerUrl from './watch-instance-worker.ts?worker&url';
import { workerTask } from './worker-task.ts';

/**
 * Runs the exercise until the instance is freed, and resolves with its history. Rejects with the
 * reason as text if there is none, and when the signal is aborted, which terminates the worker at
 * once.
 */
export async function watchInstance(
  request: WatchRequest,
  signal: AbortSignal,
  onProgress: (calls: number) => void,
): Promise<InstanceHistory> {
  const module = await loadLate('exerciseTools');
  const message: WatchMessage = { module, ...request };
  const missing = 'the engine could not be loaded';
  const task = { worker: workerUrl, message, missing, name: 'engine' };
  return workerTask<WatchNews, InstanceHistory>(task, signal, (news, answer) => {
    if (news.type === 'progress') {
      onProgress(news.calls);
    } else {
      answer(news.history);
    }
  });
}
