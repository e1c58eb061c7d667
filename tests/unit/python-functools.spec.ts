/** CPython's own tests of functools.cache and functools.lru_cache, in the page's interpreter. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { cpython, MAIN, NO_CPYTHON, runPython } from './python-run.ts';

/** Excluded tests, with the reason. */
const EXCLUDED = {
  test_lru_cache_threaded: 'a program on the page has one thread',
  test_lru_cache_threaded2: 'a program on the page has one thread',
  test_lru_cache_threaded3: 'a program on the page has one thread',
  test_pickle: 'the page’s library has no pickle',
  // In CPython from 3.12 on.
  test_common_signatures: 'the signatures of functions in C are CPython’s own',
  test_lru_recursion: 'it asks how deep functions in C may call each other',
};

/** Failing tests, with the reason. */
const FAILING: Record<string, string> = {};

/** Tests in every CPython since 3.11. */
const LEAST: string[] = [
  'test_cache',
  'test_copy',
  'test_deepcopy',
  'test_kwargs_order',
  'test_lru',
  'test_lru_bug_35780',
  'test_lru_bug_36650',
  'test_lru_cache_decoration',
  'test_lru_cache_parameters',
  'test_lru_cache_typed_is_not_recursive',
  'test_lru_cache_weakrefable',
  'test_lru_hash_only_once',
  'test_lru_method',
  'test_lru_no_args',
  'test_lru_reentrancy_with_len',
  'test_lru_star_arg_handling',
  'test_lru_type_error',
  'test_lru_with_exceptions',
  'test_lru_with_keyword_args',
  'test_lru_with_keyword_args_maxsize_none',
  'test_lru_with_maxsize_negative',
  'test_lru_with_maxsize_none',
  'test_lru_with_types',
  'test_need_for_rlock',
];

/** The outcome of each test: `undefined` if it passed, otherwise the failure. */
function outcomes(printed: string): [name: string, failure: string | undefined][] {
  return printed
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', failure] = line.split('\t');
      return [name, failure];
    });
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

test('CPython’s tests of lru_cache and cache pass', async () => {
  test.skip(NO_CPYTHON !== '', NO_CPYTHON);
  const { stdout: source } = cpython([here('functools_tests.py'), ...Object.keys(EXCLUDED)]);
  test.skip(source === '', 'this CPython comes without its test package');

  const shim = readFileSync(here('unittest_shim.py'), 'utf8');
  const run = await runPython(
    [
      { name: MAIN, source },
      { name: 'unittest_shim.py', source: shim },
    ],
    { traced: false },
  );
  expect(run.error?.traceback ?? '').toBe('');
  const told = outcomes(run.stdout);
  const passed = told.flatMap(([name, failure]) => (failure === undefined ? [name] : []));
  const said = `${passed.length} of ${told.length} tests of CPython pass`;
  test.info().annotations.push({ type: 'functools', description: said });
  console.log(said);

  // CPython has all the same tests, and passes them with these replacements too.
  const folder = test.info().outputPath('functools');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${MAIN}`, source);
  writeFileSync(`${folder}/unittest_shim.py`, shim);
  const oracle = outcomes(cpython([MAIN], folder).stdout);
  expect(oracle.filter(([, failure]) => failure !== undefined)).toEqual([]);
  expect(told.map(([name]) => name)).toEqual(oracle.map(([name]) => name));

  expect(told.filter(([, failure]) => failure !== undefined)).toEqual(Object.entries(FAILING));
  expect(passed).toEqual(expect.arrayContaining(LEAST));
});
