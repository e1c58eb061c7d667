/**
 * One run of the engine in a thread of its own, as in the page's worker: a new engine and a new
 * inspector, which reads the engine's records as they arrive.
 */

import { parentPort, workerData } from 'node:worker_threads';
import * as engine from '../../web/wasm/engine/highwater_engine.js';
import { Inspector, initSync } from '../../web/wasm/inspector/highwater_inspector.js';

/** @type {import('./engine-run.ts').WorkerTask} */
const { modules, settings, heapStart } = workerData;

const OUTCOMES = ['completed', 'out-of-memory', 'out-of-memory', 'failed', 'failed'];

const { memory } = engine.initSync({ module: modules.engine });
const { memory: inspectorMemory } = initSync({ module: modules.inspector });
const inspector = new Inspector();
const started = performance.now();
/** @type {Uint8Array[]} */
const pieces = [];

engine.connect({
  /** @param {number} pointer @param {number} length */
  records(pointer, length) {
    const piece = new Uint8Array(memory.buffer, pointer, length).slice();
    pieces.push(piece);
    const target = inspector.reserve(length);
    new Uint8Array(inspectorMemory.buffer, target, length).set(piece);
    inspector.feed(performance.now() - started);
  },
});

let thrown = null;
try {
  const { policy, ranges, growth, hardLimit, traced, build } = settings;
  // The build ID is a string on the heap, in either engine.
  engine.start(policy, ranges, growth, hardLimit, traced, build);
  while (engine.advance());
} catch (error) {
  thrown =
    error instanceof Error
      ? { name: error.name, message: error.message }
      : { name: '', message: String(error) };
}
// Before the release, with everything that the workload retains.
const heap = new Uint8Array(memory.buffer, heapStart).slice();
const outcome = engine.outcome();
const linearBeforeFinish = memory.buffer.byteLength;
engine.finish();

const capture = Buffer.concat(pieces);
const timeline = inspector.timeline();
/** @type {import('./engine-run.ts').EngineRun} */
const run = {
  thrown,
  outcome,
  error: engine.error() ?? null,
  result: JSON.parse(inspector.result(OUTCOMES[outcome] ?? 'failed', 0)),
  liveAfterRelease: inspector.live,
  linear: { beforeFinish: linearBeforeFinish, afterFinish: memory.buffer.byteLength },
  timeline,
  heap,
  capture: new Uint8Array(capture.buffer, capture.byteOffset, capture.byteLength).slice(),
};
const buffers = [run.heap, run.capture, timeline].map((array) => array.buffer);
parentPort?.postMessage(run, /** @type {ArrayBuffer[]} */ (buffers));
