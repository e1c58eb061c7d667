/**
 * Benchmarks of the engine: `./www-build.sh bench [--quick]`.
 *
 * Compared programs are measured in turn, A B A B, and a ratio is the median of the ratios of
 * neighbours, so that a machine that is slow for a while is slow for both. No result fails for
 * being slow. A full run, not a quick one, writes `results.csv` beside this file.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import * as engine from '../../web/wasm/engine/highwater_engine.js';
import { readCapture } from '../unit/capture-records.mjs';
import { openBrowser } from './browser.mjs';
import { csv, median, medianRatio, table } from './figures.mjs';
import { measureInterpreter } from './interpreter.mjs';
import { measureLoading } from './loading.mjs';
import {
  buildExample,
  describeMachine,
  load,
  pythonVersion,
  REPOSITORY,
  runNative,
  runPython,
} from './machine.mjs';
import { measurePolicies } from './policies.mjs';
import { cpu, inTurn, released, run, whole } from './samples.mjs';

const BUG = 'class/unbounded';
const SOLUTIONS = ['instance/unbounded/gc', 'class/lru:128', 'class/unbounded/clear:10'];
const RANGES = '500,1000';
const GROWTH = 'adaptive';
const GROWTHS = ['64KiB', '1MiB', '4MiB', '16MiB', 'adaptive'];

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const rounds = options.quick ? 2 : 7;
const growthRounds = options.quick ? 1 : 3;

/** @param {string} name */
function moduleBytes(name) {
  return readFileSync(
    join(REPOSITORY, 'web', 'wasm', name, `highwater_${name.replaceAll('-', '_')}_bg.wasm`),
  );
}

/** @type {import('./figures.mjs').Figure[]} */
const figures = [];
/** @param {string} bench @param {number} value @param {string} unit @param {number} [aim] */
function figure(bench, value, unit, aim) {
  figures.push({ bench, value, unit, ...(aim === undefined ? {} : { aim }) });
}

/**
 * Python's output must equal the engine's counts, or the work was not the same.
 *
 * @param {import('./samples.mjs').Sample['printed']} printed
 * @param {import('./samples.mjs').Sample['result']} result
 */
function checkDigits(printed, result) {
  const digits = printed?.map((line) =>
    Object.fromEntries(
      [...line.matchAll(/\((\d), (\d+)\)/g)].map(([, digit, count]) => [digit, Number(count)]),
    ),
  );
  const expected = result?.phases.map(({ lastDigits }) => lastDigits);
  if (!isDeepStrictEqual(digits, expected)) {
    throw new Error(`${result?.policy}: the digits of Python and the engine differ`);
  }
}

/** @typedef {Awaited<ReturnType<typeof openBrowser>>} Browser */

/**
 * The bug in every way: traced, untraced, traced with native stacks, and as a native program.
 *
 * @param {Browser} browser
 */
