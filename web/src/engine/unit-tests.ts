/** The page's end of the unit tests of results. */

import type { TestOutcome } from '../model/test-report.ts';
import type { UnitTestMessage, UnitTestOutcome } from './messages.ts';
import workerUrl from './unit-test-worker.ts?worker&url';
import { workerTask } from './worker-task.ts';

/**
 * Runs unit tests under a policy in a new worker, which is terminated at their end or when the
 * signal is aborted. Each outcome is reported as it arrives.
 *
 * @throws The reason why the tests could not be run, or the signal's reason.
 */
export async function runUnitTests(
  message: UnitTestMessage,
  signal: AbortSignal,
  onOutcome: (outcome: TestOutcome) => void,
): Promise<void> {
  const missing = 'the engine could not be loaded';
  let left = message.names.length;
  const task = { worker: workerUrl, message, missing, name: 'engine' };
  await workerTask<UnitTestOutcome, void>(task, signal, ({ outcome }, answer) => {
    onOutcome(outcome);
    left -= 1;
    if (left === 0) {
      answer();
    }
  });
}
