/**
 * Runs of the built interpreter without a browser, each in new instances and a thread of its own.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildOf, rangesOf } from '../../web/src/engine/custom-sections.ts';
import type { ListedTests } from '../../web/src/engine/python-messages.ts';
import type { RaisedError, TestVerdict } from '../../web/src/model/program-news.ts';
import type { ReportAnswer, ReportQuery } from '../../web/src/model/report-answers.ts';
import type { ProgramFile, RunResult } from '../../web/src/model/run-result.ts';
import { REPOSITORY } from '../lib/dist.ts';
import { inThread } from './in-thread.ts';

/** The default file name of a program given as text. */
export const MAIN = 'main.py';

export interface PythonSettings {
  files: readonly ProgramFile[];
  main: string;
  /** The name of a test of the main file that is run instead of it. */
  test: string | undefined;
  growth: string;
  hardLimit: number | undefined;
  traced: boolean;
  /** True if the interpreter is the one with native stacks. */
  native: boolean;
  /** The bytes of the stack in linear memory that it may take, if not as many as on a large stack. */
  stackRoom: number;
  /** The host's clock: the machine's, one that leaps at each reading, or one that stands still. */
  clock: 'real' | 'hasty' | 'still';
  /** The inspector's queries at the end; without queries it stores no locations. */
  questions: readonly ReportQuery[];
}

/** The input of a run with native stacks, with the names of native frames. */
export interface NativeTask {
  symbolizer: WebAssembly.Module;
  build: string;
  loop: Uint32Array;
  names: Uint8Array;
}

/** The input of a run's thread. */
export type PythonTask = { engine: WebAssembly.Module; inspector: WebAssembly.Module } & (
  | { settings: PythonSettings; native: NativeTask | null }
  | { list: { files: readonly ProgramFile[]; file: string } }
);

/** A run from its start to the end of `finish()`. */
export interface PythonRun {
  /** The exception of `start()` or `advance()`. */
  thrown: { name: string; message: string } | null;
  outcome: number;
  error: RaisedError | null;
  /** The verdict of a test that has ended. */
  verdict: TestVerdict | null;
  /** The line at which the program was aborted; 0 if it was not. */
  line: number;
  stdout: string;
  stderr: string;
  /** The output of the interpreter's own panics. */
  panics: string;
  result: RunResult;
  /** The bytes of the capture that the inspector has read. */
  bytesRead: number;
  /** Live bytes by the records, after the release. */
  liveAfterRelease: number;
  /** The engine's linear memory in bytes. */
  linear: { beforeFinish: number; afterFinish: number };
  capture: Uint8Array;
  answers: ReportAnswer[];
  /** The run time of the program. */
  milliseconds: number;
  /** The number of flushes by time. */
  flushes: number;
  /** The number of chunks of the capture. */
  chunks: number;
}

const modules = new Map<string, WebAssembly.Module>();

/** A module of the build, compiled once. */
function moduleOf(path: string): WebAssembly.Module {
  let module = modules.get(path);
  if (module === undefined) {
    const bytes = readFileSync(join(REPOSITORY, 'web', path));
    const isCompressed = path.endsWith('.br');
    module = new WebAssembly.Module(
      new Uint8Array(isCompressed ? brotliDecompressSync(bytes) : bytes),
    );
    modules.set(path, module);
  }
  return module;
}

/** The interpreter as the page compiles it: with or without native stacks. */
export function interpreter(native: boolean): WebAssembly.Module {
  return moduleOf(`python/highwater_python${native ? '_native' : ''}.wasm.br`);
}

/** The names of the interpreter's functions, as a file with their build. */
export function namesFile(): Uint8Array {
  const path = join(REPOSITORY, 'web/python/highwater_python.symbols');
  return new Uint8Array(gunzipSync(readFileSync(path)));
}

const inspector = () => moduleOf('wasm/inspector/highwater_inspector_bg.wasm');

const WORKER = new URL('./python-run-worker.mjs', import.meta.url);

/** A stack with room for each recursion that the interpreter allows, also in a rewritten module. */
const STACK = { stackSizeMb: 12 };

/** Runs a program: several files, or a main file given as text. */
export function runPython(
  program: string | readonly ProgramFile[],
  settings: Partial<Omit<PythonSettings, 'files'>> = {},
): Promise<PythonRun> {
  const files = typeof program === 'string' ? [{ name: MAIN, source: program }] : program;
  const { native = false } = settings;
  const engine = interpreter(native);
  const task: PythonTask = {
    engine,
    inspector: inspector(),
    settings: {
      files,
      main: files[0]?.name ?? MAIN,
      test: undefined,
      growth: 'adaptive',
      hardLimit: undefined,
      traced: true,
      native,
      stackRoom: Number.POSITIVE_INFINITY,
      clock: 'real',
      questions: [],
      ...settings,
    },
    native: native
      ? {
          symbolizer: moduleOf('wasm/symbolizer/highwater_symbolizer_bg.wasm'),
          build: buildOf(engine) ?? '',
          loop: rangesOf(engine),
          names: namesFile(),
        }
      : null,
  };
  return inThread(WORKER, task, STACK);
}

/** The tests of one of the files. */
export function listTests(files: readonly ProgramFile[], file: string): Promise<ListedTests> {
  const task: PythonTask = {
    engine: interpreter(false),
    inspector: inspector(),
    list: { files, file },
  };
  return inThread(WORKER, task, STACK);
}

/** The reason why CPython is not available; empty if it is. */
export const NO_CPYTHON: string =
  spawnSync('python3', ['-c', 'import sys; assert sys.version_info >= (3, 11)']).status === 0
    ? ''
    : 'there is no python3 from 3.11 on';

/** The output of CPython for a program in a folder. */
export function cpython(
  args: readonly string[],
  folder?: string,
): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync('python3', args, {
    encoding: 'utf8',
    cwd: folder,
    timeout: 60_000,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1' },
  });
  return { stdout, stderr, status };
}