async function measureBug(browser) {
  const program = buildExample('highwater-exercise', 'native');
  const settings = { policy: BUG, ranges: RANGES, growth: GROWTH };
  const { traced, untraced, stacks, native } = await inTurn(rounds, {
    traced: () => browser.run({ ...settings, traced: true }),
    untraced: () => browser.run({ ...settings, traced: false }),
    stacks: () => browser.run({ ...settings, traced: true, stacks: true }),
    native: () => runNative(program, [BUG, RANGES, GROWTH]),
  });
  if (native[0]?.calls !== traced[0]?.result?.calls)
    throw new Error('the calls of the native program differ');
  figure(`${BUG}: traced in Chromium`, median(run(traced)), 'ms');
  figure(`${BUG}: untraced in Chromium`, median(run(untraced)), 'ms');
  for (const [name, part, aim] of /** @type {const} */ ([
    ['the run', run, 1.2],
    ['the run and its release', released, undefined],
    ['processor time of the page', cpu, undefined],
  ])) {
    const ratio = medianRatio(part(traced), part(untraced));
    figure(`${BUG}: traced to untraced, ${name}`, ratio, 'ratio', aim);
  }
  figure(`${BUG}: traced with native stacks in Chromium`, median(run(stacks)), 'ms');
  for (const [name, part, aim] of /** @type {const} */ ([
    ['the run', run, 1.3],
    ['the run and its release', released, undefined],
  ])) {
    const [toUntraced, toTraced] = [untraced, traced].map((others) =>
      medianRatio(part(stacks), part(others)),
    );
    figure(`${BUG}: native stacks to untraced, ${name}`, toUntraced ?? Number.NaN, 'ratio', aim);
    figure(`${BUG}: native stacks to traced, ${name}`, toTraced ?? Number.NaN, 'ratio');
  }
  const symbols = stacks.map(({ symbolsMs }) => symbolsMs ?? Number.NaN);
  figure(`${BUG}: all symbols of the run, fetched and resolved`, median(symbols), 'ms');
  const flamegraph = traced.map(({ firstFlamegraphMs }) => firstFlamegraphMs ?? Number.NaN);
  figure(`${BUG}: from the end of the run to the first flamegraph`, median(flamegraph), 'ms', 300);
  figure(`${BUG}: native, untraced`, median(run(native)), 'ms');
  const slower = medianRatio(run(untraced), run(native));
  figure(`${BUG}: untraced in Chromium to native`, slower, 'ratio');
}

/**
 * A policy traced in Chromium and as its Python program.
 *
 * @param {Browser} browser
 * @param {string} policy
 * @param {number} [aim]
 */
async function measurePython(browser, policy, aim) {
  const { text: program } = JSON.parse(engine.python_program(policy, RANGES));
  const settings = { policy, ranges: RANGES, growth: GROWTH, traced: true };
  const { chromium, python } = await inTurn(rounds, {
    chromium: () => browser.run(settings),
    python: () => runPython(program),
  });
  checkDigits(python[0]?.printed, chromium[0]?.result);
  figure(`${policy}: traced in Chromium, the run`, median(run(chromium)), 'ms');
  figure(`${policy}: traced in Chromium, from fetch to result`, median(whole(chromium)), 'ms');
  figure(`${policy}: CPython, the comparison`, median(run(python)), 'ms');
  figure(`${policy}: CPython, the process`, median(whole(python)), 'ms');
  const [inside, outside] = [run, whole].map((part) => medianRatio(part(chromium), part(python)));
  figure(`${policy}: run to comparison`, inside ?? Number.NaN, 'ratio', aim);
  figure(`${policy}: fetch to result to process`, outside ?? Number.NaN, 'ratio', aim);
}

/** @param {Browser} browser */
async function measureGrowth(browser) {
  const settings = { policy: BUG, ranges: RANGES, traced: false };
  const samples = await inTurn(
    growthRounds,
    Object.fromEntries(
      GROWTHS.map((growth) => [growth, () => browser.run({ ...settings, growth })]),
    ),
  );
  for (const growth of GROWTHS) {
    const runs = samples[growth] ?? [];
    const { growths, linear } = runs[0]?.result?.memory ?? { growths: 0, linear: 0 };
    figure(`growth by ${growth}: untraced in Chromium`, median(run(runs)), 'ms');
    figure(`growth by ${growth}: growths`, growths, 'times');
    figure(`growth by ${growth}: linear memory`, linear / 2 ** 20, 'MiB');
  }
}

/** Live allocations at the bug's peak, which is at its end. */
const MOST_ALIVE = 3_735_175;

/**
 * The bug's capture: its size, and the time to read it.
 *
 * @param {Browser} browser
 */
