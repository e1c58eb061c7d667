/** Exercises beside the built page, or inside a host page. */

import type { Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';
import type { PythonElement } from './lib/python';
import { PythonPage } from './lib/python';

const FOLDER = {
  id: 'words-of-a-book',
  title: 'The words of a book',
  text: ['The program counts words, and keeps every line.', 'Bring the peak below 1 MB.'],
  file: 'words.py',
  tests: 'test_words.py',
  limit: '1 MB',
  solutions: [
    { title: 'A line at a time', why: 'Only the counts stay.', file: 'line_at_a_time.py' },
  ],
};

const GIVEN = `
def lines():
    for number in range(20_000):
        yield f"the words of line {number} are many and all of them are kept"


def words():
    kept = list(lines())
    return sum(len(line.split()) for line in kept)


print(words())
`.trimStart();

const BETTER = GIVEN.replace('kept = list(lines())', 'kept = lines()');

const TESTS = `
import pytest
import words


@pytest.mark.limit_memory("1 MB")
def test_memory():
    words.words()


def test_count():
    assert words.words() == 260_000
`.trimStart();

const FILES: Readonly<Record<string, string>> = {
  'exercise.json': JSON.stringify(FOLDER),
  'words.py': GIVEN,
  'test_words.py': TESTS,
  'line_at_a_time.py': BETTER,
};

/** A complete custom exercise. */
const WHOLE = {
  ...FOLDER,
  file: { name: 'words.py', source: GIVEN },
  tests: { name: 'test_words.py', source: TESTS },
  solutions: [{ title: 'A line at a time', why: 'Only the counts stay.', source: BETTER }],
};

/** Puts a folder beside the built page. */
async function addFolder(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  await page.route('**/course/words/*', async (route) => {
    const body = files[new URL(route.request().url()).pathname.split('/').at(-1) ?? ''];
    await (body === undefined
      ? route.fulfill({ status: 404, body: 'not found' })
      : route.fulfill({ contentType: 'text/plain; charset=utf-8', body }));
  });
}

const AT = '?exercise=course/words/exercise.json';

const problem = (page: Page) => page.getByTestId('problem');

test('a folder beside the page is an exercise: run, tested, solved, saved and shared', async ({
  page,
  context,
}) => {
  await addFolder(page, FILES);
  const python = await new PythonPage(page).open(AT);
  await expect(page.getByRole('heading', { name: FOLDER.title })).toBeVisible();
  await expect(python.code).toContainText('kept = list(lines())');
  const { stdout, memory } = await python.runToEnd();
  expect(stdout).toBe('260000\n');
  expect(memory.peakLive - (memory.startUp ?? 0)).toBeGreaterThan(2 ** 20);
  await python.prove.click();
  await expect(python.tests).toHaveCount(2);
  await expect(python.tests.filter({ hasText: 'test_memory' })).toContainText('FAILED');
  await expect(python.tests.filter({ hasText: 'test_count' })).toContainText('PASSED');

  const origin = python.root.getByTestId('origin');
  await origin.selectOption('A line at a time');
  const solved = await python.runToEnd();
  expect(solved.memory.peakLive - (solved.memory.startUp ?? 0)).toBeLessThan(2 ** 20);

  // A draft of its own, separate from those of the other exercises.
  await python.write(`${BETTER}print("mine")\n`);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await python.root.getByRole('button', { name: 'Copy link' }).click();
  await expect(python.status).toHaveText('Link copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).searchParams.get('exercise')).toMatch(/course\/words\/exercise\.json$/);
  const exercise = python.root.getByTestId('exercise');
  await exercise.selectOption('lru-cache');
  await expect(page.getByRole('heading', { name: FOLDER.title })).toBeHidden();
  await exercise.selectOption(FOLDER.title);
  await expect(python.editor).toContainText('print("mine")');

  const other = await context.newPage();
  await addFolder(other, FILES);
  await other.goto(link);
  await expect(new PythonPage(other).code).toContainText('print("mine")');
  await expect(other.getByRole('heading', { name: FOLDER.title })).toBeVisible();
  await expect(problem(other)).toHaveCount(0);
});

test('an exercise as JSON inside the element of a host page', async ({ page }) => {
  const json = JSON.stringify(WHOLE).replaceAll('<', '\\u003c');
  await openEmbedding(
    page,
    `<highwater-playground engine="python"><script type="application/json">${json}</script>
    </highwater-playground>`,
  );
  await expect(page.getByRole('heading', { name: FOLDER.title })).toBeVisible();
  const report = await page
    .locator('highwater-playground')
    .evaluate((element) => (element as PythonElement).test());
  expect(report.tests.map(({ name, passed }) => [name, passed])).toEqual([
    ['test_memory', false],
    ['test_count', true],
  ]);
});

test.describe('an invalid exercise is reported, and the page’s own exercise is shown', () => {
  test.use({ allowedProblems: /404|Content Security Policy|another host/ });

  for (const [what, files, message] of [
    ['no folder', {}, /exercise\.json cannot be fetched: the server responded with 404/],
    [
      'a file that is not there',
      { ...FILES, 'test_words.py': undefined },
      /at http\S+exercise\.json cannot be used: test_words\.py cannot be fetched: .* 404/,
    ],
    ['no JSON', { 'exercise.json': '<html>' }, /cannot be used: invalid JSON/],
    [
      'wrong fields',
      { ...FILES, 'exercise.json': JSON.stringify({ ...FOLDER, title: 5, limit: 'much' }) },
      /title: 5 is not a string; limit: “much” is not a size/,
    ],
    [
      'no object at all',
      { 'exercise.json': '[]' },
      /the JSON: \[\] is not an object with id, title/,
    ],
    [
      'the id of another',
      { ...FILES, 'exercise.json': JSON.stringify({ ...FOLDER, id: 'lru-cache' }) },
      /its id, “lru-cache”, is already used by “/,
    ],
  ] as [string, Record<string, string>, RegExp][]) {
    test(what, async ({ page }) => {
      await addFolder(page, files);
      await new PythonPage(page).open(AT);
      await expect(problem(page)).toContainText(message);
      await expect(new PythonPage(page).code).toContainText('factorial_plus');
    });
  }

  test('an address forbidden by the policy of the page', async ({ page }) => {
    await new PythonPage(page).open('?exercise=https://example.org/exercise.json');
    await expect(problem(page)).toContainText(
      'https://example.org/exercise.json cannot be fetched: the connection failed, or the server does not allow requests from this page',
    );
  });
});
