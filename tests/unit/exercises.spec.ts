/** Exercises as data: how they are read, and those of the page. */

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from '../../web/node_modules/vite/dist/node/index.js';
import { type Exercise, readExercise } from '../../web/src/python/exercises/exercise.ts';
import { exerciseIn, folderOf, IDS, manifestOf } from './exercise-folders.ts';

const EXERCISE: Exercise = {
  id: 'my-own',
  title: 'A course of its own',
  text: ['One.', 'Two.'],
  file: { name: 'mine.py', source: '\n\nx = 1\n' },
  tests: { name: 'test_mine.py', source: 'import mine\n' },
  limit: 1024,
  solutions: [{ title: 'Less', why: 'It is less.', source: 'x = 0\n' }],
};

function problemsOf(change: Readonly<Record<string, unknown>>): string {
  try {
    readExercise({ ...EXERCISE, ...change });
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('an exercise reads back from its JSON, with every space of its sources', () => {
  expect(readExercise(JSON.parse(JSON.stringify(EXERCISE)))).toEqual(EXERCISE);
});

test('a limit may be a size, and what may be left out has its default', () => {
  expect(readExercise({ ...EXERCISE, limit: '200 MB' }).limit).toBe(200 * 1024 ** 2);
  const { limit, solutions, ...least } = EXERCISE;
  expect(readExercise(least)).toEqual({ ...EXERCISE, limit: null, solutions: [] });
});

for (const [what, change, message] of [
  ['an id', { id: 'My own' }, 'id: "My own" is not small letters and digits, such as "lru-cache"'],
  ['no title', { title: undefined }, 'title: it is missing'],
  ['a text that is no list', { text: 'One.' }, 'text: "One." is not a list of 1 to 12 paragraphs'],
  ['a paragraph', { text: ['One.', 5] }, 'text[1]: 5 is not a text'],
  ['a file that is a text', { file: 'x' }, 'file: "x" is not an object with name, source'],
  [
    'a name',
    { file: { name: '../x.py', source: 'x' } },
    'file.name: "../x.py" is not the name of a module\'s file, such as "lru_cache.py"',
  ],
  ['a source', { tests: { name: 'a.py', source: ' \n' } }, 'tests.source: it is empty'],
  ['a source that is absent', { tests: { name: 'a.py' } }, 'tests.source: it is missing'],
  [
    'a source that is too long',
    { tests: { name: 'a.py', source: 'x'.repeat(65_537) } },
    'tests.source: it has more than 65536 characters',
  ],
  [
    'the same name twice',
    { tests: EXERCISE.file },
    'tests.name: the exercise\'s file is called "mine.py" already',
  ],
  [
    'a limit',
    { limit: 0.5 },
    'limit: 0.5 is neither whole bytes from 1 nor a size such as "200 MB"',
  ],
  [
    'a solution',
    { solutions: [EXERCISE.solutions[0], { title: 'a', source: 'x' }] },
    'solutions[1].why: it is missing',
  ],
  [
    'a field of a solution',
    { solutions: [{ ...EXERCISE.solutions[0], code: 1 }] },
    'solutions[0].code: there is no such field; there are title, why, source',
  ],
  [
    'a field that there is not',
    { hint: 1 },
    'hint: there is no such field; there are id, title, text, file, tests, limit, solutions',
  ],
] as const) {
  test(`${what} that cannot be read is named with its place`, () => {
    expect(problemsOf(change)).toBe(message);
  });
}

test('everything that is wrong is named, not the first alone', () => {
  expect(problemsOf({ id: null, text: [1, 'a', 2], limit: 'much' })).toBe(
    [
      'id: it is missing',
      'text[0]: 1 is not a text',
      'text[2]: 2 is not a text',
      'limit: “much” is not a size: write a number and a unit (B, KB, MB, GB, TB or PB), such as 70MB',
    ].join('; '),
  );
  for (const value of [null, undefined, 5, 'text', []]) {
    expect(() => readExercise(value)).toThrow('is not an object with id, title, text');
  }
});

/** What a learner's Python may import, beside the exercise's own file. */
const MODULES = new Set(
  (
    'functools collections itertools operator gc weakref dataclasses typing re string enum ' +
    'contextlib pytest'
  ).split(' '),
);

for (const id of IDS) {
  test(`${id} is an exercise, and every file of its folder is in it`, () => {
    const exercise = exerciseIn(id);
    expect(exercise.id).toBe(id);
    expect(exercise.solutions.length).toBeGreaterThan(2);
    const { file, tests, solutions } = manifestOf(id);
    const named = ['exercise.json', file, tests, ...solutions.map((solution) => solution.file)];
    expect(
      readdirSync(folderOf(id))
        .filter((name) => !name.startsWith('__'))
        .sort(),
    ).toEqual(named.sort());
  });

  test(`${id} imports only what the engine has`, () => {
    const { file, tests, solutions } = exerciseIn(id);
    const own = file.name.replace('.py', '');
    for (const { source } of [file, tests, ...solutions]) {
      const imports = source.matchAll(/^\s*(?:import|from) (\w+)/gm);
      const others = [...imports].map(([, name = '']) => name).filter((name) => !MODULES.has(name));
      expect(others).toEqual(source === tests.source ? [own] : []);
    }
  });

  test(`${id}: the limit of the memory test is the exercise's`, () => {
    const { tests, limit } = exerciseIn(id);
    const marks = [...tests.source.matchAll(/@pytest\.mark\.limit_memory\("(\d+) MB"\)/g)];
    expect(marks.map(([, megabytes]) => Number(megabytes) * 1024 ** 2)).toEqual([limit]);
  });
}

test('the page offers each of them, as a build puts them together', async () => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(
          new URL('../../web/src/python/exercises/built-in.ts', import.meta.url),
        ),
        formats: ['es'],
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [];
  const code = output?.output[0].code ?? '';
  const { EXERCISES } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(EXERCISES.map(({ id }: Exercise) => id).sort()).toEqual([...IDS].sort());
  for (const exercise of EXERCISES) {
    expect(exercise).toEqual(exerciseIn(exercise.id));
  }
});

test('the lines of the cache stand where they are looked for', () => {
  const lines = exerciseIn('lru-cache').file.source.split('\n');
  expect(lines[15]).toBe('    @functools.cache  # pylint: disable=W1518');
  expect(lines[17]).toBe(
    '        return n * self.factorial_plus(n - 1) + self.inc if n > 1 else 1 + self.inc',
  );
});
