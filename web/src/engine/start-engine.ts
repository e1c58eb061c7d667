/** Starts an engine: its worker, and the port that delivers its capture. */

import engineWorker from './engine-worker.ts?worker&url';
import type { EngineMessage, EngineStart, FailedMessage } from './messages.ts';
import { startWorker } from './start-worker.ts';
import { describeSilentEnd } from './worker-life.ts';

/** Starts the exercise's engine. */
export const startEngine: EngineStart = (module, request, failed) => {
  const { worker, terminate } = startWorker(engineWorker, (end) => {
    failed(describeSilentEnd('engine', end));
  });
  const { port1, port2 } = new MessageChannel();
  worker.addEventListener('message', ({ data }: MessageEvent<FailedMessage>) => {
    failed(data.error);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    failed(event.message || 'the engine could not be loaded');
  });
  const message: EngineMessage = { module, request, port: port1 };
  worker.postMessage(message, [port1]);
  return { port: port2, terminate };
};
