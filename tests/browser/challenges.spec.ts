/** Challenges on the page, and the standalone element that judges them. */

import type { Locator } from '@playwright/test';
import type { ChallengeEventDetail } from '../../web/src/challenges/judge';
import { expect, test } from '../lib/fixtures';
import { openEmbedding } from './lib/embedding';
import { test as exerciseTest } from './lib/exercise-run';
import { POLICIES } from './lib/expected';
import { Playground } from './lib/playground';
import { violations } from './lib/violations';

interface ChallengeElement extends HTMLElement {
  challenge: unknown;
  policy: string | null;
  readonly problems: readonly string[];
  check(): Promise<{ passed: boolean }>;
}

/** The parts of a challenge in a page or playground, by name. */
function partsOf(root: Locator) {
  return {
    card: root.getByTestId('challenge'),
    evidence: root.getByTestId('evidence'),
    verdict: root.getByTestId('challenge-verdict'),
    check: root.getByRole('button', { name: /^Check/ }),
  };
}

const query = (challenge: object, rest: string) =>
  `?challenge=${encodeURIComponent(JSON.stringify(challenge))}&${rest}&preview=0`;

exerciseTest(
  'the runs of the page judge a policy as soon as it is chosen',
  async ({ exercise }) => {
    const { playground } = exercise;
    const panel = playground.root.locator('highwater-challenge-panel');
    const { verdict, evidence } = partsOf(panel);
    const choice = panel.getByLabel('Goal');
    await choice.selectOption('Keep the peak under 70 MB');
    const policy = panel.getByLabel('Policy');
    const achieved: Record<string, string[]> = { 'under-70mb': [], 'under-1mb': [] };
    for (const name of Object.keys(achieved)) {
      await choice.selectOption(name);
      for (const one of POLICIES) {
        await policy.selectOption(one);
        await expect(verdict).toContainText(`${one} `);
        if ((await verdict.textContent())?.includes('passes the challenge'))
          achieved[name]?.push(one);
      }
    }
    expect(achieved).toEqual({ 'under-70mb': POLICIES.slice(1), 'under-1mb': ['class/lru:128'] });
    await policy.selectOption('class/unbounded');
    await expect(evidence).toHaveText([
      /met:\s*Run completes ranges 500,1000\s*completed/,
      /not met:\s*Peak live at most 1 MB \(1,048,576 B\)\s*571\.0MiB \(598,722,544 B\)/,
      /met:\s*Hits as many as class\/unbounded\s*1,247,000 of 2,497,000/,
    ]);
    playground.parameters();
    await choice.selectOption('None');
    await expect(panel.getByTestId('challenge')).toHaveCount(0);
    await playground.root.locator('highwater-results-table [data-selected] button').click();
  },
);

test('the smallest maxsize is judged by separate runs @phone', async ({ page }) => {
  const playground = await new Playground(page).open(
    '?challenge=smallest-maxsize&policies=class/lru:1,class/unbounded&preview=0',
  );
  const panel = playground.root.locator('highwater-challenge-panel');
  const { card, verdict, evidence, check } = partsOf(panel);
  await expect(verdict).toHaveText(/class\/lru:1 has not been checked yet/);
  await check.click();
  await expect(panel.getByRole('button', { name: 'Stop checking' })).toBeVisible();
  await expect(verdict).toHaveText(/class\/lru:1 passes the challenge/, { timeout: 60_000 });
  await expect(card).toHaveAttribute('data-state', 'passed');
  await expect(evidence.last()).toHaveText(
    /met:\s*maxsize one less loses hits\s*class\/lru:0: RecursionError/,
  );
  // The page's own results are unchanged: none.
  expect(await playground.results()).toEqual([]);
  await panel.getByLabel('Policy').selectOption('class/unbounded');
  await expect(verdict).toHaveText(
    /“The smallest maxsize without a lost hit” allows class\/lru:\*; class\/unbounded is not one of them/,
  );
  await expect(check).toBeDisabled();
});

