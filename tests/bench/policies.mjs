/** Requests a second of each eviction policy: natively, in Chromium, and of other caches. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, medianRatio } from './figures.mjs';
import { buildExample, buildModule, REPOSITORY, runNative } from './machine.mjs';

const CRATE = 'highwater-cache-comparison';
const WORKLOAD = 'zipf:1000000,10000000,42';
const QUICK_WORKLOAD = 'zipf:100000,1000000,42';
const ENTRIES = 99_991;
const QUICK_ENTRIES = 9_991;

/** In Chromium, at least 0.6 of the native speed. */
const MOST_IN_CHROMIUM = 1.67;

/**
 * @typedef {object} Row
 * @property {string} library
 * @property {string} policy
 * @property {string} nearest The policy of `highwater-cache` it is compared with.
 * @property {number} requests
 * @property {number} misses
 * @property {number} ms
 */

/** @param {Row} row */
const nameOf = ({ library, policy }) => `${library} ${policy}`;

/**
 * The rows of libCacheSim; none without it.
 *
 * @param {string} trace A file with the requests.
 * @param {number} entries
 * @param {number} requests
 * @returns {Promise<Row[]>}
 */
async function libcachesim(trace, entries, requests) {
  const { HIGHWATER_LIBCACHESIM_PYTHON: python } = process.env;
  if (!python) return [];
  const program = join(REPOSITORY, 'crate/cache-comparison/libcachesim/requests.py');
  const rows = await runNative(python, [program, trace, '--timed', String(entries)]);
  return rows
    .filter((/** @type {Row} */ { policy }) => policy !== 'opt')
    .map((/** @type {Row} */ row) => {
      const nearest = row.policy === 'lru' ? 'lru-slab' : row.policy;
      return { ...row, library: 'libcachesim', nearest, requests };
    });
}

/**
 * Measures all caches in turn.
 *
 * @param {Awaited<ReturnType<typeof import('./browser.mjs').openBrowser>>} browser
 * @param {number} rounds
 * @param {boolean} quick
 * @param {(bench: string, value: number, unit: string, aim?: number) => void} figure
 */
export async function measurePolicies(browser, rounds, quick, figure) {
  const workload = quick ? QUICK_WORKLOAD : WORKLOAD;
  const entries = quick ? QUICK_ENTRIES : ENTRIES;
  const speed = buildExample(CRATE, 'speed');
  const module = buildModule(CRATE, 'in_page');
  const folder = mkdtempSync(join(tmpdir(), 'highwater-bench-'));
  /** @type {Map<string, Row[]>} */
  const native = new Map();
  /** @type {Map<string, number[]>} */
  const chromium = new Map();
  try {
    const trace = join(folder, 'trace.oracleGeneral');
    execFileSync(buildExample(CRATE, 'oracle_general'), [workload, trace]);
    for (let round = 0; round < rounds; round += 1) {
      /** @type {Row[]} */
      const rows = await runNative(speed, [workload, String(entries)]);
      const own = rows.filter(({ library }) => library === 'highwater-cache');
      const inPage = await browser.requestKeys({ module, workload, entries });
      rows.push(...(await libcachesim(trace, entries, rows[0]?.requests ?? 0)));
      for (const row of rows) native.set(nameOf(row), [...(native.get(nameOf(row)) ?? []), row]);
      own.forEach(({ policy, misses }, index) => {
        const { ms, misses: others } = inPage[index] ?? { ms: Number.NaN, misses: Number.NaN };
        // A sketch and ghosts in sets depend on hashes, which differ with the width of a word.
        if (!(Math.abs(others / misses - 1) < 0.01)) {
          throw new Error(`${policy}: ${misses} misses, and ${others} in Chromium`);
        }
        chromium.set(policy, [...(chromium.get(policy) ?? []), ms]);
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const times = (/** @type {string} */ policy) =>
    native.get(`highwater-cache ${policy}`)?.map(({ ms }) => ms) ?? [];
  for (const [name, samples] of native) {
    const [{ library, policy, nearest, requests, misses }] = /** @type {[Row]} */ (samples);
    const ms = samples.map((sample) => sample.ms);
    figure(`${name}: natively`, requests / median(ms) / 1000, 'million a second');
    figure(`${name}: misses`, misses, 'requests');
    if (library === 'highwater-cache') {
      const inPage = medianRatio(chromium.get(policy) ?? [], ms);
      figure(`${name}: time in Chromium to native`, inPage, 'ratio', MOST_IN_CHROMIUM);
    } else {
      figure(`${nearest} to ${name}: time`, medianRatio(times(nearest), ms), 'ratio', 1);
    }
  }
}
