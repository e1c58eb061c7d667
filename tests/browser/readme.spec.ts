/** The examples of the README, as they are written there. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { exerciseOf } from '../../web/src/python/exercises/folder.ts';
import { REPOSITORY } from '../lib/dist';
import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';
import { Playground } from './lib/playground';

const README = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');

/** The blocks of code in a language, in their order. */
function blocks(language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms');
  return [...README.matchAll(fence)].map(([, code = '']) => code);
}

function containing(codes: string[], text: string): string {
  const [code, ...others] = codes.filter((code) => code.includes(text));
  expect([code !== undefined, others], text).toEqual([true, []]);
  return code ?? '';
}

/** Has the build below a folder `highwater/`, as the README has it. */
async function inFolder(page: Page): Promise<void> {
  await page.route('**/highwater/**', async (route) => {
    const url = route.request().url().replace('/highwater/', '/');
    await route.fulfill({ response: await route.fetch({ url }) });
  });
}

test('the conversation with a frame works as it is written', async ({ page }) => {
  const frame = containing(blocks('html'), 'highwater/?embed=1');
  const talk = containing(blocks('js'), 'contentWindow');
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

test('embedding, running and asking work as they are written', async ({ page }) => {
  const element = containing(blocks('html'), 'highwater.js');
  const running = containing(blocks('js'), 'playground.run()');
  const asking = containing(blocks('js'), 'playground.report(');
  const testing = containing(blocks('js'), 'playground.test(');
  await inFolder(page);
  await openEmbedding(page, element, { script: null });
  await page.evaluate(() => customElements.whenDefined('highwater-playground'));
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  // The awaits of a module are those of a function here; each answer is kept on its way.
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

test('running Python works as it is written', async ({ page }) => {
  const element = containing(blocks('html'), 'engine="python"');
  const asking = containing(blocks('js'), 'python.run()');
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

test('the exercise of the README can be read', () => {
  const exercise = JSON.parse(containing(blocks('json'), '"solutions"'));
  const { id, file, limit, solutions } = exerciseOf(exercise, (name) => `# ${name}\n`);
  expect([id, file.source, limit]).toEqual(['words-of-a-book', '# words.py\n', 10 * 1024 ** 2]);
  expect(solutions.map(({ source }) => source)).toEqual(['# line_at_a_time.py\n']);
});

test('the challenge of the README can be achieved', async ({ page }) => {
  const [challenge = ''] = blocks('json');
  const { policies } = JSON.parse(challenge);
  expect(policies).toEqual(['class/lru:*']);
  const query = `challenge=${encodeURIComponent(challenge)}&policies=class/lru:1&preview=0`;
  const playground = await new Playground(page).open(`?${query}`);
  await playground.root.getByRole('button', { name: 'Check' }).click();
  await expect(playground.root.getByTestId('challenge-verdict')).toHaveText(/passes the challenge/);
  await expect(playground.problems).toHaveCount(0);
});

test('the address of the README is read without a problem', async ({ page }) => {
  const [, query = ''] = README.match(/^`(\?policies=\S+)`$/m) ?? [];
  const playground = await new Playground(page).open(query.replace('500,1000', '50'));
  const results = await playground.ended();
  expect(results.map(({ policy }) => policy)).toEqual(['class/unbounded', 'class/lru:128']);
  await expect(playground.problems).toHaveCount(0);
});

test('every parameter of the element is in the README, and no other', async ({ page }) => {
  await new Playground(page).open('?nonsense=1');
  const message = (await page.getByTestId('problems').textContent()) ?? '';
  const [, listed = ''] = message.match(/there are ([\w\-, ]+)/) ?? [];
  const [, table = ''] = README.match(/\| parameter \| meaning .*?\n\|[-|]+\n(.*?)\n\n/s) ?? [];
  const named = table
    .split('\n')
    .flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
    );
  expect(named.sort()).toEqual(listed.trim().split(', ').sort());
});
