/** Runs of the built interpreter without a browser, each in instances and a thread of its own. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { brotliDecompressSync } from 'node:zlib';
import type { ReportAnswer, ReportQuery } from '../../web/src/report/answers.ts';
import type { ProgramFile, RunResult } from '../../web/src/result.ts';
import type { RaisedError } from '../../web/src/run/messages.ts';
import type { ListedTests } from '../../web/src/run/python-messages.ts';
import { REPOSITORY } from '../lib/dist.ts';

/** The file of a program that is told by its text alone. */
export const MAIN = 'main.py';

export interface PythonSettings {
  files: readonly ProgramFile[];
  main: string;
  /** The name of a test of the main file that is run in its place. */
  test: string | undefined;
  growth: string;
  hardLimit: number | undefined;
  traced: boolean;
  /** What the inspector is asked when all is over; without questions it keeps no locations. */
  questions: readonly ReportQuery[];
}

/** What the thread of a run is given. */
export type PythonTask = { engine: WebAssembly.Module; inspector: WebAssembly.Module } & (
  | { settings: PythonSettings }
  | { list: { files: readonly ProgramFile[]; file: string } }
);

/** A run from its beginning to the end of `finish()`. */
export interface PythonRun {
  /** What `start()` or `advance()` threw. */
  thrown: { name: string; message: string } | null;
  outcome: number;
  error: RaisedError | null;
  /** The line in which the program was abandoned; 0 where it was not. */
  line: number;
  stdout: string;
  stderr: string;
  /** What the interpreter told of breaking down itself. */
  panics: string;
  result: RunResult;
  /** The bytes of the capture that the inspector has read. */
  bytesRead: number;
  /** Live bytes by the records, when everything has been let go. */
  liveAfterRelease: number;
  /** The engine's linear memory in bytes. */
  linear: { beforeFinish: number; afterFinish: number };
  capture: Uint8Array;
  answers: ReportAnswer[];
}

const modules: Partial<Record<'engine' | 'inspector', WebAssembly.Module>> = {};

function engineModule(): WebAssembly.Module {
  const path = join(REPOSITORY, 'web/python/highwater_python.wasm.br');
  modules.engine ??= new WebAssembly.Module(
    new Uint8Array(brotliDecompressSync(readFileSync(path))),
  );
  return modules.engine;
}

function inspectorModule(): WebAssembly.Module {
  const path = join(REPOSITORY, 'web/wasm/inspector/highwater_inspector_bg.wasm');
  modules.inspector ??= new WebAssembly.Module(new Uint8Array(readFileSync(path)));
  return modules.inspector;
}

/** Makes a run of a program: of several files, or of a main file by its text. */
export function runPython(
  program: string | readonly ProgramFile[],
  settings: Partial<Omit<PythonSettings, 'files'>> = {},
): Promise<PythonRun> {
  const files = typeof program === 'string' ? [{ name: MAIN, source: program }] : program;
  return inThread({
    engine: engineModule(),
    inspector: inspectorModule(),
    settings: {
      files,
      main: files[0]?.name ?? MAIN,
      test: undefined,
      growth: 'adaptive',
      hardLimit: undefined,
      traced: true,
      questions: [],
      ...settings,
    },
  });
}

/** The tests of one of the files. */
export function listTests(files: readonly ProgramFile[], file: string): Promise<ListedTests> {
  return inThread({
    engine: engineModule(),
    inspector: inspectorModule(),
    list: { files, file },
  });
}

async function inThread<T>(task: PythonTask): Promise<T> {
  const worker = new Worker(new URL('./python-run-worker.mjs', import.meta.url), {
    workerData: task,
    execArgv: [],
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

/** Why CPython cannot be asked here; empty where it can. */
export const NO_CPYTHON: string =
  spawnSync('python3', ['-c', 'import sys; assert sys.version_info >= (3, 11)']).status === 0
    ? ''
    : 'there is no python3 from 3.11 on';

/** What CPython makes of a program in a folder. */
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
