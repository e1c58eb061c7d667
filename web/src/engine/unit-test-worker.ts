/** Runs unit tests in an engine of its own, one after another, and reports the outcome of each. */

import initExerciseTools, {
  run_unit_test,
  type UnitTestResult,
} from '../../wasm/exercise-tools/highwater_exercise_tools.js';
import { messageOf } from '../util/errors.ts';
import type { UnitTestMessage, UnitTestReply } from './messages.ts';
import { watched } from './watched-worker.ts';

const scope = self as unknown as { postMessage(message: UnitTestReply): void };

self.addEventListener('message', ({ data }: MessageEvent<UnitTestMessage>) => {
  run(data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

async function run({ module, policy, names }: UnitTestMessage): Promise<void> {
  await Promise.all([initExerciseTools({ module_or_path: module }), watched]);
  for (const name of names) {
    const started = performance.now();
    const { error, peakLive } = JSON.parse(run_unit_test(name, policy)) as UnitTestResult;
    // Browser clocks are no finer than a tenth of a millisecond.
    const durationMs = Math.round((performance.now() - started) * 10) / 10;
    const passed = error === null;
    scope.postMessage({
      type: 'outcome',
      outcome: { name, passed, message: error, durationMs, peakLive },
    });
  }
}
