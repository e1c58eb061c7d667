/** One run of the engine in a dedicated worker, with all that the page's worker does for it. */

import initEngine, * as engine from '../../web/wasm/engine/highwater_engine.js';
import initInspector, { Inspector } from '../../web/wasm/inspector/highwater_inspector.js';
import { readCapture } from '../unit/capture-records.mjs';

/** Milliseconds between two snapshots, as the page has it. */
const SNAPSHOT_INTERVAL = 125;

self.addEventListener('message', (event) => {
  run(event.data).catch((error) => self.postMessage({ type: 'failed', error: String(error) }));
});

/** @param {import('./browser.mjs').Task} task */
async function run({ modules, policy, ranges, growth, traced, decode }) {
  const [{ memory }, { memory: inspectorMemory }] = await Promise.all([
    initEngine({ module_or_path: modules.engine }),
    initInspector({ module_or_path: modules.inspector }),
  ]);
  const inspector = new Inspector();
  /** @type {Uint8Array[]} */
  const pieces = [];
  let nextSnapshot = 0;
  const started = performance.now();
  engine.connect({
    /** @param {number} pointer @param {number} length */
    records(pointer, length) {
      const piece = new Uint8Array(memory.buffer, pointer, length);
      const target = inspector.reserve(length);
      new Uint8Array(inspectorMemory.buffer, target, length).set(piece);
      inspector.feed(performance.now() - started);
      if (decode) pieces.push(piece.slice());
    },
    progress() {
      const now = performance.now() - started;
      if (now >= nextSnapshot) {
        nextSnapshot = now + SNAPSHOT_INTERVAL;
        const timeline = inspector.timeline();
        const result = JSON.parse(inspector.result('stopped', now));
        self.postMessage({ type: 'snapshot', timeline, result }, { transfer: [timeline.buffer] });
      }
    },
  });
  engine.start(policy, ranges, growth, undefined, traced);
  while (engine.advance());
  const runMs = performance.now() - started;
  engine.finish();
  const releasedMs = performance.now() - started;
  if (engine.outcome() !== 0) throw new Error(`${policy} ended with outcome ${engine.outcome()}`);
  const result = JSON.parse(inspector.result('completed', runMs));
  const captureBytes = inspector.bytes_read;
  const memoryRecords = decode ? readCapture(joined(pieces)).memoryRecords : 0;
  self.postMessage({ type: 'finished', runMs, releasedMs, result, captureBytes, memoryRecords });
}

/** @param {Uint8Array[]} pieces */
function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
