/** Programs of several files as one text, and the files that are added to them. */

import { expect, test } from '@playwright/test';
import { findExercise } from '../../web/src/python/exercises/find.ts';
import {
  filesOf,
  importableName,
  type Project,
  packed,
  unpacked,
  withFiles,
  withSource,
} from '../../web/src/python/project.ts';
import { readFragment, writeFragment } from '../../web/src/python/share-link.ts';
import { passingStore } from '../../web/src/python/text-store.ts';
import { LONGEST_PROGRAM, Versions } from '../../web/src/python/versions.ts';
import { exerciseIn } from './exercise-folders.ts';

const NAME = 'program.py';

const file = (name: string, source = `# ${name}\n`) => ({ name, source });

const BLANK = unpacked('', NAME);

const TWO: Project = { main: file('main.py', 'import tools\n'), beside: [file('tools.py')] };

const namesOf = (project: Project) => filesOf(project).map(({ name }) => name);

test('a single file of the expected name is its source, and others survive a round trip', () => {
  const single = unpacked('x = 1\n', NAME);
  expect(single).toEqual({ main: file(NAME, 'x = 1\n'), beside: [] });
  expect(packed(single, NAME)).toBe('x = 1\n');
  const named = { main: file('main.py', 'x = 1\n'), beside: [] };
  for (const project of [TWO, named, { main: file(NAME, packed(TWO, NAME)), beside: [] }]) {
    expect(unpacked(packed(project, NAME), NAME)).toEqual(project);
  }
});

test('a damaged text of files is a source', () => {
  const [mark = ''] = packed(TWO, NAME).split(/(?<=\n)/);
  for (const rest of [
    '',
    '{',
    '{}',
    '[]',
    '[1]',
    '[{"name":"a.py"}]',
    '[{"name":"../a.py","source":""}]',
    '[{"name":"a.py","source":""},{"name":"a.py","source":""}]',
  ]) {
    expect(unpacked(mark + rest, NAME), rest).toEqual({
      main: file(NAME, mark + rest),
      beside: [],
    });
  }
});

test('a text is changed in its own file alone', () => {
  expect(withSource(TWO, 'tools.py', 'y')).toEqual({ ...TWO, beside: [file('tools.py', 'y')] });
  expect(withSource(TWO, 'main.py', 'y')).toEqual({ ...TWO, main: file('main.py', 'y') });
});

test('files take the place of a blank program, and are beside another one', () => {
  const files = [file('test_a.py'), file('a.py'), file('b.py')];
  expect(namesOf(withFiles(BLANK, files))).toEqual(['a.py', 'test_a.py', 'b.py']);
  expect(namesOf(withFiles(BLANK, [file('test_a.py')]))).toEqual(['test_a.py']);
  expect(withFiles(BLANK, [])).toEqual(BLANK);
  const more = withFiles(TWO, [file('tools.py', 'new'), file('a.py'), file('main.py', 'newer')]);
  expect(filesOf(more)).toEqual([file('main.py', 'newer'), file('tools.py', 'new'), file('a.py')]);
});

test('names become those of modules', () => {
  for (const [name, importable] of [
    ['tools.py', 'tools.py'],
    ['my-tools 2.PY', 'my_tools_2.py'],
    ['2nd.py', '_2nd.py'],
    ['.py', '_.py'],
    ['é.py', '_.py'],
    [`${'x'.repeat(200)}.py`, `${'x'.repeat(56)}.py`],
  ] as const) {
    expect(importableName(name)).toBe(importable);
  }
});

test('a link holds all files', async () => {
  const fragment = await writeFragment({ exercise: 'own', source: packed(TWO, NAME) });
  const shared = await readFragment(fragment);
  expect(shared?.exercise).toBe('own');
  expect(unpacked(shared?.source ?? '', NAME)).toEqual(TWO);
});

test('versions of an own program may be as long as its files together', () => {
  const versions = new Versions('own', passingStore());
  versions.keepDraft('x'.repeat(LONGEST_PROGRAM));
  expect(() => versions.keepDraft('x'.repeat(LONGEST_PROGRAM + 1))).toThrow(
    'the code has 524,289 characters; at most 524,288 can be saved',
  );
});

test('no exercise may have the id of the own program', async () => {
  const exercise = { ...exerciseIn('lru-cache'), id: 'own', order: null, quick: null };
  await expect(findExercise(JSON.stringify(exercise), [], 'http://localhost/')).rejects.toThrow(
    'its id, “own”, is already used by “Your own program”',
  );
});
