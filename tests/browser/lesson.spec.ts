/** The lesson from its first step to its last. */

import type { Page } from '@playwright/test';
import type { CauseAnswer } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { Lesson } from './lib/lesson';
import { violations } from './lib/violations';

const STEPS = [
  'Read',
  'Predict',
  'Run',
  'Find',
  'Native',
  'Hints',
  'Fix',
  'Prove',
  'Solutions',
  'Go deeper',
];

/** The height of a flamegraph's row in pixels, for mouse and touch. */
const ROW = 20;
const FINGER_ROW = 26;

/** The element that each step changes, for axe. */
const LESSON: { fromShadowDom: [string, string] } = {
  fromShadowDom: ['highwater-playground', 'highwater-lesson'],
};

/** Ranges with very short runs, with the initial policies of the page. */
const QUERY = '?ranges=40&preview=0';

async function predict(lesson: Lesson, peak: string): Promise<void> {
  await lesson.question('peak').getByRole('radio', { name: peak, exact: true }).check();
  await lesson.question('live').getByRole('radio', { name: 'It falls' }).check();
  await lesson.question('linear').getByRole('radio', { name: 'It falls' }).check();
}

/** Selects the line that allocates most in the flamegraph: the root's fourth descendant. */
async function zoomToTheLine(lesson: Lesson, row: number): Promise<void> {
  const canvas = lesson.playground.reports.locator('highwater-flamegraph canvas');
  await canvas.click({ position: { x: 20, y: 4.5 * row } });
}

test('a learner completes the whole lesson, and its steps are ticked off @phone', async ({
  page,
  isMobile,
}) => {
  const lesson = await new Lesson(page).open(QUERY);
  const { playground } = lesson;
  await expect(lesson.progress).toHaveText(`0 of ${STEPS.length} done`);
  await expect(lesson.root.getByTestId('lesson-tab')).toHaveText(
    STEPS.map((name) => new RegExp(`: ${name}`)),
  );

  await lesson.button('Continue').click();
  await lesson.expectDone(['Read']);
  await predict(lesson, 'class/lru:128');
  await lesson.expectDone(['Read', 'Predict']);
  await expect(lesson.step.getByTestId('answer')).toHaveCount(0);

  await lesson.button('On to Run').click();
  await expect(lesson.step).toContainText('40 objects');
  await lesson.button('Run all policies').click();
  const results = await playground.ended();
  const [bug] = results;
  await expect(lesson.step.getByTestId('lesson-peak')).toContainText(
    `of class/unbounded, at call ${bug?.memory.peakCall?.toLocaleString('en-US')}`,
  );
  await lesson.expectDone(['Read', 'Predict', 'Run']);
  await lesson.button('Check your predictions').click();
  const answers = lesson.step.getByTestId('answer');
  await expect(answers).toContainText([
    'Incorrect. class/unbounded peaked highest, at ',
    'class/unbounded/clear:10 was cleared, and it fell from ',
    'freed memory is still held. You predicted that it falls.',
  ]);
  await expect(answers.nth(0)).toContainText('You predicted class/lru:128, which peaked at ');
  await expect(answers.nth(1)).toContainText('Correct.');
  await expect(answers.nth(2)).toContainText('Incorrect.');

  await lesson.tab('Find').click();
  await lesson.button('Show the bug’s flamegraph').click();
  await expect(playground.subjects.first()).toContainText('high-water mark');
  await zoomToTheLine(lesson, isMobile ? FINGER_ROW : ROW);
  await lesson.expectDone(['Read', 'Predict', 'Run', 'Find']);
  await expect(lesson.step.getByTestId('lesson-found')).toContainText(
    'return n * self.factorial_plus(n - 1) + self.inc if n > 1 else 1 + self.inc',
  );
  // The line is highlighted in the code too.
  await expect(lesson.code.locator('[data-marked]')).toContainText(
    'return n * self.factorial_plus',
  );

  await lesson.tab('Native').click();
  await lesson.button('Run with native stacks').click();
  await playground.ended();
  expect(playground.parameters().native).toBe('1');
  await lesson.expectDone(['Read', 'Predict', 'Run', 'Find', 'Native']);

  await lesson.tab('Hints').click();
  const hints = lesson.step.getByTestId('hint');
  await expect(hints.getByText('its key contains all of them')).toBeHidden();
  await hints.nth(0).getByText('Hint 1').click();
  await expect(hints.getByText('its key contains all of them')).toBeVisible();
  await hints.nth(1).getByText('Hint 2').click();
  await lesson.button('Show the comment').click();
  const remove = lesson.code.getByRole('button', { name: /Remove the comment/ });
  await expect(remove).toBeFocused();
  await expect(remove).toBeInViewport();
  await lesson.expectDone(['Read', 'Predict', 'Run', 'Find', 'Native', 'Hints']);

  await lesson.tab('Fix').click();
  await lesson.button('Start with the bug alone').click();
  await expect.poll(() => playground.policies()).toEqual(['class/unbounded']);
  await expect(playground.ranges).toHaveValue('500,1000');
  await lesson.decorator.selectOption('lru_cache');
  await expect.poll(() => playground.policies()).toEqual(['class/lru:128']);
  await lesson.button('Run my policy').click();
  await playground.ended();
  await expect(lesson.step.getByTestId('lesson-fix')).toHaveText(
    'class/lru:128 peaks at 136.6KiB: under 70 MB.',
  );
  await lesson.expectDone(['Read', 'Predict', 'Run', 'Find', 'Native', 'Hints', 'Fix']);

  await lesson.tab('Prove').click();
  await lesson.button('Go to the tests').click();
  await expect(playground.root.locator('highwater-tests-panel')).toBeInViewport();
  await playground.root.evaluate((element) =>
    (element as HTMLElement & { test(policy: string): Promise<unknown> }).test('class/lru:128'),
  );
  await lesson.expectDone(['Read', 'Predict', 'Run', 'Find', 'Native', 'Hints', 'Fix', 'Prove']);

  await lesson.tab('Solutions').click();
  const solution = lesson.step.getByTestId('solution');
  await expect(solution).toHaveCount(3);
  await expect(lesson.step.getByTestId('solution-code')).toHaveCount(0);
  await solution.nth(1).getByText('A maxsize').click();
  await expect(solution.nth(1).locator('[data-is="removed"]')).toContainText(
    '@functools.cache  # pylint',
  );
  await expect(solution.nth(1).locator('[data-is="added"]')).toContainText(
    '@functools.lru_cache(maxsize=128)',
  );
  await solution.nth(1).getByRole('button', { name: 'Run it beside the bug' }).click();
  await playground.ended();
  await expect.poll(() => playground.policies()).toEqual(['class/unbounded', 'class/lru:128']);
  await expect(
    solution.nth(1).getByRole('img', {
      name: /class\/unbounded peaks at 571\.0MiB; class\/lru:128 peaks at 136\.6KiB/,
    }),
  ).toBeVisible();

  await lesson.tab('Go deeper').click();
  await expect(lesson.card('one-is-enough').getByTestId('card-empty')).toBeVisible();
  await expect(lesson.card('pinned').getByTestId('card-figures')).toContainText('571.0MiB');
  await lesson.expectDone(STEPS);
  await expect(lesson.progress).toHaveText(`${STEPS.length} of ${STEPS.length} done`);
  await lesson.button('Restart the lesson').click();
  await expect(lesson.progress).toHaveText(`0 of ${STEPS.length} done`);
});

