/** The page's end of the unit tests of results. */

import type { TestOutcome } from '../test/report.ts';
import { deferred } from './deferred.ts';
import workerUrl from './unit-test-worker.ts?worker&url';
import { startWorker } from './workers.ts';

/** To the worker: all it needs. */
export interface UnitTestMessage {
  readonly module: WebAssembly.Module;
  readonly policy: string;
  readonly names: readonly string[];
}

export type UnitTestReply =
  | { readonly type: 'outcome'; readonly outcome: TestOutcome }
  /** The tests could not be run. */
  | { readonly type: 'failed'; readonly error: string };

/**
 * Runs unit tests under a policy in a fresh worker, which ends with them or as soon as the signal
 * is aborted. Each outcome is told as it comes.
 *
 * @throws Why the tests could not be run, in words, or the signal's reason.
 */
export async function runUnitTests(
  message: UnitTestMessage,
  signal: AbortSignal,
  onOutcome: (outcome: TestOutcome) => void,
): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = deferred<void>();
  const worker = startWorker(workerUrl);
  let left = message.names.length;
  worker.addEventListener('message', ({ data }: MessageEvent<UnitTestReply>) => {
    if (data.type === 'failed') {
      reject(new Error(data.error));
      return;
    }
    onOutcome(data.outcome);
    left -= 1;
    if (left === 0) {
      resolve();
    }
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    reject(new Error(event.message || 'the engine could not be loaded'));
  });
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop);
  worker.postMessage(message);
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    worker.terminate();
  }
}
