/**
 * One run of a Python program in a thread of its own, as the page's worker makes it: a fresh
 * interpreter and a fresh inspector, which then answers questions.
 */

import { parentPort, workerData } from 'node:worker_threads';
import * as engine from '../../web/python/highwater_python.js';
import { Inspector, initSync } from '../../web/wasm/inspector/highwater_inspector.js';
import * as symbolizer from '../../web/wasm/symbolizer/highwater_symbolizer.js';

/** @type {import('./python-native-run.ts').PythonTask} */
const { modules, source, native, names, queries } = workerData;

const FILE = 'program.py';

const { memory } = engine.initSync({ module: modules.engine });
const { memory: inspectorMemory } = initSync({ module: modules.inspector });
const inspector = new Inspector(true);
const output = { stdout: '', panic: '' };

engine.connect({
  /** @param {number} pointer @param {number} length */
  records(pointer, length) {
    const target = inspector.reserve(length);
    new Uint8Array(inspectorMemory.buffer, target, length).set(
      new Uint8Array(memory.buffer, pointer, length),
    );
    inspector.feed(0);
  },
  /** @param {number} stream @param {number} pointer @param {number} length */
  output(stream, pointer, length) {
    const text = Buffer.from(memory.buffer, pointer, length).toString();
    output[stream === 1 ? 'stdout' : 'panic'] += text;
  },
  now: () => 0,
});

if (native !== null) {
  engine.follow_native(native.build, native.loop);
}
engine.add_file(FILE, source);
engine.start('program', FILE, undefined, 'adaptive', undefined, true);
const started = performance.now();
engine.advance();
const milliseconds = performance.now() - started;
const outcome = engine.outcome();
const error = engine.error() ?? null;
engine.finish();

const result = JSON.parse(inspector.result(outcome === 0 ? 'completed' : 'failed', 0));
if (native !== null) {
  symbolizer.initSync({ module: modules.symbolizer });
  const file = new symbolizer.Symbolizer(names);
  const offsets = inspector.native_offsets();
  inspector.set_symbols(offsets, file.resolve(offsets));
}
const answers = queries.map((query) => JSON.parse(inspector.answer(JSON.stringify(query))));
parentPort?.postMessage({ result, error, output, answers, milliseconds });
