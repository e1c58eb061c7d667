/**
 * One run: the engine in one linear memory, the inspector in another, and this worker between
 * them, which copies the records of the one into the other.
 */

import initEngine, * as engine from '../../wasm/engine/highwater_engine.js';
import initInspector, { Inspector } from '../../wasm/inspector/highwater_inspector.js';
import type { Outcome, Request, RunResult } from '../result.ts';
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
      inspector.feed(length, elapsed());
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
  // The trap of an engine out of memory leaves records behind that still have to be read.
  engine.finish();
  switch (engine.outcome()) {
    case 0:
      return { outcome: 'completed', error: null };
    case 1:
      return { outcome: 'out-of-memory', error: 'the hard limit refused more linear memory' };
    case 2:
      return { outcome: 'out-of-memory', error: 'the browser refused more linear memory' };
    case 3:
      return {
        outcome: 'failed',
        error: 'RecursionError: maximum recursion depth exceeded, as CPython would have it',
      };
    default:
      return { outcome: 'failed', error: messageOf(thrown) };
  }
}

function resultOf(
  inspector: Inspector,
  outcome: Outcome,
  durationMs: number,
  error: string | null,
): RunResult {
  const result = JSON.parse(inspector.result(outcome, durationMs)) as RunResult;
  return { ...result, error: error ?? result.error };
}

function post(type: 'snapshot' | 'finished', inspector: Inspector, result: RunResult): void {
  const timeline = inspector.timeline();
  scope.postMessage({ type, timeline, result }, [timeline.buffer]);
}
