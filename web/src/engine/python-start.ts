/** Starts the interpreter: its worker, its capture, and the program's reports. */

import type { ProgramNews } from '../model/program-news.ts';
import type { EngineStart, FailedMessage } from './messages.ts';
import type { ProgramMessage } from './python-messages.ts';
import { startWorker } from './start-worker.ts';
import { describeSilentEnd } from './worker-life.ts';

/** Starts the run of the request's program in a worker of that address. */
export function startPython(
  address: string,
  ...[module, request, failed, told]: Parameters<EngineStart>
): ReturnType<EngineStart> {
  const { worker, terminate } = startWorker(address, (end) => {
    failed(describeSilentEnd('interpreter', end));
  });
  const capture = new MessageChannel();
  // Not the worker's own port: messages in transit there are lost when the worker is terminated.
  const news = new MessageChannel();
  news.port1.onmessage = ({ data }: MessageEvent<ProgramNews>) => {
    told(data);
    if (data.type === 'over') {
      // The run ends only after all reports of the program have arrived.
      news.port1.postMessage('heard');
      news.port1.close();
    }
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FailedMessage>) => {
    failed(data.error);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    failed(event.message || 'the interpreter could not be loaded');
  });
  const message: ProgramMessage = { module, request, port: capture.port1, news: news.port2 };
  worker.postMessage(message, [capture.port1, news.port2]);
  return { port: capture.port2, terminate };
}
