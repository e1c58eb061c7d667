/** A task in a thread of its own, which answers with one message. */

import { type ResourceLimits, Worker } from 'node:worker_threads';

/** The answer of a script by URL, with the task as its input. */
export async function inThread<T>(
  script: URL,
  task: unknown,
  resourceLimits: ResourceLimits = {},
): Promise<T> {
  const worker = new Worker(script, { workerData: task, execArgv: [], resourceLimits });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
      worker.once('exit', () => reject(new Error('the run said nothing')));
    });
  } finally {
    await worker.terminate();
  }
}
