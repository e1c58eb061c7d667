/** `serve` as processes: the page's server and the compilation beside it, each replaced by a short one. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { REPOSITORY } from '../lib/dist';

/** The functions of www-build.sh that serving uses, with this `build_python`. */
const script = (buildPython: string) => `
  set -euo pipefail
  REPO=$PWD
  have() { command -v "$1" >/dev/null 2>&1; }
  say() { printf '== %s\\n' "$*"; }
  interpreter_step() { printf '== interpreter: %s\\n' "$1"; }
  source web/build/serve.sh
  build_python() { ${buildPython}; }
  build_page() {
    mkdir -p web/dist/assets
    echo complete >web/dist/python.html
    echo files >web/dist/assets/interpreter-files-abc.js
  }
  preview() { exec sh -c 'echo $$ >server.pid; exec sleep 600'; }
  serve_and_compile 8080
`;

let folder: string;
let serving: ChildProcess | undefined;
let output: string;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highwater-serve-'));
  mkdirSync(join(folder, 'web'));
  symlinkSync(join(REPOSITORY, 'web', 'build'), join(folder, 'web', 'build'));
  mkdirSync(join(folder, 'target/serve/page/assets'), { recursive: true });
  writeFileSync(join(folder, 'target/serve/page/python.html'), 'waiting\n');
  writeFileSync(join(folder, 'target/serve/page/assets/early.js'), 'early\n');
});

test.afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true });
});

async function serve(buildPython: string): Promise<void> {
  output = '';
  serving = spawn('bash', ['-c', script(buildPython)], { cwd: folder });
  serving.stdout?.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  await expect.poll(() => output).toContain('serving the page');
  await expect.poll(() => existsSync(join(folder, 'server.pid'))).toBe(true);
}

/** Ends `serve` as Ctrl-C does, and returns its status. */
async function end(): Promise<number | null> {
  if (serving === undefined) {
    return null;
  }
  const ended = once(serving, 'exit');
  serving.kill('SIGINT');
  serving = undefined;
  const [status] = await ended;
  return status;
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const state = () => {
  const path = 'target/serve/page/interpreter.json';
  return existsSync(join(folder, path)) ? JSON.parse(read(path)) : null;
};

function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}

test('the complete page is added to the one that is served', async () => {
  await serve('echo compiled');
  await expect.poll(state).toEqual({ state: 'ready', files: 'assets/interpreter-files-abc.js' });
  expect(read('target/serve/page/python.html')).toBe('complete\n');
  expect(read('target/serve/page/assets/interpreter-files-abc.js')).toBe('files\n');
  // Pages that are open still load what is theirs.
  expect(read('target/serve/page/assets/early.js')).toBe('early\n');
  expect(read('target/serve/interpreter.log')).toBe('compiled\n== interpreter: page\n');
  await expect.poll(() => output).toMatch(/the Python interpreter is ready after \d+ s/);
  expect(isRunning(read('server.pid'))).toBe(true);
  expect(await end()).toBe(130);
});

test('a failed compilation is reported in the page and the terminal, and serving goes on', async () => {
  await serve('echo "error: no such crate"; false; echo "not reached"');
  await expect.poll(state).toEqual({ state: 'failed', log: 'target/serve/interpreter.log' });
  await expect.poll(() => output).toContain('could not be compiled');
  await expect.poll(() => output).toContain('error: no such crate');
  expect(output).not.toContain('not reached');
  expect(read('target/serve/page/python.html')).toBe('waiting\n');
  expect(isRunning(read('server.pid'))).toBe(true);
});

test('the end of serve is the end of the compilation and all that it started', async () => {
  await serve('sleep 600 & echo $! >compiler.pid; wait');
  await expect.poll(() => state()?.state).toBe('compiling');
  await expect.poll(() => existsSync(join(folder, 'compiler.pid'))).toBe(true);
  const pids = [read('compiler.pid'), read('server.pid')];
  expect(pids.map(isRunning)).toEqual([true, true]);
  expect(await end()).toBe(130);
  for (const pid of pids) await expect.poll(() => isRunning(pid)).toBe(false);
});
