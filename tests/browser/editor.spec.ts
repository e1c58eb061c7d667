/** The editor in a shadow root of a page with the policy of the built ones. */

import { openEditorPage, withEditor } from '../lib/editor-page.ts';
import { expect, test } from '../lib/fixtures.ts';
import { exerciseIn } from '../unit/exercise-folders.ts';
import { violations } from './lib/violations.ts';

const SOURCE = exerciseIn('lru-cache').file.source;

const PROBLEM = {
  line: 16,
  column: 5,
  endColumn: 20,
  code: 'W1518',
  message: 'The cache holds every instance.',
};

const MEMORY: readonly [number, { bytes: number; share: number }][] = [
  [18, { bytes: 677 * 1024 ** 2, share: 0.92 }],
  [24, { bytes: 48.2 * 1024 ** 2, share: 0.07 }],
  [25, { bytes: 1200, share: 0 }],
];

test('Python is highlighted, without a violation of the policy', async ({ page }) => {
  const content = await openEditorPage(page, SOURCE);
  await expect(content).toContainText('def factorial_plus(self, n):');
  const colours = await content.evaluate((element) => {
    const of = (text: string) => {
      const spans = [...element.querySelectorAll('span')];
      const span = spans.find((span) => span.textContent === text) ?? element;
      return getComputedStyle(span).color;
    };
    return ['def', '500', 'import', 'self'].map(of);
  });
  expect(colours).toEqual([
    'rgb(138, 47, 143)',
    'rgb(10, 90, 168)',
    'rgb(138, 47, 143)',
    'rgb(20, 24, 29)',
  ]);
});

test('Tab indents, Escape and then Tab leave, and the description explains it', async ({
  page,
}) => {
  await page.clock.install();
  const content = await openEditorPage(page, 'x = 1\n');
  await expect(content).toHaveAccessibleDescription(/press Escape and then Tab/);
  await page.getByRole('button', { name: 'Before' }).focus();
  await page.keyboard.press('Tab');
  await expect(content).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(content).toBeFocused();
  expect(await withEditor(page, ({ editor }) => editor.source, null)).toBe('    x = 1\n');
  await page.keyboard.press('Escape');
  // Longer than the default of two seconds.
  await page.clock.fastForward(2500);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'After' })).toBeFocused();
});

test('typing sends a change, Ctrl-Enter runs, and a source that is set is one undo step', async ({
  page,
}) => {
  const content = await openEditorPage(page, 'def f():');
  await content.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('pass');
  const written = 'def f():\n    pass';
  expect(await withEditor(page, ({ changes }) => changes.at(-1), null)).toBe(written);
  await page.keyboard.press('Control+Enter');
  expect(await withEditor(page, ({ runs, editor }) => [runs, editor.source], null)).toEqual([
    1,
    written,
  ]);
  const told = await withEditor(
    page,
    ({ editor, changes }) => {
      const before = changes.length;
      editor.source = 'def g():\r\n    return 1';
      return changes.length - before;
    },
    null,
  );
  expect(told).toBe(0);
  await page.keyboard.press('Control+z');
  expect(await withEditor(page, ({ changes }) => changes.at(-1), null)).toBe(written);
});

test('each line has its memory, and the heaviest is marked as text too', async ({ page }) => {
  await openEditorPage(page, SOURCE);
  const gutter = page.locator('.cm-memory');
  await expect(gutter.filter({ visible: true })).toHaveCount(0);
  await withEditor(page, ({ editor }, lines) => editor.showMemory(new Map(lines)), MEMORY);
  const shown = page.locator('.cm-memory[title]');
  await expect(shown).toHaveText(['◆ 677 MiB', '48.2 MiB', '1.2 KiB']);
  const list = page.getByRole('list', { name: 'Memory of the lines at the peak' });
  await expect(list.getByRole('listitem')).toHaveText([
    'line 18: 677 MiB, 92.0% of the peak, the largest of all lines',
    'line 24: 48.2 MiB, 7.0% of the peak',
    'line 25: 1.2 KiB, 0.0% of the peak',
  ]);
  // The bars are below the figures, not behind them.
  for (const cell of await shown.all()) {
    const [bar, figure] = await Promise.all(
      ['.cm-memoryBar', '.cm-memorySize'].map((part) => cell.locator(part).boundingBox()),
    );
    expect(bar?.y).toBeGreaterThanOrEqual((figure?.y ?? 0) + (figure?.height ?? 0) - 0.5);
  }
  // A line inserted above moves the figures.
  await withEditor(page, ({ editor }) => editor.goTo(1), null);
  await page.keyboard.press('Enter');
  await expect(list.getByRole('listitem').first()).toContainText('line 19: 677 MiB');
  await withEditor(page, ({ editor }) => editor.showMemory(null), null);
  await expect(shown).toHaveCount(0);
  await expect(list).toHaveCount(0);
});

