/** Eviction policies that the first engine does not have: chosen, run, edited, tested and judged. */

import { expect, test } from '../lib/fixtures';
import { Lesson } from './lib/lesson';
import { Playground, type PlaygroundElement } from './lib/playground';

const QUERY = '?policies=class/lru:7&ranges=20&preview=0';

/** The policies of the first page, without a size. */
const BOUNDS = [
  'fifo',
  'lru-slab',
  'mru',
  'rr',
  'clock',
  'lfu',
  'slru',
  '2q',
  'arc',
  'car',
  'lirs',
  'sieve',
  's3-fifo',
  'w-tinylfu',
  'gdsf',
];

test('an eviction policy is chosen, and its run has a row, a curve and reports', async ({
  page,
}) => {
  const lesson = await new Lesson(page).open(QUERY);
  const { playground } = lesson;
  await playground.add.click();
  const bound = playground.editor.getByLabel('Bound', { exact: true });
  await expect(bound.locator('option')).toHaveText(['unbounded', 'lru', ...BOUNDS]);
  await bound.selectOption('sieve');
  await expect(playground.editor).toContainText('A moving hand evicts the first entry');
  await playground.editor.getByRole('spinbutton', { name: 'maxsize' }).fill('7');
  await expect(playground.editor).toContainText('@sieve_cache(maxsize=7)');
  await playground.editor.getByRole('button', { name: 'Add', exact: true }).click();
  const results = await playground.runToEnd();
  expect(results.map(({ policy, outcome, cache }) => [policy, outcome, cache.currsize])).toEqual([
    ['class/lru:7', 'completed', 7],
    ['class/sieve:7', 'completed', 7],
  ]);
  const hits = results[0]?.cache.hits ?? 0;
  expect(hits).toBeGreaterThan(300);
  await expect(playground.cell('class/sieve:7', 'Hits')).toHaveText(String(hits));
  const timelines = await playground.timelines();
  expect(timelines['class/sieve:7']?.at(-1)?.[0]).toBe(results[1]?.calls);

  // The line that a report blames is the line of the program on show.
  await playground
    .card('class/sieve:7')
    .getByRole('button', { name: 'class/sieve:7', exact: true })
    .click();
  await expect(lesson.code).toHaveAttribute('data-policy', 'class/sieve:7');
  const { rows } = await playground.report<{ rows: { name: string; line: number }[] }>(
    'class/sieve:7',
    { kind: 'table' },
  );
  const blamed = rows.find((row) => row.name === 'factorial_plus')?.line ?? 0;
  await expect(lesson.code.locator(`[data-line="${blamed}"]`)).toContainText(
    'return n * self.factorial_plus(n - 1)',
  );
});

test('each policy of the address runs to its end with the results of the others', async ({
  page,
}) => {
  test.slow();
  for (const names of [BOUNDS.slice(0, 8), BOUNDS.slice(8)]) {
    const policies = names.map((name, index) => {
      const owner = index % 2 === 0 ? 'class' : 'instance';
      return `${owner}/${name}:5`;
    });
    const playground = await new Playground(page).open(
      `?policies=${policies.join(',')}&ranges=12,20&preview=0`,
    );
    const results = await playground.runToEnd();
    expect(results.map(({ policy, outcome }) => [policy, outcome])).toEqual(
      policies.map((policy) => [policy, 'completed']),
    );
    for (const { policy, cache, calls } of results) {
      expect(cache.hits + cache.misses, policy).toBe(calls);
      expect(cache.currsize, policy).toBe(5);
    }
  }
});

test('a policy is chosen and edited in the code, with its whole definition @phone', async ({
  page,
}) => {
  const lesson = await new Lesson(page).open(QUERY);
  const is = (policy: string) => expect.poll(() => lesson.playground.policies()).toEqual([policy]);
  await lesson.decorator.selectOption('s3_fifo_cache');
  await is('class/s3-fifo:7');
  await expect(lesson.code).toContainText('@');
  await expect(lesson.decorator).toHaveValue('s3_fifo_cache');
  await expect(lesson.code).not.toContainText('class S3Fifo(Order):');
  const fold = lesson.code.getByRole('button', { name: /definition of the decorator/ });
  await fold.click();
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await expect(lesson.code).toContainText('class S3Fifo(Order):');
  await expect(lesson.code).toContainText('def s3_fifo_cache(maxsize):');
  await lesson.maxsize.fill('9');
  await lesson.maxsize.press('Enter');
  await is('class/s3-fifo:9');
  await lesson.owner.selectOption('instance');
  await is('instance/s3-fifo:9');
  await lesson.decorator.selectOption('lru_cache (lru-slab)');
  await is('instance/lru-slab:9');
  await expect(lesson.code).toContainText('import cachetools.func');
  await expect(fold).toHaveCount(0);
});

test('a policy is tested and judged as one of functools', async ({ page }) => {
  const challenge = { title: 'One entry', ranges: '20', hits: 'all', limit: '1MB' };
  const query = `?challenge=${encodeURIComponent(JSON.stringify(challenge))}&`;
  const playground = await new Playground(page).open(
    QUERY.replace('?', query).replace('lru:7', 'w-tinylfu:20'),
  );
  await playground.runToEnd();
  const panel = playground.root.locator('highwater-challenge-panel');
  await panel.getByRole('button', { name: /^Check/ }).click();
  const verdict = panel.getByTestId('challenge-verdict');
  await expect(verdict).toContainText('class/w-tinylfu:20 passes the challenge');
  const report = await playground.root.evaluate((element) =>
    (element as PlaygroundElement).test('class/w-tinylfu:20', { limit: '1B' }),
  );
  expect(report.tests.map(({ passed }) => passed)).toEqual([false, true, true, true, true, true]);
  expect(report.tests[0]?.message).toContain('return n * self.factorial_plus');
});

test('native stacks of a policy have the names of its own engine', async ({ page }) => {
  test.slow();
  const playground = await new Playground(page).open(`${QUERY.replace('lru:7', 'arc:7')}&native=1`);
  await playground.runToEnd();
  const { rows } = await playground.report<{ rows: { name: string }[] }>('class/arc:7', {
    kind: 'table',
    frames: 'native',
    hide: ['allocator', 'std'],
  });
  expect(rows.map(({ name }) => name)).toContainEqual(expect.stringContaining('highwater_cache::'));
});
