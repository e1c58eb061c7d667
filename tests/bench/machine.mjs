/** The machine, its programs, and the programs that a run is compared with. */

import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The root of the repository. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

const execute = promisify(execFile);

/**
 * The first line of a program's output, or `undefined` if it is missing.
 *
 * @param {string} program
 * @param {string[]} options
 */
function firstLine(program, options) {
  try {
    const text = execFileSync(program, options, { stdio: ['ignore', 'pipe', 'ignore'] });
    return text.toString().split('\n')[0]?.trim() ?? '';
  } catch {
    return undefined;
  }
}

/** CPython's name and version, or `undefined` if `python3` is missing or another implementation. */
export function pythonVersion() {
  const code = 'import platform as p; print(p.python_implementation(), p.python_version())';
  return firstLine('python3', ['-c', code]);
}

/** @param {string} chromium @param {string | undefined} python */
export function describeMachine(chromium, python) {
  const processors = cpus();
  return [
    `${processors[0]?.model.trim()}, ${processors.length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    type(),
    `Chromium ${chromium}`,
    `Node ${process.versions.node}`,
    firstLine('rustc', ['--version'])?.replace(/ \(.*/, '') ?? 'no rustc',
    python ?? 'no python3',
  ].join('; ');
}

/** The load average of the last minute. */
export function load() {
  return loadavg()[0] ?? 0;
}

/**
 * Builds an example of a crate and returns its path.
 *
 * @param {string} crate
 * @param {string} example
 */
export function buildExample(crate, example) {
  const { executable } = build(crate, example, []);
  if (executable) return executable;
  throw new Error('cargo named no program');
}

/**
 * Builds an example of a crate as a WebAssembly module and returns the address of a copy on the
 * server of the benchmarks.
 *
 * @param {string} crate
 * @param {string} example
 */
export function buildModule(crate, example) {
  const { filenames = [] } = build(crate, example, ['--target', 'wasm32-unknown-unknown']);
  const module = filenames.find((/** @type {string} */ file) => file.endsWith('.wasm'));
  if (module === undefined) throw new Error('cargo named no module');
  const copy = join('target', 'bench', `${example}.wasm`);
  mkdirSync(join(REPOSITORY, 'target', 'bench'), { recursive: true });
  copyFileSync(module, join(REPOSITORY, copy));
  return `/${copy}`;
}

/**
 * Builds an example of a crate and returns cargo's message about it.
 *
 * @param {string} crate
 * @param {string} example
 * @param {string[]} target
 */
function build(crate, example, target) {
  const options = ['build', '--release', '--locked', '--package', crate, ...target];
  const messages = execFileSync(
    'cargo',
    [...options, '--example', example, '--message-format', 'json-render-diagnostics'],
    { cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 },
  );
  for (const line of messages.toString().split('\n')) {
    const message = line === '' ? {} : JSON.parse(line);
    if (message.reason === 'compiler-artifact' && message.target?.name === example) return message;
  }
  throw new Error(`cargo built no example ${example}`);
}

/**
 * The JSON output of a program.
 *
 * @param {string} program
 * @param {string[]} options
 */
export async function runNative(program, options) {
  const { stdout } = await execute(program, options);
  return JSON.parse(stdout);
}

/** Runs the program named by its argument as its own main program, and prints the duration. */
const TIMED = `
import runpy, sys, time
began = time.perf_counter()
runpy.run_path(sys.argv[1], run_name="__main__")
print((time.perf_counter() - began) * 1000)
`;

/**
 * A Python program's run: its output, its duration on its own clock, and that of the process.
 *
 * @param {string} text
 */
export async function runPython(text) {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-bench-'));
  try {
    const file = join(folder, 'lru_cache.py');
    writeFileSync(file, text);
    const began = performance.now();
    const { stdout } = await execute('python3', ['-c', TIMED, file]);
    const wholeMs = performance.now() - began;
    const lines = stdout.trim().split('\n');
    return { runMs: Number(lines.pop()), wholeMs, printed: lines };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
