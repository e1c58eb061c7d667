/** The lanes of a test run: `.ci/steps.sh` with small steps, and the list of its slowest tests. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { REPOSITORY } from '../lib/dist.ts';
import { playwrightTests, rustTests, slowest } from '../lib/slowest.mjs';

/** A file in the folder of the test's run. */
const inRun = (name = '') => test.info().outputPath('run', name);

/** The lanes as functions of bash, run to their report in that folder. */
function start(lanes: Readonly<Record<string, string>>) {
  const folder = inRun();
  const functions = Object.entries(lanes).map(([name, steps]) => `${name}_lane() {\n${steps}\n}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/run.sh`,
    [
      'set -euo pipefail',
      `REPO='${REPOSITORY}' LOGS='${folder}/logs'`,
      `source "$REPO/.ci/steps.sh"`,
      ...functions,
      `run_lanes ${Object.keys(lanes).join(' ')}`,
      'report_steps',
    ].join('\n'),
  );
  return spawn('bash', ['run.sh'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The exit status of the run and the lines that it printed, with all durations as `N s`. */
async function run(lanes: Readonly<Record<string, string>>) {
  const child = start(lanes);
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const lines = output
    .replaceAll(/\(\d+ s\)/g, '(N s)')
    .trimEnd()
    .split('\n');
  return { status, lines };
}

test('steps that pass, fail, depend on others and are skipped', async () => {
  const { status, lines } = await run({
    one: `
      tests "rust" echo "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured"
      check "broken" sh -c 'echo why; exit 3'
      check "next" true`,
    two: `
      after "broken" check "dependent" touch never
      after "next" after "broken" check "dependent on two" touch never
      after "dependent" check "dependent on that" touch never
      after "next" check "follower" true
      after "nowhere" check "orphan" touch never
      skip "elsewhere" "no such machine"`,
  });
  const logs = relative(REPOSITORY, inRun('logs'));
  const report = lines.slice(lines.indexOf('') + 1);
  expect(lines.slice(0, lines.indexOf('')).sort()).toEqual(
    [
      `FAILED: rust (N s); its output, also in ${logs}/one-01-rust.log:`,
      '  | test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured',
      `FAILED: broken (N s); its output, also in ${logs}/one-02-broken.log:`,
      '  | why',
      'ok: next (N s)',
      'FAILED: dependent (not run: "broken" has not passed)',
      'FAILED: dependent on two (not run: "broken" has not passed)',
      'FAILED: dependent on that (not run: "dependent" has not passed)',
      'ok: follower (N s)',
      'FAILED: orphan (not run: "nowhere" has not passed)',
      'skipped: elsewhere (no such machine)',
    ].sort(),
  );
  expect(report[0]).toBe(`9 steps, 6 failed, 1 skipped; logs in ${logs}/`);
  expect(report[1]).toBe('skipped: elsewhere (no such machine)');
  expect(report.slice(2, -1).sort()).toEqual(
    ['broken', 'dependent', 'dependent on that', 'dependent on two', 'orphan', 'rust'].map(
      (name) => `failed: ${name}`,
    ),
  );
  expect(report.at(-1)).toBe('3 passed, 2 failed, 1 skipped');
  expect(status).toBe(1);
  expect(existsSync(inRun('never'))).toBe(false);
});

test('lanes run side by side', async () => {
  // Both ends of a pipe wait for the other.
  const { status, lines } = await run({
    first: 'check "making" mkfifo pipe; check "reading" cat pipe',
    second: 'after "making" check "writing" cp run.sh pipe',
  });
  expect(lines.slice(0, 3).sort()).toEqual([
    'ok: making (N s)',
    'ok: reading (N s)',
    'ok: writing (N s)',
  ]);
  expect(lines.at(-1)).toBe('0 passed, 0 failed');
  expect(status).toBe(0);
  const [log, script] = ['logs/first-02-reading.log', 'run.sh'].map((name) =>
    readFileSync(inRun(name), 'utf8'),
  );
  expect(log).toBe(script);
});

test('a function ends at its first failed command', async () => {
  const { status, lines } = await run({
    only: 'build() { false; touch never; }\ncheck "build" build',
  });
  expect(lines[0]).toContain('FAILED: build (N s)');
  expect(existsSync(inRun('never'))).toBe(false);
  expect(status).toBe(1);
});

test('a runner that finds no test, or stops before its counts, is a failure', async () => {
  const { status, lines } = await run({
    only: `
      tests "none" echo "test result: ok. 0 passed; 0 failed; 0 ignored"
      page_tests "stopped" true`,
  });
  expect(lines.at(-1)).toBe('0 passed, 2 failed');
  expect(status).toBe(1);
});

test('tests of Playwright are counted in the report of their own step', async () => {
  const report = (stats: object) =>
    `sh -c 'echo "$1" > "$PLAYWRIGHT_JSON_OUTPUT_FILE"' - '${JSON.stringify({ suites: [], stats })}'`;
  const { status, lines } = await run({
    one: `page_tests "one" ${report({ expected: 4, flaky: 1, unexpected: 0, skipped: 2 })}`,
    two: `page_tests "two" ${report({ expected: 6, flaky: 0, unexpected: 0, skipped: 0 })}`,
  });
  expect(lines.at(-1)).toBe('11 passed, 0 failed, 2 skipped');
  expect(status).toBe(0);
});

test('of a failed step with much output, the end is printed', async () => {
  const { lines } = await run({
    only: `check "long" sh -c 'seq 1000; exit 1'`,
  });
  expect(lines.slice(1, 4)).toEqual(['[the last 200 lines]', '  | 801', '  | 802']);
  expect(lines[201]).toBe('  | 1000');
});

test('a lane whose script fails is a failed step', async () => {
  const { status, lines } = await run({
    one: 'check "first" true; false; check "second" true',
    two: 'after "second" check "third" true',
  });
  expect(lines).toContain('failed: script of the lane one');
  expect(lines).toContain('FAILED: third (not run: "second" has not passed)');
  expect(lines).not.toContain('ok: second (N s)');
  expect(status).toBe(1);
});

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} ends the programs of all lanes, and no step follows`, async () => {
    const endless = (name: string) => `
      check "endless" sh -c 'echo $$ > ${name}; mv ${name} ${name}.pid; exec sleep 1000'
      check "next" touch never`;
    const child = start({ one: endless('one'), two: endless('two') });
    const ended = once(child, 'close');
    const pids = [inRun('one.pid'), inRun('two.pid')];
    await expect.poll(() => pids.every(existsSync)).toBe(true);
    child.kill(signal);
    expect((await ended)[0]).toBe(status);
    for (const pid of pids) {
      expect(() => process.kill(Number(readFileSync(pid, 'utf8')), 0)).toThrow('ESRCH');
    }
    expect(existsSync(inRun('never'))).toBe(false);
  });
}

test('the slowest tests are those of Playwright and programs of Rust’s tests', () => {
  const timed = (title: string, ...durations: number[]) => ({
    title,
    file: 'browser/a.spec.ts',
    tests: [{ projectName: 'phone', results: durations.map((duration) => ({ duration })) }],
  });
  const report = {
    suites: [
      {
        title: 'browser/a.spec.ts',
        file: 'browser/a.spec.ts',
        specs: [timed('is quick', 40), timed('is tried twice', 1500, 1500)],
        suites: [{ title: 'inside', file: 'browser/a.spec.ts', specs: [timed('is slow', 12_340)] }],
      },
    ],
  };
  const log = [
    '     Running unittests src/lib.rs (target/debug/deps/highwater_cache-0123456789abcdef)',
    'test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 2.50s',
    '     Running tests/golden.rs (target/debug/deps/golden-fedcba9876543210)',
    'test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 101.00s',
    '   Doc-tests highwater_cache',
    'test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.30s',
  ].join('\n');
  const tests = [...playwrightTests(report), ...rustTests(log)];
  expect(slowest(tests, 5)).toEqual([
    '  101.0 s  golden: tests/golden.rs',
    '   12.3 s  phone: browser/a.spec.ts: inside › is slow',
    '    3.0 s  phone: browser/a.spec.ts: is tried twice',
    '    2.5 s  highwater_cache: src/lib.rs',
    '    0.3 s  highwater_cache: documentation',
  ]);
});
