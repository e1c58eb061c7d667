/**
 * The engine of one run. It sends its records to the inspector, which runs in a worker of its own:
 * this worker ends with the run and frees its linear memory, which never shrinks.
 */

import initEngine, * as engine from '../../wasm/engine/highwater_engine.js';
import type { RunRequest } from '../model/run-result.ts';
import { messageOf } from '../util/errors.ts';
import { buildOf } from './custom-sections.ts';
import type { EngineMessage, FailedMessage } from './messages.ts';
import { describeLimit, REFUSED_BY_THE_BROWSER } from './out-of-memory.ts';
import { type End, RecordSender } from './record-sender.ts';
import { watched } from './watched-worker.ts';

const scope = self as unknown as { postMessage(message: FailedMessage): void };

self.addEventListener('message', (event: MessageEvent<EngineMessage>) => {
  run(event.data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

async function run({ module, request, port }: EngineMessage): Promise<void> {
  const [{ memory }] = await Promise.all([initEngine({ module_or_path: module }), watched]);
  const sender = new RecordSender(port, memory);
  engine.connect({ records: (pointer: number, length: number) => sender.take(pointer, length) });

  let thrown: unknown = null;
  try {
    const { run, ranges, growth, hardLimit, traced } = request;
    const limit = hardLimit ?? undefined;
    engine.start(run, ranges.join(','), growth, limit, traced, buildOf(module));
    while (engine.advance()) {
      await sender.untilRead();
    }
  } catch (error) {
    thrown = error;
  }
  if (thrown !== null) {
    // After a trap, the remaining records are sent and the capture is closed.
    engine.finish();
  }
  sender.end(endOf(request, thrown));
  // The run's memory is released only now, so that the capture includes the release.
  engine.finish();
  sender.close();
}

function endOf({ hardLimit }: RunRequest, thrown: unknown): End {
  switch (engine.outcome()) {
    case 0:
      return { outcome: 'completed', error: null };
    case 1:
      return { outcome: 'out-of-memory', error: describeLimit(hardLimit) };
    case 2:
      return { outcome: 'out-of-memory', error: REFUSED_BY_THE_BROWSER };
    default:
      return { outcome: 'failed', error: engine.error() ?? messageOf(thrown) };
  }
}
