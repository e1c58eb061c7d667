/** Captures as files: saving a run's capture, and reading a saved one. */

import { RunInspector } from '../engine/inspector.ts';
import type { CaptureMessage, Modules, ReadMessage, RunEnd } from '../engine/messages.ts';
import { startEngine } from '../engine/start-engine.ts';
import type { RunRequest, RunResult } from '../model/run-result.ts';
import { type Readers, readHardLimit } from '../settings/settings.ts';
import { deferred } from '../util/deferred.ts';
import { messageOf } from '../util/errors.ts';
import { quote } from '../util/quote.ts';
import type { OpenedCapture, RunState } from './session.ts';
import { type Snapshot, snapshotOf } from './start-run.ts';

/** The file extension of captures. */
export const EXTENSION = '.hwcapture';

/** Bytes of a file read at a time. */
const PIECE = 1024 * 1024;

/**
 * The capture of a run as a file.
 *
 * Runs do not retain their records. The run is repeated, which by design yields the same bytes, up
 * to the length at which the run ended.
 */
export async function keepCapture(
  modules: Modules,
  run: RunState,
  signal?: AbortSignal,
  onProgress?: (share: number) => void,
): Promise<Blob> {
  const { request, snapshot, inspector, file } = run;
  if (file !== null) {
    return file;
  }
  if (snapshot === null || inspector === null) {
    throw new Error(`${request.run} has no run to save`);
  }
  await run.released;
  const { outcome, durationMs, error } = snapshot.result;
  const conclusion: RunEnd = { outcome, durationMs, error };
  const { length, end } = await inspector.ask({ is: 'keeping', conclusion });
  signal?.throwIfAborted();
  const pieces: Blob[] = [];
  let taken = 0;
  const whole = deferred<void>();
  const start = modules.start ?? startEngine;
  const failed = (error: string) => whole.reject(new Error(error));
  const engine = start(modules.engine, request, failed, () => {});
  signal?.addEventListener('abort', () => whole.reject(signal.reason));
  engine.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
    if (data.type === 'records') {
      const piece = data.bytes.slice(0, Math.min(data.length, length - taken));
      pieces.push(new Blob([piece]));
      taken += piece.byteLength;
      onProgress?.(taken / length);
      engine.port.postMessage({ read: taken } satisfies ReadMessage);
    }
    if (taken === length) {
      whole.resolve();
    } else if (data.type === 'closed') {
      whole.reject(new Error('the repeated run differs from the original'));
    }
  };
  try {
    await whole.promise;
  } finally {
    engine.worker.terminate();
    engine.port.close();
  }
  return new Blob([...pieces, end], { type: 'application/octet-stream' });
}

/**
 * Reads a saved capture. Its settings are validated by the readers, like those of an address.
 *
 * @throws The problem of the file, as text.
 */
export async function openCapture(
  modules: Modules,
  file: Blob,
  readers: Readers,
): Promise<OpenedCapture> {
  const { port1, port2 } = new MessageChannel();
  const { promise: finished, resolve, reject } = deferred<Snapshot>();
  // The result is awaited after everything has been sent.
  finished.catch(() => {});
  const inspector = new RunInspector(modules.inspector, port2, (news) => {
    if (news.type === 'finished') {
      resolve(snapshotOf(news));
    } else if (news.type === 'failed') {
      reject(new Error(news.error));
    }
  });
  try {
    await Promise.race([send(file, port1), finished]);
    const conclusion = await Promise.race([
      inspector.ask({ is: 'conclusion' }),
      failureOf(finished),
    ]);
    end(port1, conclusion);
    const snapshot = await finished;
    checkSettings(snapshot.result, readers);
    return { request: requestOf(snapshot.result), snapshot, inspector };
  } catch (error) {
    inspector.close();
    throw error;
  } finally {
    port1.close();
  }
}

/** Sends a file in chunks, each after the previous one has been read. */
async function send(file: Blob, port: MessagePort): Promise<void> {
  for (let from = 0; from < file.size; from += PIECE) {
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

function end(port: MessagePort, { outcome, error, durationMs }: RunEnd): void {
  const messages: CaptureMessage[] = [
    { type: 'ended', outcome, error, elapsedMs: durationMs },
    { type: 'closed' },
  ];
  for (const message of messages) {
    port.postMessage(message);
  }
}

/** Rejects when the promise does, and never resolves. */
function failureOf(promise: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    promise.catch(reject);
  });
}

/** Throws an error that names the setting of a run that no engine accepts as it is written. */
function checkSettings({ policy, ranges, memory }: RunResult, readers: Readers): void {
  const written = ranges.join(',');
  const checks: readonly [name: string, text: string, read: (text: string) => string][] = [
    ['policy', policy, (text) => readers.describePolicy(text).policy],
    ['ranges', written, readers.readRanges],
    ['growth step', memory.growth, readers.readGrowth],
    ['hard limit', `${memory.hardLimit ?? 'none'}`, canonicalHardLimit],
  ];
  for (const [name, text, read] of checks) {
    let canonical: string;
    try {
      canonical = read(text);
    } catch (error) {
      throw new Error(`a setting of the capture is invalid, its ${name}: ${messageOf(error)}`);
    }
    if (canonical !== text) {
      throw new Error(
        `a setting of the capture is invalid, its ${name}: ${quote(text)} is written ${quote(canonical)}`,
      );
    }
  }
}

/** The canonical text of a limit of linear memory in bytes. */
function canonicalHardLimit(text: string): string {
  return `${readHardLimit(text === 'none' ? text : `${text}B`)?.bytes ?? 'none'}`;
}

/** The request of a run, from its result. */
function requestOf(result: RunResult): RunRequest {
  const { policy, ranges, traced, native, memory } = result;
  const { growth, hardLimit } = memory;
  return { run: policy, ranges, growth, hardLimit, traced, native };
}
