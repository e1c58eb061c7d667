/**
 * The decorators that programs of eviction policies define, in the page's interpreter, compared with
 * CPython. The tests of the crates compare CPython's counts with the caches'.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { PolicyVocabulary } from '../../web/src/model/policy.ts';
import * as engine from '../../web/wasm/policies/highwater_engine.js';
import { REPOSITORY } from '../lib/dist.ts';
import { cpython, NO_CPYTHON, runPython } from './python-run.ts';

const MODULE = join(REPOSITORY, 'web/wasm/policies/highwater_engine_bg.wasm');

/** Requests of a skewed distribution with a scan in the middle, which clears the cache first. */
const REQUESTS = `
number = 5
def keys(count):
    global number
    for _ in range(count):
        number = number * 48271 % 2147483647
        yield number % 97 * (number // 97 % 97) // 97

for size in (0, 1, 2, 3, 20, 64):
    call = DECORATOR(maxsize=size)(lambda key: key)
    for key in keys(1000):
        assert call(key) == key
    print(size, *call.cache_info())
    call.cache_clear()
    for key in (*range(1000, 1200), *keys(1000)):
        assert call(key) == key
    print(size, *call.cache_info())
`;

/** The program of each policy that defines its decorator: the definition, then the requests. */
function programs(): { name: string; source: string }[] {
  engine.initSync({ module: new Uint8Array(readFileSync(MODULE)) });
  const found = [];
  const { bounds } = JSON.parse(engine.list_policies()) as PolicyVocabulary;
  for (const { name, parameter } of bounds) {
    if (parameter === null) continue;
    const { text } = JSON.parse(engine.python_program(`class/${name}:7`, '20'));
    const [definition = ''] = String(text).split('\n\n\nclass Algorithms:');
    const decorator = /^def (\w+_cache)\(maxsize\):/m.exec(definition)?.[1];
    if (decorator !== undefined) {
      found.push({ name, source: definition + REQUESTS.replace('DECORATOR', decorator) });
    }
  }
  return found;
}

/** The third number of each line. */
function missesIn(printed: string): number[] {
  return printed
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ')[2]));
}

const DEFINED = programs();

test('twelve policies define their decorator', () => {
  expect(DEFINED.map(({ name }) => name)).toEqual([
    'mru',
    'rr',
    'clock',
    'slru',
    '2q',
    'arc',
    'car',
    'lirs',
    'sieve',
    's3-fifo',
    'w-tinylfu',
    'gdsf',
  ]);
});

for (const { name, source } of DEFINED) {
  test(`${name} has CPython’s hits and misses`, async () => {
    test.skip(NO_CPYTHON !== '', NO_CPYTHON);
    const expected = cpython(['-c', source]);
    expect(expected.stderr).toBe('');
    const run = await runPython(source, { traced: false });
    expect(run.error).toBeNull();
    if (name === 'w-tinylfu') {
      // Its sketch depends on hashes of tuples, which are the interpreter's own.
      const misses = missesIn(run.stdout);
      for (const [row, count] of missesIn(expected.stdout).entries()) {
        expect(Math.abs((misses[row] ?? Number.NaN) / count - 1)).toBeLessThan(0.2);
      }
    } else {
      expect(run.stdout).toBe(expected.stdout);
    }
  });
}
