/**
 * One run: the engine in one linear memory, the inspector in another, and this worker between
 * them, which copies the records of the one into the other.
 */

import initEngine, * as engine from '../../wasm/engine/highwater_engine.js';
import initInspector, { Inspector } from '../../wasm/inspector/highwater_inspector.js';
import type { Outcome, Request, RunResult } from '../result.ts';
import { formatSize } from '../size.ts';
import { messageOf } from '../state/settings.ts';
import type { RunMessage, WorkerMessage } from './messages.ts';

/** Milliseconds between two snapshots: eight a second look smooth and cost nothing. */
const SNAPSHOT_INTERVAL = 125;

/** The first snapshot comes sooner, so that a run stopped at once has numbers too. */
const FIRST_SNAPSHOT = 20;

const scope = self as unknown as {
  postMessage(message: WorkerMessage, transfer?: Transferable[]): void;
};

self.addEventListener('message', (event: MessageEvent<RunMessage>) => {
  run(event.data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

async function run({ modules, request }: RunMessage): Promise<void> {
  const [engineExports, inspectorExports] = await Promise.all([
    initEngine({ module_or_path: modules.engine }),
    initInspector({ module_or_path: modules.inspector }),
  ]);
  const inspector = new Inspector();
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  let nextSnapshot = FIRST_SNAPSHOT;

  engine.connect({
    records(pointer: number, length: number) {
      const target = inspector.reserve(length);
      // Both views are made afresh: a memory that has grown detaches the old ones.
      new Uint8Array(inspectorExports.memory.buffer, target, length).set(
        new Uint8Array(engineExports.memory.buffer, pointer, length),
      );
      inspector.feed(elapsed());
    },
    progress() {
      const now = elapsed();
      if (now >= nextSnapshot) {
        nextSnapshot = now + SNAPSHOT_INTERVAL;
        post('snapshot', inspector, resultOf(inspector, 'stopped', now, null));
      }
    },
  });

  const { outcome, error } = runEngine(request);
  post('finished', inspector, resultOf(inspector, outcome, elapsed(), error));
}

function runEngine(request: Request): { outcome: Outcome; error: string | null } {
  let thrown: unknown = null;
  try {
    engine.run(
      request.policy,
      request.ranges.join(','),
      request.growth,
      request.hardLimit ?? undefined,
      request.traced,
    );
  } catch (error) {
    thrown = error;
  }
  // What the run made is released only now, so that its end is on record too. After a trap
  // there are still records to be read.
  engine.finish();
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

function resultOf(
  inspector: Inspector,
  outcome: Outcome,
  durationMs: number,
  error: string | null,
): RunResult {
  // A tenth of a millisecond is as fine as a browser's clock lets on.
  const duration = Math.round(durationMs * 10) / 10;
  return JSON.parse(inspector.result(outcome, duration, error ?? undefined)) as RunResult;
}

function post(type: 'snapshot' | 'finished', inspector: Inspector, result: RunResult): void {
  const timeline = inspector.timeline();
  scope.postMessage({ type, timeline, result }, [timeline.buffer]);
}
