/** Exercises as data: the reader, and the page's exercises. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Exercise, RULES, readExercise } from '../../web/src/python/exercises/exercise.ts';
import { parseSize } from '../../web/src/util/size.ts';
import { REPOSITORY } from '../lib/dist.ts';
import { EXERCISES, exerciseIn } from './exercise-folders.ts';
import { MODULES } from './python-modules.ts';

const EXERCISE: Exercise = {
  id: 'my-own',
  title: 'A course of its own',
  text: ['One.', 'Two.'],
  file: { name: 'mine.py', source: '\n\nx = 1\n' },
  tests: { name: 'test_mine.py', source: 'import mine\n' },
  limit: 1024,
  solutions: [{ title: 'Less', why: 'It is less.', source: 'x = 0\n' }],
  order: 5,
  quick: { output: [{ from: ' x', to: ' y' }], tests: [] },
};

function problemsOf(change: Readonly<Record<string, unknown>>): string {
  try {
    readExercise({ ...EXERCISE, ...change });
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('an exercise survives a round trip through JSON, with every space of its sources', () => {
  expect(readExercise(JSON.parse(JSON.stringify(EXERCISE)))).toEqual(EXERCISE);
});

test('a limit may be a size, and optional fields have defaults', () => {
  expect(readExercise({ ...EXERCISE, limit: '200 MB' }).limit).toBe(200 * 1024 ** 2);
  const { limit, solutions, order, quick, ...least } = EXERCISE;
  expect(readExercise(least)).toEqual({
    ...least,
    limit: null,
    solutions: [],
    order: null,
    quick: null,
  });
  const output = EXERCISE.quick?.output;
  expect(readExercise({ ...EXERCISE, quick: { output } })).toEqual(EXERCISE);
});

for (const [what, change, message] of [
  ['an id', { id: 'My own' }, 'id: "My own" is not small letters and digits, such as "lru-cache"'],
  ['no title', { title: undefined }, 'title: missing; it must be a text of 1 to 120 characters'],
  ['a text that is no list', { text: 'One.' }, 'text: "One." is not a list of 1 to 12 paragraphs'],
  ['a paragraph', { text: ['One.', 5] }, 'text[1]: 5 is not a string'],
  ['a file that is a text', { file: 'x' }, 'file: "x" is not an object with name, source'],
  [
    'a name',
    { file: { name: '../x.py', source: 'x' } },
    'file.name: "../x.py" is not the name of a module\'s file, such as "lru_cache.py"',
  ],
  ['a source', { tests: { name: 'a.py', source: ' \n' } }, 'tests.source: it is empty'],
  [
    'a source that is absent',
    { tests: { name: 'a.py' } },
    'tests.source: missing; it must be a text of 1 to 65536 characters',
  ],
  ['an order', { order: 1.5 }, 'order: 1.5 is not a whole number from 1'],
  [
    'an edit without a text',
    { quick: { output: [{ from: 'a' }] } },
    'quick.output[0].to: missing; it must be a text of up to 200 characters',
  ],
  [
    'an edit that changes nothing',
    { quick: { output: [{ from: 'a', to: 'a' }] } },
    'quick.output[0]: "a" is replaced by itself',
  ],
  ['no edit', { quick: { output: [] } }, 'quick.output: [] is not a list of 1 to 12 replacements'],
  [
    'a source that is too long',
    { tests: { name: 'a.py', source: 'x'.repeat(65_537) } },
    'tests.source: it has more than 65536 characters',
  ],
  [
    'the same name twice',
    { tests: EXERCISE.file },
    'tests.name: "mine.py" is already the name of the exercise\'s file',
  ],
  [
    'a limit',
    { limit: 0.5 },
    'limit: 0.5 is neither whole bytes from 1 nor a size such as "200 MB"',
  ],
  [
    'a solution',
    { solutions: [EXERCISE.solutions[0], { title: 'a', source: 'x' }] },
    'solutions[1].why: missing; it must be a text of 1 to 1000 characters',
  ],
  [
    'a field of a solution',
    { solutions: [{ ...EXERCISE.solutions[0], code: 1 }] },
    'solutions[0].code: unknown field; the fields are title, why, source',
  ],
  [
    'a field that there is not',
    { hint: 1 },
    'hint: unknown field; the fields are id, title, text, file, tests, limit, solutions, order, quick',
  ],
] as const) {
  test(`a problem is reported with its path: ${what}`, () => {
    expect(problemsOf(change)).toBe(message);
  });
}

test('all problems are reported', () => {
  expect(problemsOf({ id: null, text: [1, 'a', 2], limit: 'much' })).toBe(
    [
      'id: missing; it must be small letters and digits, with hyphens between them, such as "lru-cache"',
      'text[0]: 1 is not a string',
      'text[2]: 2 is not a string',
      'limit: “much” is not a size: write a number and a unit (B, KB, MB, GB, TB or PB), such as 70MB',
    ].join('; '),
  );
  for (const value of [null, undefined, 5, 'text', []]) {
    expect(() => readExercise(value)).toThrow('is not an object with id, title, text');
  }
});

/** The modules that a source imports, by their top-level package. */
function importsOf(source: string): string[] {
  const lines = source.matchAll(/^[ \t]*(?:import[ \t]+([^#\n]+)|from[ \t]+(\S+)[ \t]+import\b)/gm);
  return [...lines].flatMap(([, names, from]) =>
    (names ?? from ?? '').split(',').map((name) => /\w+/.exec(name)?.[0] ?? ''),
  );
}

test('the imported modules of a source', () => {
  const source = 'import a, b as c\nfrom d.e import f\nif 1:\n    import g  # h\n# import i\n';
  expect(importsOf(source)).toEqual(['a', 'b', 'd', 'g']);
});

for (const { id, file, tests, limit, solutions } of EXERCISES) {
  const own = file.name.replace('.py', '');

  test(`${id} imports only modules that are available on the page`, () => {
    const known = ['pytest', ...MODULES];
    for (const { source } of [file, ...solutions]) {
      expect(importsOf(source).filter((name) => !known.includes(name))).toEqual([]);
    }
    expect(importsOf(tests.source).filter((name) => !known.includes(name))).toEqual([own]);
  });

  test(`${id}: the limit of the memory test is the exercise's`, () => {
    const marks = [...tests.source.matchAll(/@pytest\.mark\.limit_memory\(["'](.+?)["']\)/g)];
    const limits = marks.map(([, size = '']) => parseSize(size).bytes);
    expect(limits).toEqual(limit === null ? [] : [limit]);
  });
}

test('the README of the exercises has a row for each field, with its rule', () => {
  const readme = readFileSync(join(REPOSITORY, 'web/exercises/README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `(\w+)` \| (?:yes|no|here) \| (.*?) \|/gm)];
  expect(Object.fromEntries(rows.map(([, field, rule]) => [field, rule]))).toEqual(RULES);
});

test('the README of the exercises has a valid exercise', () => {
  const readme = readFileSync(join(REPOSITORY, 'web/exercises/README.md'), 'utf8');
  const [, json = ''] = /^```json\n(.*?)^```$/ms.exec(readme) ?? [];
  const read = () => 'LINES = 100_000\n';
  const exercise = readExercise(JSON.parse(json), { read, isBuiltIn: true });
  expect(Object.keys(exercise)).toEqual(Object.keys(RULES));
});

test('the lines of the cache are those that the page refers to', () => {
  const lines = exerciseIn('lru-cache').file.source.split('\n');
  expect(lines[15]).toBe('    @functools.cache  # pylint: disable=W1518');
  expect(lines[17]).toBe(
    '        return n * self.factorial_plus(n - 1) + self.inc if n > 1 else 1 + self.inc',
  );
});