test('a problem is underlined, marked, and shown on hover and by keyboard', async ({ page }) => {
  const content = await openEditorPage(page, SOURCE);
  await withEditor(page, ({ editor }, problem) => editor.showProblems([problem]), PROBLEM);
  const underlined = page.locator('.cm-lintRange-warning');
  await expect(underlined).toHaveText(['functools.cache']);
  await expect(page.locator('.cm-lint-marker-warning')).toHaveCount(1);
  await underlined.first().hover();
  const message = page.locator('.cm-diagnostic', { hasText: 'The cache holds every instance.' });
  await expect(message).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(message).toHaveCount(0);
  // The announcement is removed soon after.
  const aloud = page.locator('[aria-live=polite]');
  await aloud.evaluate((element: HTMLElement) => {
    new MutationObserver(() => {
      element.dataset.said = `${element.dataset.said ?? ''}${element.textContent}`;
    }).observe(element, { childList: true });
  });
  await content.focus();
  await page.keyboard.press('F8');
  await expect(message).toBeVisible();
  await expect(message).toContainText('W1518');
  await expect(aloud).toHaveAttribute('data-said', /W1518: The cache holds every instance\./);
  await page.keyboard.press('Escape');
  await expect(message).toHaveCount(0);
  await page.keyboard.press('Control+Shift+M');
  await expect(page.getByRole('listbox', { name: 'Diagnostics' })).toContainText('W1518');
});

test('the search is for plain text, whatever its options', async ({ page }) => {
  const content = await openEditorPage(page, `x = "${'a'.repeat(40)}"\ny = "(a+)+b"\n`);
  await content.click();
  await page.keyboard.press('ControlOrMeta+f');
  const find = page.getByRole('textbox', { name: 'Find' });
  await expect(find).toBeVisible();
  await expect(page.getByText('match case')).toBeVisible();
  await expect(page.getByText('regexp')).toBeHidden();
  // Turned on nevertheless, it has no effect: as a regular expression this would never end.
  await page.locator('[name=re]').evaluate((box) => (box as HTMLInputElement).click());
  await find.fill('(a+)+b');
  await find.press('Enter');
  await expect(page.locator('.cm-searchMatch')).toHaveText(['(a+)+b']);
  await expect(page.locator('[name=re]')).not.toBeChecked();
});

test('the line of an error and fixed lines are marked', async ({ page }) => {
  await openEditorPage(page, SOURCE);
  await withEditor(
    page,
    ({ editor }) => {
      editor.showError(24);
      editor.showFixedRanges([
        { first: 28, last: 32, changed: false },
        { first: 34, last: 37, changed: true },
      ]);
    },
    null,
  );
  await expect(page.locator('.cm-error')).toHaveText(['        for n in range(factorial_range):']);
  await expect(page.locator('.cm-errorGutter')).toHaveText(['24']);
  await expect(page.locator('.cm-fixed')).toHaveCount(9);
  await expect(page.locator('.cm-changed')).toHaveCount(4);
  await expect(page.locator('.cm-changedNote')).toHaveText(['changed']);
  await withEditor(
    page,
    ({ editor }) => {
      editor.showError(null);
      editor.showFixedRanges([]);
    },
    null,
  );
  await expect(page.locator('.cm-error, .cm-errorGutter, .cm-fixed, .cm-changedNote')).toHaveCount(
    0,
  );
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing that axe knows of is wrong, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const content = await openEditorPage(page, SOURCE);
    await withEditor(
      page,
      ({ editor }, { lines, problem }) => {
        editor.showMemory(new Map(lines));
        editor.showProblems([problem]);
        editor.showError(24);
        editor.showFixedRanges([
          { first: 28, last: 32, changed: false },
          { first: 34, last: 37, changed: true },
        ]);
      },
      { lines: MEMORY, problem: PROBLEM },
    );
    await content.focus();
    await page.keyboard.press('F8');
    await expect(page.locator('.cm-diagnostic')).toBeVisible();
    expect(await violations(page, { within: 'test-editor' })).toEqual([]);
  });
}

test('the editor fits the width of a phone @phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openEditorPage(page, SOURCE);
  await withEditor(page, ({ editor }, lines) => editor.showMemory(new Map(lines)), MEMORY);
  await expect(page.locator('.cm-memory[title]').first()).toBeVisible();
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(widths[0]).toBe(widths[1]);
});