async function measureCapture(browser) {
  const settings = { policy: BUG, ranges: RANGES, growth: GROWTH, traced: true };
  const capture = await browser.capture(settings);
  const { memoryRecords } = readCapture(capture);
  figure(`${BUG}: memory records`, memoryRecords, 'records');
  figure(`${BUG}: capture by memory record`, capture.length / memoryRecords, 'bytes each', 8);

  const file = join('target', 'bench', 'bug.hwcapture');
  mkdirSync(join(REPOSITORY, 'target', 'bench'), { recursive: true });
  writeFileSync(join(REPOSITORY, file), capture);
  const program = buildExample('highwater-report', 'read');
  const readings = [];
  const natives = [];
  for (let round = 0; round < rounds; round++) {
    readings.push(await browser.read(file));
    natives.push(await runNative(program, [join(REPOSITORY, file)]));
  }
  const speed = (/** @type {number[]} */ times) => memoryRecords / median(times) / 1000;
  for (const [name, samples] of /** @type {const} */ ([
    ['in Chromium', readings],
    ['natively', natives],
  ])) {
    figure(
      `reading ${name}: the timeline`,
      speed(samples.map((one) => one.plainMs)),
      'million a second',
    );
    figure(
      `reading ${name}: all reports`,
      speed(samples.map((one) => one.locationsMs)),
      'million a second',
    );
  }
  const [{ locationsMemory } = { locationsMemory: Number.NaN }] = readings;
  figure(
    'memory of the reports by live allocation',
    locationsMemory / MOST_ALIVE,
    'bytes each',
    16,
  );
}

/** @param {Browser} browser */
async function measureDrawing(browser) {
  const intervals = (await browser.draw(100_000)).sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => intervals[Math.floor(share * (intervals.length - 1))];
  figure('zooming in 100,000 frames: time of a frame', at(0.5) ?? Number.NaN, 'ms', 17);
  figure('zooming in 100,000 frames: 95 of 100 within', at(0.95) ?? Number.NaN, 'ms', 17);
}

function measureSizes() {
  for (const name of ['engine', 'inspector', 'symbolizer', 'exercise-tools']) {
    const bytes = moduleBytes(name);
    figure(`${name} module`, bytes.length, 'bytes');
    figure(`${name} module, brotli`, brotliCompressSync(bytes).length, 'bytes');
  }
  const engineFile = (/** @type {string} */ ending) =>
    readFileSync(join(REPOSITORY, 'web', 'wasm', 'engine', `highwater_engine${ending}`));
  const native = engineFile('_native.wasm');
  figure('engine module with a shadow stack', native.length, 'bytes');
  figure('engine module with a shadow stack, brotli', brotliCompressSync(native).length, 'bytes');
  const { bytesAdded } = JSON.parse(engineFile('.rewriting.json').toString());
  figure('added to the engine by rewriting it', bytesAdded, 'bytes');
  figure('symbols of the engine, gzip', engineFile('.symbols').length, 'bytes');
}

engine.initSync({ module: new Uint8Array(moduleBytes('engine')) });
const python = pythonVersion();
const loadBefore = load();
const browser = await openBrowser();
const machine = describeMachine(browser.version, python);
try {
  await measureBug(browser);
  if (python === undefined) {
    console.log('python3 is missing: no comparison with CPython');
  } else {
    await measurePython(browser, BUG, 0.8);
    for (const policy of SOLUTIONS) await measurePython(browser, policy);
  }
  await measureInterpreter(browser, rounds, python !== undefined, figure);
  await measureGrowth(browser);
  await measurePolicies(browser, growthRounds, options.quick, figure);
  await measureCapture(browser);
  await measureDrawing(browser);
  await measureLoading(browser, rounds, figure);
  measureSizes();
} finally {
  await browser.close();
}

console.log(`${table(figures)}\n`);
console.log(machine);
console.log(
  `${rounds} rounds, medians. Load average of the minute before: ${loadBefore.toFixed(1)}`,
);
if (options.quick) {
  console.log('a quick run: results.csv is not changed');
} else {
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(new URL('results.csv', import.meta.url), csv(figures, date, machine));
  console.log('written to tests/bench/results.csv');
}
