/**
 * The engine of one run. It hands its records to the inspector, which has a worker of its own:
 * this one is ended with the run, and its linear memory, which never shrinks, with it.
 */

import initEngine, * as engine from '../../wasm/engine/highwater_engine.js';
import type { Outcome, Request } from '../result.ts';
import { formatSize } from '../size.ts';
import { messageOf } from '../state/reading.ts';
import { buildOf } from './build-id.ts';
import type { CaptureMessage, EngineMessage, FailedMessage, ReadMessage } from './messages.ts';

/** Bytes of records that may wait to be read: enough to keep both workers busy. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** Bytes of records that are sent at once: each message costs both workers time. */
const PARCEL = 512 * 1024;

/** Milliseconds after which what there is is sent, so that the page is up to date. */
const LATEST = 40;

const scope = self as unknown as { postMessage(message: FailedMessage): void };

self.addEventListener('message', (event: MessageEvent<EngineMessage>) => {
  run(event.data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

async function run({ module, request, port }: EngineMessage): Promise<void> {
  const { memory } = await initEngine({ module_or_path: module });
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  let [sent, read] = [0, 0];
  let wake = () => {};
  let parcel = new Uint8Array(PARCEL);
  let [filled, sentAt] = [0, 0];

  function send(now: number): void {
    if (filled > 0) {
      const { buffer } = parcel;
      post({ type: 'records', bytes: buffer, length: filled, elapsedMs: now }, [buffer]);
      sent += filled;
      parcel = new Uint8Array(PARCEL);
      filled = 0;
    }
    sentAt = now;
  }

  function post(message: CaptureMessage, transfer: Transferable[] = []): void {
    port.postMessage(message, transfer);
  }

  port.onmessage = ({ data }: MessageEvent<ReadMessage>) => {
    read = data.read;
    wake();
  };
  engine.connect({
    records(pointer: number, length: number) {
      const now = elapsed();
      if (filled + length > PARCEL || now - sentAt >= LATEST) {
        send(now);
      }
      parcel.set(new Uint8Array(memory.buffer, pointer, length), filled);
      filled += length;
    },
  });

  let thrown: unknown = null;
  try {
    const { policy, ranges, growth, hardLimit, traced } = request;
    const limit = hardLimit ?? undefined;
    engine.start(policy, ranges.join(','), growth, limit, traced, buildOf(module));
    while (engine.advance()) {
      while (sent - read > MOST_UNREAD) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } catch (error) {
    thrown = error;
  }
  if (thrown !== null) {
    // After a trap there are still records to be read, and there will be no more.
    engine.finish();
  }
  const endedMs = elapsed();
  send(endedMs);
  post({ type: 'ended', ...endOf(request, thrown), elapsedMs: endedMs });
  // What the run made is released only now, so that its end is on record too.
  engine.finish();
  send(elapsed());
  post({ type: 'closed' });
}

function endOf(request: Request, thrown: unknown): { outcome: Outcome; error: string | null } {
  switch (engine.outcome()) {
    case 0:
      return { outcome: 'completed', error: null };
    case 1:
      return { outcome: 'out-of-memory', error: describeLimit(request) };
    case 2:
      return { outcome: 'out-of-memory', error: 'the browser refused to let linear memory grow' };
    default:
      return { outcome: 'failed', error: engine.error() ?? messageOf(thrown) };
  }
}

function describeLimit({ hardLimit }: Request): string {
  return `linear memory was not let past the hard limit of ${formatSize(hardLimit ?? 0)}`;
}
