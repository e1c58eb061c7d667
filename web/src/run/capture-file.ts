/** Captures as files: keeping that of a run, and reading one that was kept. */

import type { Request, RunResult } from '../result.ts';
import { messageOf } from '../state/reading.ts';
import { RunInspector } from './inspector.ts';
import type {
  CaptureMessage,
  Conclusion,
  EngineMessage,
  FailedMessage,
  Modules,
  ReadMessage,
} from './messages.ts';
import type { Snapshot } from './runner.ts';
import type { PolicyRun } from './session.ts';

/** What the names of captures end with. */
export const EXTENSION = '.hwcapture';

/** Bytes of a file that are read at a time. */
const PIECE = 1024 * 1024;

/** A capture that was read, as if its run had just ended. */
export interface OpenedCapture {
  readonly request: Request;
  readonly snapshot: Snapshot;
  readonly inspector: RunInspector;
}

/**
 * The capture of a run as it is kept in a file.
 *
 * No run keeps its records. It is made once more for this, which by design yields the same bytes,
 * and as many of them are taken as the run had when it ended.
 */
export async function keepCapture(
  modules: Modules,
  run: PolicyRun,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Blob> {
  const { request, snapshot, inspector, file } = run;
  if (file !== null) {
    return file;
  }
  if (snapshot === null || inspector === null) {
    throw new Error(`${request.policy} has no run to keep`);
  }
  await run.released;
  const { outcome, durationMs, error } = snapshot.result;
  const conclusion: Conclusion = { outcome, durationMs, error };
  const { length, end } = await inspector.ask({ is: 'keeping', conclusion });
  const engine = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  const pieces: Blob[] = [];
  let taken = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      signal.throwIfAborted();
      signal.addEventListener('abort', () => reject(signal.reason));
      engine.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new Error(event.message || 'the engine could not be loaded'));
      });
      engine.addEventListener('message', ({ data }: MessageEvent<FailedMessage>) => {
        reject(new Error(data.error));
      });
      port2.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
        if (data.type === 'records') {
          const piece = data.bytes.slice(0, Math.min(data.length, length - taken));
          pieces.push(new Blob([piece]));
          taken += piece.byteLength;
          onProgress(taken / length);
          port2.postMessage({ read: taken } satisfies ReadMessage);
        }
        if (taken === length) {
          resolve();
        } else if (data.type === 'closed') {
          reject(new Error('the run could not be made a second time as it was'));
        }
      };
      const message: EngineMessage = { module: modules.engine, request, port: port1 };
      engine.postMessage(message, [port1]);
    });
  } finally {
    engine.terminate();
    port2.close();
  }
  return new Blob([...pieces, end], { type: 'application/octet-stream' });
}

/**
 * Reads a capture that was kept.
 *
 * @throws What is wrong with the file, in words.
 */
export async function openCapture(
  modules: Modules,
  file: Blob,
  signal: AbortSignal,
): Promise<OpenedCapture> {
  const { port1, port2 } = new MessageChannel();
  let [finish, refuse] = [(_: Snapshot) => {}, (_: unknown) => {}];
  const finished = new Promise<Snapshot>((resolve, reject) => {
    [finish, refuse] = [resolve, reject];
  });
  // It is looked at only when all has been sent.
  finished.catch(() => {});
  const inspector = new RunInspector(modules.inspector, port2, (news) => {
    if (news.type === 'finished') {
      finish({ timeline: news.timeline, result: news.result });
    } else if (news.type === 'failed') {
      refuse(new Error(news.error));
    }
  });
  try {
    await Promise.race([send(file, port1, signal), finished]);
    const conclusion = await Promise.race([
      inspector.ask({ is: 'conclusion' }),
      failureOf(finished),
    ]);
    end(port1, conclusion);
    const snapshot = await finished;
    return { request: requestOf(snapshot.result), snapshot, inspector };
  } catch (error) {
    inspector.close();
    throw error;
  } finally {
    port1.close();
  }
}

/** Sends a file piece by piece, each when the one before has been read. */
async function send(file: Blob, port: MessagePort, signal: AbortSignal): Promise<void> {
  for (let from = 0; from < file.size; from += PIECE) {
    signal.throwIfAborted();
    const bytes = await file
      .slice(from, from + PIECE)
      .arrayBuffer()
      .catch((error: unknown) => {
        throw new Error(`the file could not be read: ${messageOf(error)}`);
      });
    const read = new Promise<void>((resolve) => {
      port.onmessage = () => resolve();
    });
    const { byteLength: length } = bytes;
    const message: CaptureMessage = { type: 'records', bytes, length, elapsedMs: 0 };
    port.postMessage(message, [bytes]);
    await read;
  }
}

function end(port: MessagePort, { outcome, error, durationMs }: Conclusion): void {
  const messages: CaptureMessage[] = [
    { type: 'ended', outcome, error, elapsedMs: durationMs },
    { type: 'closed' },
  ];
  for (const message of messages) {
    port.postMessage(message);
  }
}

/** Rejects when the promise does, and settles in no other way. */
function failureOf(promise: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    promise.catch(reject);
  });
}

/** What a run was asked for, by its result. */
function requestOf(result: RunResult): Request {
  const { policy, ranges, traced, memory } = result;
  const { growth, hardLimit } = memory;
  return { policy, ranges, growth, hardLimit, traced };
}
