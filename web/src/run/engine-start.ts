/** Starting an engine: its worker, and the port through which its capture comes. */

import type { Request } from '../result.ts';
import engineWorker from './engine-worker.ts?worker&url';
import type { EngineMessage, FailedMessage } from './messages.ts';
import { startWorker } from './workers.ts';

export interface StartedEngine {
  readonly worker: Worker;
  readonly port: MessagePort;
}

/** Starts the run of an engine in a fresh worker; where it breaks down, `failed` hears why. */
export function startEngine(
  module: WebAssembly.Module,
  request: Request,
  failed: (error: string) => void,
): StartedEngine {
  const worker = startWorker(engineWorker);
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
  return { worker, port: port2 };
}
