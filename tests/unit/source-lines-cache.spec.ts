/** The lines of the Python behind runs. */

import { expect, test } from '@playwright/test';
import type { Engine } from '../../web/src/engine/engine';
import type { RunRequest } from '../../web/src/model/run-result';
import { Sources } from '../../web/src/reports/source-lines-cache';

/** An engine that counts the programs it writes. */
function counting(): { engine: Engine; count: () => number } {
  let written = 0;
  const engine = {
    pythonProgram: (policy: string, ranges: string) => {
      written += 1;
      return { file: 'lru_cache.py', text: `# ${policy}\n# ${ranges}` };
    },
  } as unknown as Engine;
  return { engine, count: () => written };
}

const request = (run: string): RunRequest => ({ run, ranges: [20, 30] }) as unknown as RunRequest;

test('the lines of a policy are written once for its run', () => {
  const { engine, count } = counting();
  const sources = new Sources();
  const run = request('class/lru:3');
  const lines = sources.of(run, engine);
  expect([...lines]).toEqual([['lru_cache.py', ['# class/lru:3', '# 20,30']]]);
  expect(sources.of(run, engine)).toBe(lines);
  expect(count()).toBe(1);
});

test('another run of the policy has its own lines, which are released with it', () => {
  const { engine, count } = counting();
  const sources = new Sources();
  const [first, second] = [request('class/lru:3'), request('class/lru:3')];
  expect(sources.of(second, engine)).not.toBe(sources.of(first, engine));
  expect(count()).toBe(2);
});

test('the lines of a program are those of its files, for all its runs', () => {
  const { engine, count } = counting();
  const sources = new Sources();
  const program = { files: [{ name: 'own.py', source: 'x = 1\ny = 2' }] };
  const of = () => ({ ...request('own'), program }) as unknown as RunRequest;
  const lines = sources.of(of(), engine);
  expect([...lines]).toEqual([['own.py', ['x = 1', 'y = 2']]]);
  expect(sources.of(of(), null)).toBe(lines);
  expect(count()).toBe(0);
});

test('a program that is not loaded is asked for again', () => {
  const sources = new Sources();
  const run = request('class/sieve:3');
  const unloaded = { pythonProgram: () => null } as unknown as Engine;
  expect([...sources.of(run, unloaded)]).toEqual([]);
  expect([...sources.of(run, counting().engine)].length).toBe(1);
});

test('without a run, or before the engine is there, there are no lines', () => {
  expect([...new Sources().of(undefined, counting().engine)]).toEqual([]);
  expect([...new Sources().of(request('class/lru:3'), null)]).toEqual([]);
});
