/** A single task in a new worker. */

import { deferred } from '../util/deferred.ts';
import type { FailedMessage } from './messages.ts';
import { startWorker } from './start-worker.ts';
import { describeSilentEnd } from './worker-life.ts';

/** A task of a worker. */
interface WorkerTask {
  /** The worker's URL. */
  readonly worker: string;
  readonly message: unknown;
  /** The message if the worker cannot be loaded. */
  readonly missing: string;
  /** The name of the worker's program, for the message if it ends on its own. */
  readonly name: string;
}

/**
 * Has a new worker do a task. `hear` is called for each message of the worker, and returns the
 * answer for the last one. The worker is terminated after the answer, or when the signal is
 * aborted.
 *
 * @throws The reason why the task failed, or the signal's reason.
 */
export async function workerTask<News, Answer>(
  { worker: address, message, missing, name }: WorkerTask,
  signal: AbortSignal,
  onNews: (news: News, answer: (value: Answer) => void) => void,
): Promise<Answer> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = deferred<Answer>();
  const { worker, terminate } = startWorker(address, (end) => {
    reject(new Error(describeSilentEnd(name, end)));
  });
  worker.addEventListener('message', ({ data }: MessageEvent<News | FailedMessage>) => {
    if (isFailure(data)) {
      reject(new Error(data.error));
    } else {
      onNews(data, resolve);
    }
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    reject(new Error(event.message || missing));
  });
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop);
  worker.postMessage(message);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    terminate();
  }
}

function isFailure<News>(data: News | FailedMessage): data is FailedMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'failed';
}
