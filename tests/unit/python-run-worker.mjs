/**
 * One run of the interpreter in a thread of its own, as in the page's worker: a new interpreter and
 * a new inspector, which reads the records as they arrive.
 */

import { parentPort, workerData } from 'node:worker_threads';
import * as engine from '../../web/python/highwater_python.js';
import { callOnStacks } from '../../web/python/stacks.js';
import { Inspector, initSync } from '../../web/wasm/inspector/highwater_inspector.js';
import * as symbolizer from '../../web/wasm/symbolizer/highwater_symbolizer.js';

/** @type {import('./python-run.ts').PythonTask} */
const task = workerData;

const OUTCOMES = ['completed', 'out-of-memory', 'out-of-memory', 'failed', 'failed'];

const engineExports = engine.initSync({ module: task.engine });
const { memory } = engineExports;
const stackRoom = 'settings' in task ? task.settings.stackRoom : Number.POSITIVE_INFINITY;
/** @param {string} name */
const call = (name) =>
  callOnStacks(engineExports, name, (bytes, part) =>
    engine.set_stack_room(Math.min(bytes, stackRoom), part),
  );
const decoder = new TextDecoder();
/** The output to standard output, standard error, and of the interpreter's panics. */
const written = ['', '', ''];
/** @type {Uint8Array[]} */
const pieces = [];
let flushes = 0;
let readings = 0;

/** Clocks in milliseconds: of the machine, of one so slow that each reading is late, and none. */
const CLOCKS = {
  real: () => performance.timeOrigin + performance.now(),
  hasty() {
    readings += 1;
    return readings * 1000;
  },
  still: () => 0,
};

/**
 * @param {import('./python-run.ts').PythonSettings} settings
 * @param {import('./python-run.ts').NativeTask | null} native
 */
async function run(settings, native) {
  const { memory: inspectorMemory } = initSync({ module: task.inspector });
  const inspector = new Inspector(settings.questions.length > 0);
  const started = performance.now();
  engine.connect({
    /** @param {number} pointer @param {number} length */
    records(pointer, length) {
      const piece = new Uint8Array(memory.buffer, pointer, length).slice();
      pieces.push(piece);
      const target = inspector.reserve(length);
      new Uint8Array(inspectorMemory.buffer, target, length).set(piece);
      inspector.feed(performance.now() - started);
    },
    /** @param {number} stream @param {number} pointer @param {number} length */
    output(stream, pointer, length) {
      written[stream - 1] += decoder.decode(new Uint8Array(memory.buffer, pointer, length));
    },
    /** @param {number} stream */
    cut(stream) {
      written[stream - 1] += '[cut]';
    },
    flush() {
      flushes += 1;
    },
    now: CLOCKS[settings.clock],
  });

  let thrown = null;
  let milliseconds = 0;
  try {
    const { files, main, test, growth, hardLimit, traced } = settings;
    for (const { name, source } of files) {
      engine.add_file(name, source);
    }
    if (native !== null) {
      engine.follow_native(native.build, native.loop);
    }
    engine.start('of the tests', main, test, growth, hardLimit, traced);
    let began = performance.now();
    while (await call('advance')) {
      began = performance.now();
    }
    milliseconds = performance.now() - began;
  } catch (error) {
    thrown =
      error instanceof Error
        ? { name: error.name, message: error.message }
        : { name: '', message: String(error) };
  }
  const line = thrown === null ? 0 : engine.line();
  const outcome = engine.outcome();
  const error = outcome === 3 ? JSON.parse(engine.error() ?? 'null') : null;
  const verdict = JSON.parse(engine.verdict() ?? 'null');
  const beforeFinish = memory.buffer.byteLength;
  await call('finish');

  if (native !== null) {
    symbolizer.initSync({ module: native.symbolizer });
    const offsets = inspector.native_offsets();
    inspector.set_symbols(offsets, new symbolizer.Symbolizer(native.names).resolve(offsets));
  }
  const capture = Buffer.concat(pieces);
  const [stdout = '', stderr = '', panics = ''] = written;
  /** @type {import('./python-run.ts').PythonRun} */
  const told = {
    thrown,
    outcome,
    error,
    verdict,
    line,
    stdout,
    stderr,
    panics,
    result: JSON.parse(inspector.result(OUTCOMES[outcome] ?? 'failed', 0)),
    bytesRead: inspector.bytes_read,
    liveAfterRelease: inspector.live,
    linear: { beforeFinish, afterFinish: memory.buffer.byteLength },
    capture: new Uint8Array(capture.buffer, capture.byteOffset, capture.byteLength).slice(),
    answers: settings.questions.map((question) =>
      JSON.parse(inspector.answer(JSON.stringify(question))),
    ),
    milliseconds,
    flushes,
    chunks: pieces.length,
  };
  parentPort?.postMessage(told, /** @type {ArrayBuffer[]} */ ([told.capture.buffer]));
}

/** @param {{ files: readonly { name: string, source: string }[], file: string }} list */
async function list({ files, file }) {
  const nothing = () => {};
  engine.connect({
    records: nothing,
    output: nothing,
    cut: nothing,
    flush: nothing,
    now: () => performance.now(),
  });
  for (const { name, source } of files) {
    engine.add_file(name, source);
  }
  engine.list_tests(file);
  await call('advance');
  parentPort?.postMessage(JSON.parse(engine.listed() ?? 'null'));
}

if ('settings' in task) {
  await run(task.settings, task.native);
} else {
  await list(task.list);
}
