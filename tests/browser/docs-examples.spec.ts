/** The examples of the documentation and the README, unchanged. */

import type { Page } from '@playwright/test';
import { exerciseOf } from '../../web/src/python/exercises/folder.ts';
import { blockWith, pageText, rowsOf, textOf } from '../lib/docs';
import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';
import { Playground } from './lib/playground';

const EMBEDDING = pageText('embedding');
const API = pageText('api');

/** Serves the build below a folder `highwater/`, as in the examples. */
async function inFolder(page: Page): Promise<void> {
  await page.route('**/highwater/**', async (route) => {
    const url = route.request().url().replace('/highwater/', '/');
    await route.fulfill({ response: await route.fetch({ url }) });
  });
}

test('the messages with a frame work as documented', async ({ page }) => {
  const frame = blockWith(EMBEDDING, 'html', 'highwater/?embed=1');
  const talk = blockWith(EMBEDDING, 'js', 'contentWindow');
  await inFolder(page);
  await page.route('**/talk.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: talk }),
  );
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await openEmbedding(page, frame.replace('ranges=200', 'ranges=40&amp;policies=class/lru:3'), {
    script: null,
    head: '<script defer src="./talk.js"></script>',
  });
  await expect.poll(() => logged.filter((line) => line.startsWith('class/lru:3 '))).toHaveLength(1);
  const { height } = (await page.locator('iframe').boundingBox()) ?? {};
  expect(height).not.toBe(704);
});

test('embedding, running and queries work as documented', async ({ page }) => {
  const element = blockWith(EMBEDDING, 'html', 'highwater.js');
  const running = blockWith(API, 'js', 'playground.run()');
  const asking = blockWith(API, 'js', 'playground.report(');
  const testing = blockWith(API, 'js', 'playground.test(');
  await inFolder(page);
  await openEmbedding(page, element, { script: null });
  await page.evaluate(() => customElements.whenDefined('highwater-playground'));
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  // Top-level awaits become those of a function; each answer is stored.
  const answers = await page.evaluate(`(async () => {
    ${running}
    const answers = [];
    ${asking.replaceAll(/^await ([^;]*);/gm, 'answers.push(await $1);')}
    ${testing}
    return [tests.passed, results.map(({ policy, outcome }) => [policy, outcome]), answers[0].kind, answers[1].length > 100, file.size > 1000, answers[2].outcome];
  })()`);
  expect(answers).toEqual([
    6,
    [
      ['class/unbounded', 'completed'],
      ['class/lru:10', 'completed'],
    ],
    'high-water-mark',
    true,
    true,
    'completed',
  ]);
  expect(logged.length).toBeGreaterThan(1);
});

test('running Python works as documented', async ({ page }) => {
  const element = blockWith(EMBEDDING, 'html', 'engine="python"');
  const asking = blockWith(API, 'js', 'python.run()');
  await openEmbedding(page, element);
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  const answers = await page.evaluate(`(async () => {
    ${asking}
    return [first.outcome, table.kind, table.rows[0].file, passed, failed, tests.map(({ name }) => name), changed, python.results.length];
  })()`);
  expect(answers).toEqual(['completed', 'table', 'program.py', 1, 0, ['test_first'], [], 1]);
  expect(logged).toEqual([
    expect.stringMatching(/^333328333350000\n \d{7}$/),
    'ZeroDivisionError 1',
  ]);
});

test('the exercise of the documentation is valid', () => {
  const exercise = JSON.parse(blockWith(pageText('exercises'), 'json'));
  const { id, file, limit, solutions } = exerciseOf(exercise, (name) => `# ${name}\n`);
  expect([id, file.source, limit]).toEqual(['words-of-a-book', '# words.py\n', 10 * 1024 ** 2]);
  expect(solutions.map(({ source }) => source)).toEqual(['# line_at_a_time.py\n']);
});

test('the challenge of the documentation can be passed', async ({ page }) => {
  const challenge = blockWith(pageText('tests-and-challenges'), 'json');
  const { policies } = JSON.parse(challenge);
  expect(policies).toEqual(['class/lru:*']);
  const query = `challenge=${encodeURIComponent(challenge)}&policies=class/lru:1&preview=0`;
  const playground = await new Playground(page).open(`?${query}`);
  await playground.root.getByRole('button', { name: 'Check' }).click();
  await expect(playground.root.getByTestId('challenge-verdict')).toHaveText(/passes the challenge/);
  await expect(playground.problems).toHaveCount(0);
});

test('the address of the documentation is valid', async ({ page }) => {
  const [, query = ''] = pageText('settings').match(/^`(\?policies=\S+)`$/m) ?? [];
  const playground = await new Playground(page).open(query.replace('500,1000', '50'));
  const results = await playground.ended();
  expect(results.map(({ policy }) => policy)).toEqual(['class/unbounded', 'class/lru:128']);
  await expect(playground.problems).toHaveCount(0);
});

test('every parameter of the element is documented, and no other', async ({ page }) => {
  await new Playground(page).open('?nonsense=1');
  const message = (await page.getByTestId('problems').textContent()) ?? '';
  const [, listed = ''] = message.match(/the parameters are ([\w\-, ]+)/) ?? [];
  const rows = rowsOf(pageText('settings'), 'parameter | meaning | default');
  const named = rows.map(([name = '']) => name.replaceAll('`', ''));
  expect(named.sort()).toEqual(listed.trim().split(', ').sort());
});

test('the element of the README runs', async ({ page }) => {
  const element = blockWith(textOf('README.md'), 'html');
  await inFolder(page);
  await openEmbedding(page, element, { script: null });
  const results = await new Playground(page).runToEnd();
  expect(results.map(({ policy, outcome }) => [policy, outcome])).toEqual([
    ['class/unbounded', 'completed'],
    ['class/lru:10', 'completed'],
  ]);
});
