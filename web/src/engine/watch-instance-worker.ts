/** A run that watches one instance. It is separate from the measured runs. */

import initExerciseTools, {
  watch_instance,
} from '../../wasm/exercise-tools/highwater_exercise_tools.js';
import type { InstanceHistory } from '../model/instance-history.ts';
import { messageOf } from '../util/errors.ts';
import type { FailedMessage, WatchMessage, WatchNews } from './messages.ts';
import { watched } from './watched-worker.ts';

/** Milliseconds between two progress reports. */
const BETWEEN = 100;

const scope = self as unknown as { postMessage(message: WatchNews | FailedMessage): void };

self.addEventListener('message', (event: MessageEvent<WatchMessage>) => {
  watch(event.data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: describeError(error) });
  });
});

async function watch({ module, policy, ranges, instance }: WatchMessage): Promise<void> {
  await Promise.all([initExerciseTools({ module_or_path: module }), watched]);
  let reportedAt = performance.now();
  const listener = {
    progressed(calls: number) {
      const now = performance.now();
      if (now - reportedAt >= BETWEEN) {
        reportedAt = now;
        scope.postMessage({ type: 'progress', calls });
      }
    },
  };
  const history = JSON.parse(watch_instance(policy, ranges, instance, listener)) as InstanceHistory;
  scope.postMessage({ type: 'seen', history });
}

function describeError(error: unknown): string {
  // The engine has no other way to end when an allocation fails.
  return error instanceof WebAssembly.RuntimeError
    ? 'the browser refused the memory that the run needs: choose smaller ranges'
    : messageOf(error);
}
