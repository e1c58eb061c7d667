/** The check for cached methods, compared with pylint and flake8-bugbear. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { lintCachedMethods } from '../../web/src/python/lint/cached-methods.ts';
import { exerciseIn } from './exercise-folders.ts';

type Place = readonly [line: number, column: number];

interface Recordings {
  readonly programs: readonly {
    readonly source: string;
    readonly W1518: readonly Place[];
    readonly B019: readonly Place[];
  }[];
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const RECORDED: Recordings = JSON.parse(read('../parity/cached-methods.json'));

function placesOf(source: string, code: string): Place[] {
  return lintCachedMethods(source)
    .filter((problem) => problem.code === code)
    .map(({ line, column }) => [line, column] as const);
}

test('reports every shape that pylint reports', () => {
  for (const { source, W1518 } of RECORDED.programs) {
    expect(placesOf(source, 'W1518'), source).toEqual(W1518);
  }
});

test('reports what bugbear reports, resolving imported names', () => {
  const others = RECORDED.programs
    .filter(({ source, B019 }) => `${placesOf(source, 'B019')}` !== `${B019}`)
    .map(({ source, B019 }) => {
      const [imports = ''] = source.split('\n\n\n');
      const [decorator] = /@\S*/.exec(source) ?? [];
      return `${imports}: ${decorator}${B019.length > 0 ? ', for bugbear alone' : ''}`;
    });
  expect(others).toEqual([
    'import functools: @cache, for bugbear alone',
    'import functools as ft: @ft.cache',
    'import functools as ft: @ft.lru_cache(maxsize=None)',
    'import functools as ft: @functools.cache, for bugbear alone',
    'import os, functools as f: @f.lru_cache(None)',
    'from functools import cache as c, lru_cache as l: @c',
    'from functools import cache as c, lru_cache as l: @l(None)',
    'from functools import cache as c, lru_cache as l: @l',
    'from functools import cache as c, lru_cache as l: @lru_cache, for bugbear alone',
    'from cachetools import cache: @cache, for bugbear alone',
    'def cache(f):\n    return f: @cache, for bugbear alone',
    'from functools import cache\ndef cache(f):\n    return f: @cache, for bugbear alone',
    'import functools\nmemo = functools.cache: @memo',
  ]);
});

test('a name refers to its import, and to nothing else', () => {
  const codes = (imports: string, decorator: string) =>
    lintCachedMethods(`${imports}\nclass A:\n    @${decorator}\n    def f(self): pass\n`).map(
      ({ code }) => code,
    );
  expect(codes('import functools as ft', 'ft.cache')).toEqual(['W1518', 'B019']);
  expect(codes('from functools import cache as c', 'c')).toEqual(['W1518', 'B019']);
  expect(codes('from functools import lru_cache as c', 'c')).toEqual(['B019']);
  expect(codes('from functools import lru_cache as c', 'c(None)')).toEqual(['W1518', 'B019']);
  expect(codes('import functools\nmemo = functools.cache', 'memo')).toEqual(['W1518', 'B019']);
  expect(codes('from cachetools import cache', 'cache')).toEqual([]);
  expect(codes('from functools import cache\nfrom mine import cache', 'cache')).toEqual([]);
  expect(codes('def cache(f): return f', 'cache')).toEqual([]);
  expect(codes('from functools import cache\ndef cache(f): return f', 'cache')).toEqual([]);
});

test('the place is the expression of the decorator, on its first line', () => {
  const of = (decorator: string) =>
    lintCachedMethods(`import functools\nclass A:\n    @${decorator}\n    def f(self): pass\n`).map(
      ({ line, column, endColumn }) => [line, column, endColumn],
    );
  expect(of('functools.lru_cache(5)  # five')).toEqual([[3, 5, 27]]);
  expect(of('functools.lru_cache(\n        5\n    )')).toEqual([[3, 5, 25]]);
});

test('the programs of the page are reported at the lines in the pylint recording', () => {
  const recorded = JSON.parse(read('../../crate/exercise/reference/pylint.json')).reported;
  const program =
    'import functools\nfrom collections import Counter\n\n\nclass Algorithms:\n' +
    '    def __init__(self, inc):\n        self.inc = inc\n\n' +
    '    @functools.cache  # pylint: disable=W1518\n    def factorial_plus(self, n):\n' +
    '        return n * self.factorial_plus(n - 1) + self.inc if n > 1 else 1 + self.inc\n';
  expect(placesOf(program, 'W1518')).toEqual([]);
  const uncommented = program.replace(/ {2}#.*/, '');
  expect(placesOf(uncommented, 'W1518')).toEqual([recorded['class/unbounded']]);
  expect(placesOf(`import gc\n${uncommented}`, 'W1518')).toEqual([
    recorded['class/unbounded/nogc'],
  ]);
});

test('reports the exercise, and not a solution without a reference to the instance', () => {
  const { file, solutions } = exerciseIn('lru-cache');
  const uncommented = file.source.replace('  # pylint: disable=W1518', '');
  expect(placesOf(uncommented, 'W1518')).toEqual([[16, 5]]);
  expect(placesOf(file.source, 'B019')).toEqual([[16, 5]]);
  const bounded = solutions.find(({ title }) => title === 'A cache with a bound')?.source ?? '';
  expect(lintCachedMethods(bounded).map(({ code }) => code)).toEqual(['B019']);
  const own = solutions.find(({ title }) => title === 'A cache for each instance')?.source ?? '';
  expect(lintCachedMethods(own)).toEqual([]);
});

test('any prefix of a program, and any program with a gap, is parsed', () => {
  const source = exerciseIn('lru-cache').file.source;
  for (let at = 0; at <= source.length; at += 1) {
    expect(() => lintCachedMethods(source.slice(0, at))).not.toThrow();
    expect(() => lintCachedMethods(source.slice(0, at) + source.slice(at + 40))).not.toThrow();
  }
});
