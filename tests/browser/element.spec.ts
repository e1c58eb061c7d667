/** `<highwater-playground>` in a host page. */

import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';
import { Playground, type PlaygroundElement } from './lib/playground';
import { kindsOf, RESULT } from './lib/result-kinds';

const TWO = `
  <h1>A lesson</h1>
  <highwater-playground id="one" policies="class/unbounded" ranges="60" preview="0"></highwater-playground>
  <p id="theme">Between them</p>
  <highwater-playground id="two" policies="class/lru:3,class/lru:4" ranges="40" limit="1KB" preview="0"></highwater-playground>`;

test('two elements on a page are independent, whichever runs first', async ({ page }) => {
  await openEmbedding(page, TWO);
  const one = new Playground(page, '#one');
  const two = new Playground(page, '#two');
  await expect(one.run).toBeEnabled();
  await expect(two.run).toBeEnabled();
  const both = await page.evaluate(async () => {
    const find = (id: string) => document.getElementById(id) as PlaygroundElement;
    const events: [string, string][] = [];
    document.addEventListener('highwater-result', (event) => {
      const { policy } = (event as CustomEvent<{ policy: string }>).detail;
      events.push([(event.target as Element).id, policy]);
    });
    const results = await Promise.all([find('one').run(), find('two').run()]);
    const same = results.map(
      (all, index) =>
        JSON.stringify(all) === JSON.stringify(find(index === 0 ? 'one' : 'two').results),
    );
    return { results, same, events };
  });
  expect(
    both.results.map((all) => all.map(({ policy, ranges, outcome }) => [policy, ranges, outcome])),
  ).toEqual([
    [['class/unbounded', [60], 'completed']],
    [
      ['class/lru:3', [40], 'completed'],
      ['class/lru:4', [40], 'completed'],
    ],
  ]);
  expect(both.same).toEqual([true, true]);
  expect(both.events.filter(([id]) => id === 'one')).toEqual([['one', 'class/unbounded']]);
  expect(both.events.filter(([id]) => id === 'two')).toEqual([
    ['two', 'class/lru:3'],
    ['two', 'class/lru:4'],
  ]);
  await expect(one.rows).toHaveCount(1);
  await expect(two.rows).toHaveCount(2);
  await expect(two.root.getByRole('columnheader', { name: 'Limit 1 KB' })).toBeVisible();
  await expect(two.canvas).toBeVisible();
  // The address is the page's own, not the element's.
  expect(new URL(page.url()).search).toBe('');
});

test('a result is the documented plain JSON, with no other key', async ({ page }) => {
  await openEmbedding(page, TWO);
  const results = await new Playground(page, '#one').root.evaluate((element) =>
    (element as PlaygroundElement).run(),
  );
  expect(results).toHaveLength(1);
  expect(kindsOf(results[0])).toEqual({
    ...RESULT,
    ranges: ['number'],
    phases: [
      {
        range: 'number',
        hits: 'number',
        misses: 'number',
        currsize: 'number',
        lastDigits: Object.fromEntries(Array.from('0123456789', (digit) => [digit, 'number'])),
      },
    ],
  });
});

test('an element created by a script runs, and calls of run() share one run', async ({ page }) => {
  await openEmbedding(page, '<main></main>');
  const { first, same, unattached } = await page.evaluate(async () => {
    const element = document.createElement('highwater-playground') as PlaygroundElement;
    element.setAttribute('policies', 'class/unbounded/clear:2');
    element.setAttribute('ranges', '30');
    const unattached = element.results;
    document.querySelector('main')?.append(element);
    const [first, second] = await Promise.all([element.run(), element.run()]);
    return { first, same: first === second, unattached };
  });
  expect(unattached).toEqual([]);
  expect(same).toBe(true);
  expect(first.map(({ policy, outcome, cache }) => [policy, outcome, cache.clears])).toEqual([
    ['class/unbounded/clear:2', 'completed', 15],
  ]);
  await expect(new Playground(page).canvas).toBeVisible();
});

test('a removed element stops its run, and can be inserted again', async ({ page }) => {
  await openEmbedding(
    page,
    '<main><highwater-playground policies="none/unbounded" ranges="990" preview="0"></highwater-playground></main>',
  );
  const playground = new Playground(page);
  await playground.run.click();
  // The engine and its inspector.
  await expect.poll(() => page.workers().length).toBe(2);
  const element = await playground.root.elementHandle();
  await element?.evaluate((found) => found.remove());
  await expect.poll(() => page.workers().length).toBe(0);
  await element?.evaluate((found) => {
    found.setAttribute('ranges', '20');
    document.querySelector('main')?.append(found);
  });
  await expect(playground.run).toBeEnabled();
  const results = await playground.runToEnd();
  expect(results.map(({ outcome }) => outcome)).toEqual(['completed']);
  await expect(playground.canvas).toBeVisible();
});

test('later changes of attributes are applied, and their removal too', async ({ page }) => {
  await openEmbedding(page, TWO);
  const two = new Playground(page, '#two');
  await expect(two.run).toBeEnabled();
  const change = (name: string, value: string | null) =>
    two.root.evaluate(
      (element, [name, value]) => {
        if (value === null) element.removeAttribute(name);
        else element.setAttribute(name, value);
      },
      [name, value] as const,
    );
  await change('policies', 'class/unbounded');
  await expect.poll(() => two.policies()).toEqual(['class/unbounded']);
  await change('ranges', '25');
  await expect(two.ranges).toHaveValue('25');
  await change('limit', 'plenty');
  await expect(two.problems).toContainText('limit: “plenty” is not a size');
  await expect(two.limit).toHaveValue('70MB');
  await change('limit', '2MB');
  await expect(two.problems).toHaveCount(0);
  await expect(two.limit).toHaveValue('2MB');
  await change('limit', null);
  await expect(two.limit).toHaveValue('70MB');
  await change('theme', 'dark');
  await expect
    .poll(() => two.root.evaluate((host) => getComputedStyle(host).colorScheme))
    .toBe('dark');
  await change('hidden', '');
  await expect(two.root).toBeHidden();
});

test('stop() from a script returns the values so far, and does nothing without a run', async ({
  page,
}) => {
  await openEmbedding(
    page,
    '<highwater-playground policies="none/unbounded,class/lru:1" ranges="990" preview="0"></highwater-playground>',
  );
  const playground = new Playground(page);
  await expect(playground.run).toBeEnabled();
  const outcomes = await playground.root.evaluate(async (element) => {
    const host = element as PlaygroundElement;
    host.stop();
    const running = host.run();
    // The first progress event of a run has numbers already.
    host.addEventListener('highwater-progress', () => host.stop());
    return (await running).map(({ policy, ranges, outcome, calls }) => [
      policy,
      ranges,
      outcome,
      calls > 0,
    ]);
  });
  expect(outcomes).toEqual([['none/unbounded', [990], 'stopped', true]]);
});

test('changes are announced to the host page', async ({ page }) => {
  await openEmbedding(page, TWO);
  const two = new Playground(page, '#two');
  await expect(two.run).toBeEnabled();
  const changes = await page.evaluateHandle(() => {
    const seen: unknown[] = [];
    document.addEventListener('highwater-change', (event) => {
      seen.push([(event.target as Element).id, (event as CustomEvent).detail]);
    });
    return seen;
  });
  await two.ranges.fill('15');
  await two.ranges.press('Enter');
  await expect
    .poll(() => changes.jsonValue())
    .toEqual([
      ['two', { policies: 'class/lru:3,class/lru:4', ranges: '15', limit: '1KB', preview: '0' }],
    ]);
});
