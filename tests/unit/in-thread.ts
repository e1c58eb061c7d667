/** Something done in a thread of its own, which answers with one message. */

import { type ResourceLimits, Worker } from 'node:worker_threads';

/** The answer of the script at an address, which is given the task. */
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
