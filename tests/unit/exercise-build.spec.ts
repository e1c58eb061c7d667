/**
 * An exercise is added by its folder alone: a copy of the sources is built with an additional one.
 */

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { evaluated } from '../../web/build/evaluated.ts';
import { build } from '../../web/node_modules/vite/dist/node/index.js';
import type { Exercise } from '../../web/src/python/exercises/exercise.ts';
import { REPOSITORY } from '../lib/dist.ts';
import { EXERCISES, IDS } from './exercise-folders.ts';

const SOLUTION = { title: 'A line at a time', why: 'Only counts stay.', file: 'line_by_line.py' };

/** The JSON of an additional exercise, in second place. */
const MANIFEST = {
  id: 'words-of-a-book',
  title: 'The words of a book',
  text: ['The program counts words, and keeps every line.'],
  file: 'words.py',
  tests: 'test_words.py',
  limit: '1 MB',
  solutions: [SOLUTION],
  order: 15,
  quick: { output: [{ from: '20_000', to: '2_000' }] },
};

const FILES: Readonly<Record<string, string>> = {
  'words.py': 'print(len([n for n in range(20_000)]))\n',
  'line_by_line.py': 'print(sum(1 for n in range(20_000)))\n',
  'test_words.py': 'import words\n',
  'exercise.json': JSON.stringify(MANIFEST),
};

/**
 * The built code of the exercises, from a copy in which the additional exercise has these files.
 */
async function builtWith(files: Readonly<Record<string, string>>): Promise<string> {
  const web = test.info().outputPath('web');
  rmSync(web, { recursive: true, force: true });
  for (const folder of ['exercises', 'src/util', 'src/python/exercises']) {
    cpSync(join(REPOSITORY, 'web', folder), join(web, folder), { recursive: true });
  }
  const folder = join(web, 'exercises', MANIFEST.id);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  const entry = join(web, 'src/python/exercises/built-in.ts');
  const built = await build({
    configFile: false,
    root: web,
    logLevel: 'silent',
    plugins: [evaluated(entry)],
    build: { write: false, lib: { entry, formats: ['es'] } },
  });
  const [output] = Array.isArray(built) ? built : [];
  return output?.output[0].code ?? '';
}

/** The exercises of the resulting page. */
async function offeredWith(files: Readonly<Record<string, string>>): Promise<Exercise[]> {
  const code = await builtWith(files);
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).EXERCISES;
}

/** The files with a changed manifest; fields set to `undefined` are removed. */
function withManifest(change: Readonly<Record<string, unknown>>): Record<string, string> {
  return { ...FILES, 'exercise.json': JSON.stringify({ ...MANIFEST, ...change }) };
}

function without(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(FILES).filter(([file]) => file !== name));
}

test('a folder is an exercise of the page, at its position', async () => {
  const exercises = await offeredWith(FILES);
  const [first, ...rest] = IDS;
  expect(exercises.map(({ id }) => id)).toEqual([first, MANIFEST.id, ...rest]);
  expect(exercises.filter(({ id }) => id !== MANIFEST.id)).toEqual(EXERCISES);
  expect(exercises[1]).toEqual({
    ...MANIFEST,
    file: { name: 'words.py', source: FILES['words.py'] },
    tests: { name: 'test_words.py', source: FILES['test_words.py'] },
    limit: 1024 ** 2,
    solutions: [{ title: SOLUTION.title, why: SOLUTION.why, source: FILES['line_by_line.py'] }],
    quick: { ...MANIFEST.quick, tests: [] },
  });
});

test('the limit and the solutions are optional', async () => {
  const manifest = withManifest({ limit: undefined, solutions: undefined });
  const { 'line_by_line.py': _, ...files } = manifest;
  const exercises = await offeredWith(files);
  expect(exercises[1]).toMatchObject({ id: MANIFEST.id, limit: null, solutions: [] });
});

const NAMED_FILE = 'the name of a Python file of the folder, such as "lru_cache.py"';
const JSON_FILE = 'web/exercises/words-of-a-book/exercise.json:';

for (const [what, files, message] of [
  ['exercise.json', without('exercise.json'), 'missing; it must name the files of the folder'],
  ['its file', without('words.py'), 'file: "words.py" is not a file of the folder'],
  ['its tests', without('test_words.py'), 'tests: "test_words.py" is not a file of the folder'],
  [
    'a solution’s file',
    without('line_by_line.py'),
    'solutions[0].file: "line_by_line.py" is not a file of the folder',
  ],
  [
    'the text of a file',
    { ...FILES, 'words.py': '\n' },
    'file: "words.py" cannot be used: it is empty',
  ],
  [
    'id',
    withManifest({ id: undefined }),
    'id: missing; it must be small letters and digits, with hyphens between them, such as "lru-cache"',
  ],
  [
    'title',
    withManifest({ title: undefined }),
    'title: missing; it must be a text of 1 to 120 characters',
  ],
  [
    'text',
    withManifest({ text: undefined }),
    'text: missing; it must be a list of 1 to 12 paragraphs, each a text of 1 to 1000 characters',
  ],
  ['file', withManifest({ file: undefined }), `file: missing; it must be ${NAMED_FILE}`],
  ['tests', withManifest({ tests: undefined }), `tests: missing; it must be ${NAMED_FILE}`],
  ['order', withManifest({ order: undefined }), 'order: missing; it must be a whole number from 1'],
  [
    'quick',
    withManifest({ quick: undefined }),
    'quick: missing; it must be an object with output, tests',
  ],
  [
    'quick.output',
    withManifest({ quick: {} }),
    'quick.output: missing; it must be a list of 1 to 12 objects with from, to',
  ],
  [
    'a solution’s title',
    withManifest({ solutions: [{ ...SOLUTION, title: undefined }] }),
    'solutions[0].title: missing; it must be a text of 1 to 120 characters',
  ],
  [
    'a solution’s why',
    withManifest({ solutions: [{ ...SOLUTION, why: undefined }] }),
    'solutions[0].why: missing; it must be a text of 1 to 1000 characters',
  ],
  [
    'the name of a solution’s file',
    withManifest({ solutions: [{ ...SOLUTION, file: undefined }] }),
    `solutions[0].file: missing; it must be ${NAMED_FILE}`,
  ],
] as const) {
  test(`without ${what} the build fails with a message`, async () => {
    await expect(builtWith(files)).rejects.toThrow(`${JSON_FILE} ${message}`);
  });
}

for (const [what, files, message] of [
  [
    'the name of another folder',
    withManifest({ id: 'words' }),
    'id: "words" is not the name of the folder, "words-of-a-book"',
  ],
  ['the place of another', withManifest({ order: 10 }), 'order: 10 is already used by lru-cache'],
  ['JSON that is none', { ...FILES, 'exercise.json': '{' }, 'invalid JSON: '],
  [
    'a file that is not named',
    { ...FILES, 'notes.txt': 'later' },
    'notes.txt is in the folder, but is not named as file, tests or a solution’s file',
  ],
  [
    'an edit with nothing to replace',
    withManifest({ quick: { output: [{ from: '30_000', to: '3' }] } }),
    'quick.output: in file, "words.py": "30_000" is not found; quick.output: in solutions[0]: "30_000" is not found',
  ],
] as const) {
  test(`with ${what} the build fails with a message`, async () => {
    await expect(builtWith(files)).rejects.toThrow(`${JSON_FILE} ${message}`);
  });
}