test('the numbers on the cards are those of the runs', async ({ page }) => {
  const lesson = await new Lesson(page).open(QUERY);
  const { playground } = lesson;
  await lesson.tab('Go deeper').click();
  async function figures(name: string): Promise<string[]> {
    await lesson.card(name).getByRole('button').click();
    await playground.ended(120_000);
    const values = lesson.card(name).locator('dd');
    await expect(values.first()).toBeVisible();
    return values.allTextContents();
  }
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)}KiB`;
  const mib = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)}MiB`;
  const causes = async (at: 'peak' | 'end') => {
    const { rows, bytes } = await playground.report<CauseAnswer>('class/unbounded', {
      kind: 'by-cause',
      at,
    });
    return { bytes, of: (name: string) => rows.find(({ cause }) => cause === name)?.bytes ?? 0 };
  };

  const pinned = await figures('pinned');
  const peak = await causes('peak');
  expect(pinned).toEqual([
    '1,500',
    kib(peak.of('instances')),
    mib(peak.bytes - peak.of('instances')),
  ]);
  expect(peak.of('instances')).toBe(1500 * 24);
  expect(playground.parameters().view).toBe('by-cause');

  const one = await figures('one-is-enough');
  const [unbounded, bounded] = await playground.results();
  expect(one).toEqual([
    unbounded?.cache.hits.toLocaleString('en-US'),
    mib(unbounded?.memory.peakLive ?? 0),
    bounded?.cache.hits.toLocaleString('en-US'),
    kib(bounded?.memory.peakLive ?? 0),
  ]);
  expect(one[0]).toBe(one[2]);

  const collector = await figures('collector');
  expect(collector.map((text) => text.split(', ').slice(1).join())).toEqual([
    '2 alive',
    '90 alive',
    '1,500 alive',
  ]);

  const linear = await figures('linear');
  const [cleared] = await playground.results();
  expect(linear).toEqual([
    mib(cleared?.memory.peakLive ?? 0),
    '0B',
    mib(cleared?.memory.linear ?? 0),
  ]);

  const resize = await figures('resize');
  const [before, after] = [await causes('peak'), await causes('end')];
  expect(resize).toEqual([
    mib(before.of('cache structure')),
    mib(after.of('cache structure')),
    kib(before.bytes - after.bytes),
  ]);
  // The old table and the new one, which is twice as large, and a few bytes of each.
  expect(Math.round((2 * before.of('cache structure')) / after.of('cache structure'))).toBe(3);
});

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, target: ReturnType<Page['locator']>, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 90; presses += 1) {
    const focused = await target.evaluate(
      (element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element,
    );
    if (focused) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reaches ${target}`);
}

test('the lesson is completed by keyboard alone', async ({ page }) => {
  const lesson = await new Lesson(page).open(QUERY);
  const { playground } = lesson;
  await tabTo(page, lesson.button('Continue'));
  await page.keyboard.press('Enter');
  // The focus is on the opened step, and its first field is next.
  await expect(lesson.step.locator('#step')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(lesson.question('peak').getByRole('radio').first()).toBeChecked();
  for (const name of ['live', 'linear'] as const) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await expect(lesson.question(name).getByRole('radio', { name: 'It stays' })).toBeChecked();
  }
  await lesson.expectDone(['Read', 'Predict']);
  await tabTo(page, lesson.button('On to Run'));
  await page.keyboard.press('Enter');
  await tabTo(page, lesson.button('Run all policies'));
  await page.keyboard.press('Enter');
  await playground.ended();
  await lesson.expectDone(['Read', 'Predict', 'Run']);

  await tabTo(page, lesson.tab('Find'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, lesson.button('Show the bug’s flamegraph'));
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName))
    .toBe('highwater-report-panel');
  const tree = playground.reports.getByRole('tree');
  await tabTo(page, tree);
  for (let depth = 0; depth < 4; depth += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await lesson.expectDone(['Read', 'Predict', 'Run', 'Find']);

  await tabTo(page, lesson.decorator, 'Shift+Tab');
  await page.keyboard.press('l');
  await expect(lesson.note).toHaveText('class/lru:128 is already chosen: this is its code.');
  await tabTo(page, lesson.maxsize);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => playground.policies()).toContain('class/lru:129');
  await expect(lesson.maxsize).toBeFocused();
});

test('progress outlasts the page, and the lesson works without storage', async ({ page }) => {
  const lesson = await new Lesson(page).open(QUERY);
  await lesson.button('Continue').click();
  await lesson.question('live').getByRole('radio', { name: 'It falls' }).check();
  await page.reload();
  await lesson.expectDone(['Read']);
  await expect(lesson.step).toHaveAttribute('data-step', 'predict');
  await expect(lesson.question('live').getByRole('radio', { name: 'It falls' })).toBeChecked();

  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('The document is sandboxed.', 'SecurityError');
      },
    });
  });
  await page.reload();
  await expect(lesson.progress).toHaveText(`0 of ${STEPS.length} done`);
  await lesson.button('Continue').click();
  await lesson.expectDone(['Read']);
});

test('the lesson can be folded away, and the address has its state', async ({ page }) => {
  const lesson = await new Lesson(page).open(QUERY);
  await lesson.root.getByRole('button', { name: 'Fold away' }).click();
  await expect(lesson.root).toHaveCount(0);
  expect(lesson.playground.parameters().lesson).toBe('0');
  await page.reload();
  await expect(lesson.code).toBeVisible();
  await expect(lesson.root).toHaveCount(0);
  await lesson.playground.root.getByRole('button', { name: 'Open the lesson' }).click();
  await expect(lesson.root).toBeVisible();
  expect(lesson.playground.parameters().lesson).toBeUndefined();
});

test('initially the plot and the lesson are both visible', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const lesson = await new Lesson(page).open('?ranges=40');
  await expect(lesson.playground.canvas).toBeVisible();
  await expect(lesson.playground.canvas).toBeInViewport({ ratio: 1 });
  await expect(lesson.root).toBeInViewport({ ratio: 1 });
  await expect(lesson.playground.run).toBeInViewport();
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any step in the ${theme} theme @phone`, async ({ page }) => {
    const lesson = await new Lesson(page).open(`${QUERY}&theme=${theme}`);
    await predictAndRun(lesson);
    for (const title of STEPS) {
      await lesson.tab(title).click();
      const closed = lesson.step.locator('details:not([open])');
      for (let left = await closed.count(); left > 0; left -= 1) {
        await closed.first().locator('summary').click();
        await expect(closed).toHaveCount(left - 1);
      }
      // A step changes the lesson alone; the rest of the playground is analysed in the first.
      const within = title === STEPS[0] ? 'highwater-playground' : LESSON;
      expect(await violations(page, { within }), title).toEqual([]);
    }
  });
}

async function predictAndRun(lesson: Lesson): Promise<void> {
  await lesson.button('Continue').click();
  await predict(lesson, 'class/unbounded');
  await lesson.playground.runToEnd();
}
