/** Runs of Python programs without a browser, by the built interpreter in either form. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { ReportAnswer, ReportQuery } from '../../web/src/report/answers.ts';
import type { RunResult } from '../../web/src/result.ts';
import { buildOf } from '../../web/src/run/build-id.ts';
import { rangesOf } from '../../web/src/run/function-ranges.ts';
import { REPOSITORY } from '../lib/dist.ts';

/** What the thread of a run is given. */
export interface PythonTask {
  modules: Record<'engine' | 'inspector' | 'symbolizer', WebAssembly.Module>;
  source: string;
  /** What the interpreter is told, where it keeps a stack of its native calls. */
  native: { build: string; loop: Uint32Array } | null;
  /** The names of the interpreter's functions. */
  names: Uint8Array;
  queries: readonly ReportQuery[];
}

/** A run, when all that it held has been let go. */
export interface PythonRun {
  result: RunResult;
  /** The exception that nobody caught, as JSON. */
  error: string | null;
  output: { stdout: string; panic: string };
  /** In the order of the questions. */
  answers: ReportAnswer[];
  /** How long the program ran. */
  milliseconds: number;
}

function built(...path: string[]): Buffer {
  return readFileSync(join(REPOSITORY, 'web', ...path));
}

function moduleOf(bytes: Uint8Array): WebAssembly.Module {
  return new WebAssembly.Module(new Uint8Array(bytes));
}

/** The interpreter as the page compiles it. */
export function interpreter(native: boolean): WebAssembly.Module {
  const form = native ? 'highwater_python_native' : 'highwater_python';
  return moduleOf(brotliDecompressSync(built('python', `${form}.wasm.br`)));
}

/** The file of names, which says of which build it is. */
export function namesFile(): Uint8Array {
  return new Uint8Array(gunzipSync(built('python', 'highwater_python.symbols')));
}

/** Runs a program and asks about it. */
export async function runPython(
  source: string,
  native: boolean,
  queries: readonly ReportQuery[],
): Promise<PythonRun> {
  const engine = interpreter(native);
  const wasm = (name: string) => moduleOf(built('wasm', name, `highwater_${name}_bg.wasm`));
  const task: PythonTask = {
    modules: { engine, inspector: wasm('inspector'), symbolizer: wasm('symbolizer') },
    source,
    native: native ? { build: buildOf(engine) ?? '', loop: rangesOf(engine) } : null,
    names: namesFile(),
    queries,
  };
  const worker = new Worker(new URL('./python-native-worker.mjs', import.meta.url), {
    workerData: task,
    execArgv: [],
    resourceLimits: { stackSizeMb: 4 },
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
      worker.once('exit', () => reject(new Error('the run said nothing')));
    });
  } finally {
    await worker.terminate();
  }
}