test("a course's own challenge is read from the address and stays in it, as plain text", async ({
  page,
}) => {
  const challenge = {
    title: 'Ours <i>alone</i>',
    text: '<img src=x onerror=alert(1)>',
    ranges: '50',
    policies: ['class/*'],
    limit: '20KB',
    hits: 'all',
    tests: 'all',
  };
  const playground = await new Playground(page).open(
    query(challenge, 'policies=class/lru:5,class/unbounded'),
  );
  const panel = playground.root.locator('highwater-challenge-panel');
  const { card, verdict, evidence, check } = partsOf(panel);
  await expect(card.getByRole('heading')).toHaveText('Ours <i>alone</i>');
  await expect(card.locator('.text')).toHaveText('<img src=x onerror=alert(1)>');
  await expect(card.locator('img')).toHaveCount(0);
  const told = page.evaluate(
    () =>
      new Promise<ChallengeEventDetail>((resolve) => {
        document.addEventListener('highwater-challenge', (event) => {
          resolve((event as CustomEvent<ChallengeEventDetail>).detail);
        });
      }),
  );
  await check.click();
  await expect(verdict).toHaveText(/class\/lru:5 passes the challenge/);
  await expect(evidence).toHaveCount(10);
  const detail = await told;
  expect(detail).toMatchObject({
    policy: 'class/lru:5',
    passed: true,
    challenge: { title: challenge.title, ranges: '50', limit: '20KB', hits: 'all' },
  });
  expect(detail.evidence.map(({ passed }) => passed)).toEqual(Array(10).fill(true));
  expect(detail.evidence[0]).toEqual({
    what: 'Policy',
    wanted: 'one of class/*',
    got: 'class/lru:5',
    passed: true,
  });
  await panel.getByLabel('Policy').selectOption('class/unbounded');
  await check.click();
  await expect(verdict).toHaveText(/class\/unbounded does not pass the challenge/);
  await playground.limit.fill('1MB');
  await playground.limit.press('Enter');
  await expect.poll(() => playground.parameters().challenge).toBe(JSON.stringify(challenge));
  await expect(playground.problems).toHaveCount(0);
});

test('an invalid challenge is reported field by field, and the rest works', async ({ page }) => {
  const playground = await new Playground(page).open(
    query({ limit: 'little', hits: 3 }, 'policies=class/lru:5&ranges=20'),
  );
  await expect(playground.problems.getByRole('listitem')).toHaveText(
    'challenge: limit: “little” is not a size: write a number and a unit (B, KB, MB, GB, TB or PB), such as 70MB; hits: 3 is not "all"; title: missing',
  );
  await playground.runToEnd();
});

test('the element works standalone, by attributes and by properties', async ({ page }) => {
  await openEmbedding(
    page,
    '<highwater-challenge challenge="keep-500" policy="instance/unbounded/nogc"></highwater-challenge>',
  );
  const element = page.locator('highwater-challenge');
  const { verdict, check } = partsOf(page.locator('body'));
  await check.click();
  await expect(verdict).toHaveText(/instance\/unbounded\/nogc passes the challenge/);
  const judged = await element.evaluate(async (host) => {
    const element = host as ChallengeElement;
    const events: boolean[] = [];
    document.addEventListener('highwater-challenge', (event) => {
      events.push((event as CustomEvent<ChallengeEventDetail>).detail.passed);
    });
    element.policy = 'class/unbounded';
    const bug = await element.check();
    element.challenge = { title: 'Easy', limit: '1GB', ranges: '20', policies: ['class/*'] };
    const easy = await element.check();
    element.policy = 'instance/unbounded';
    const refused = await element.check().catch((error: Error) => error.message);
    element.challenge = { title: 5 };
    const malformed = await element.check().catch((error: Error) => error.message);
    return { passed: [bug.passed, easy.passed], events, refused, malformed };
  });
  expect(judged).toEqual({
    passed: [false, true],
    events: [false, true],
    refused: '“Easy” allows class/*; instance/unbounded is not one of them.',
    malformed: 'title: 5 is not a string',
  });
  await expect(page.getByTestId('challenge-problems')).toContainText('title: 5 is not a string');
});

test('a check is stopped, and restarted by keyboard', async ({ page }) => {
  const playground = await new Playground(page).open(
    '?challenge=under-70mb&policies=class/unbounded&preview=0',
  );
  const panel = playground.root.locator('highwater-challenge-panel');
  const { verdict, check } = partsOf(panel);
  await check.focus();
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('progressbar')).toBeVisible();
  await panel.getByRole('button', { name: 'Stop checking' }).click();
  await expect(verdict).toHaveText(/has not been checked yet/);
  await check.focus();
  await page.keyboard.press('Enter');
  await expect(verdict).toHaveText(/class\/unbounded does not pass the challenge/, {
    timeout: 60_000,
  });
});

for (const [width, theme] of [
  [1280, 'dark'],
  [390, 'light'],
] as const) {
  test(`axe finds nothing about a challenge at ${width} pixels in the ${theme} theme`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    const challenge = { title: 'Ours', text: 'All.', ranges: '50', limit: '20KB', tests: 'all' };
    const playground = await new Playground(page).open(
      query(challenge, `policies=class/lru:5,class/unbounded&theme=${theme}`),
    );
    const panel = playground.root.locator('highwater-challenge-panel');
    const { verdict, check } = partsOf(panel);
    const found = () => violations(page, { within: 'highwater-playground' });
    expect(await found(), 'before').toEqual([]);
    await check.click();
    await expect(verdict).toHaveText(/class\/lru:5 passes the challenge/);
    expect(await found(), 'achieved').toEqual([]);
    await panel.getByLabel('Policy').selectOption('class/unbounded');
    await check.click();
    await expect(verdict).toHaveText(/does not pass the challenge/);
    expect(await found(), 'not achieved').toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}
