/** A program of one's own: written, tested, fixed and shared; and the files beside it. */

import type { Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { PythonPage, WHOLE_RUN } from './lib/python';
import { violations } from './lib/violations';

const LEAK = `import pytest


def words():
    kept = [f"the words of line {number}" for number in range(20_000)]
    return sum(len(line.split()) for line in kept)


print(words())


@pytest.mark.limit_memory("1 MB")
def test_memory():
    assert words() == 100_000
`;

const FIX = LEAK.replace(
  '[f"the words of line {number}" for number in range(20_000)]',
  '(f"the words of line {number}" for number in range(20_000))',
);

const MAIN = `import tools

kept = [tools.line(number) for number in range(20_000)]
print(len(kept))
`;

const TOOLS = `def line(number):
    return f"the words of line {number} are many, and all of them are kept"
`;

class OwnPage extends PythonPage {
  readonly exercise = this.root.getByTestId('exercise');
  readonly origin = this.root.getByTestId('origin');
  readonly tabs = this.root.getByRole('tab');
  readonly problem = this.root.getByTestId('problem');

  async openOwn(): Promise<this> {
    await this.page.goto('./python.html?exercise=own');
    await expect(this.code).toBeVisible();
    return this;
  }

  /** Chooses files by the button. */
  async choose(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    const picked = this.page.waitForEvent('filechooser');
    await this.root.getByRole('button', { name: 'Open .py' }).click();
    await (await picked).setFiles(
      Object.entries(files).map(([name, text]) => ({
        name,
        mimeType: 'text/x-python',
        buffer: Buffer.from(text),
      })),
    );
  }

  async test(): Promise<void> {
    await this.prove.click();
    await expect(this.root.getByTestId('program-test-report')).toHaveAttribute(
      'data-phase',
      'finished',
      { timeout: WHOLE_RUN },
    );
  }
}

/** Drops files on the part of the page at a selector. */
function drop(page: Page, selector: string, files: Readonly<Record<string, string>>) {
  return page.locator(selector).evaluate((target, files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(files)) {
      dataTransfer.items.add(new File([text], name));
    }
    const options = { dataTransfer, bubbles: true, cancelable: true, composed: true };
    target.dispatchEvent(new DragEvent('dragover', options));
    target.dispatchEvent(new DragEvent('drop', options));
  }, files);
}

test('a program is pasted, run, tested with a limit, fixed, compared and shared', async ({
  page,
  context,
}) => {
  const python = await new OwnPage(page).open();
  await expect(python.exercise.locator('option').first()).toHaveText('Your own program');
  await python.exercise.selectOption('Your own program');
  await expect(python.root.locator('.exercise')).toHaveCount(0);
  await expect(python.code).toContainText('Write or paste a program');
  await expect(python.run).toBeDisabled();

  const first = await python.runProgram(LEAK);
  expect(first).toMatchObject({ policy: 'edit 1', stdout: '100000\n' });
  const { rows } = await python.table();
  expect(rows.find(({ line }) => line === 5)?.bytes).toBeGreaterThan(1_000_000);
  await expect(python.root.locator('.cm-memoryMost[title]')).toHaveAttribute('title', /^line 5: /);
  await python.test();
  await expect(python.tests).toHaveText([/program\.py::test_memory.*FAILED/s]);

  await python.write(FIX);
  await expect(python.root.getByTestId('stale-tests')).toContainText('edit 1');
  await python.runToEnd();
  await python.test();
  await expect(python.root.getByTestId('stale-tests')).toHaveCount(0);
  await expect(python.tests).toHaveText([/PASSED/]);
  await python.root.getByTestId('report-beside').selectOption('edit 1');
  await expect(python.root.locator('highwater-report-panel highwater-flamegraph')).toHaveCount(2);

  // It outlasts a reload, which returns to it.
  const link = await python.copyLink();
  await page.goto('./python.html?exercise=own');
  await expect(python.code).toContainText('(f"the words of line');
  const other = new OwnPage(await context.newPage());
  await other.page.goto(link);
  await expect(other.code).toContainText('(f"the words of line');
  await expect(other.exercise).toHaveValue('own');
});

test('a limit is set for the plot, kept, and removed', async ({ page }) => {
  const python = await new OwnPage(page).openOwn();
  await python.runProgram('kept = bytearray(2**20)\n');
  const limit = python.root.getByLabel('Memory limit');
  const plot = python.root.locator('highwater-memory-plot');
  const drawn = () =>
    plot.evaluate(
      (element) => (element as unknown as { limit: { bytes: number } | null }).limit?.bytes,
    );
  await expect(limit).toHaveValue('');
  expect(await drawn()).toBeUndefined();
  await limit.fill('much');
  await limit.press('Enter');
  await expect(plot.locator('..')).toContainText('“much” is not a size');
  await limit.fill('10 MB');
  await limit.press('Enter');
  await expect(limit).toHaveValue('10MB');
  expect(await drawn()).toBe(10 * 2 ** 20);
  await page.reload();
  await expect(python.code).toBeVisible();
  await python.runToEnd();
  await expect(limit).toHaveValue('10MB');
  await limit.fill('');
  await limit.press('Enter');
  await expect.poll(drawn).toBeUndefined();
  // An exercise has its own.
  await python.exercise.selectOption('a-list-for-a-sum');
  await expect(limit).toHaveCount(0);
});

test('the choice of the own program is in the address', async ({ page }) => {
  const python = await new OwnPage(page).open();
  await python.exercise.selectOption('own');
  await expect(page).toHaveURL(/[?&]exercise=own$/);
  await python.exercise.selectOption('a-list-for-a-sum');
  await page.reload();
  await expect(python.code).toContainText('web server');
});

test('opened files are beside the program: imported, measured, kept and shared', async ({
  page,
  context,
}) => {
  const python = await new OwnPage(page).openOwn();
  await python.choose({ 'main.py': MAIN, 'tools.py': TOOLS });
  await expect(python.tabs).toHaveText(['main.py', 'tools.py']);
  await expect(python.tabs.first()).toHaveAttribute('aria-selected', 'true');
  const result = await python.runToEnd();
  expect(result).toMatchObject({ outcome: 'completed', stdout: '20000\n' });

  // Each file has the memory of its own lines.
  const heaviest = python.root.locator('.cm-memoryMost[title]');
  await expect(heaviest).toHaveAttribute('title', /^line 3: /);
  await python.tabs.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(python.tabs.nth(1)).toBeFocused();
  await expect(python.editor).toHaveAccessibleName('tools.py');
  await expect(heaviest).toHaveAttribute('title', /^line 2: \d+(\.\d)? MiB/);

  // An error in it is shown in its file.
  await python.editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('1 / 0\n');
  await python.tabs.first().click();
  const failed = await python.runToEnd();
  expect(failed.error).toMatchObject({ file: 'tools.py', line: 3 });
  await python.raised.getByRole('button', { name: 'Go to line 3' }).click();
  await expect(python.tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(python.root.locator('.cm-error')).toHaveText('1 / 0');

  const link = await python.copyLink();
  const other = new OwnPage(await context.newPage());
  await other.page.goto(link);
  await expect(other.tabs).toHaveText(['main.py', 'tools.py']);
  await page.goto('./python.html?exercise=own');
  await expect(python.tabs).toHaveText(['main.py', 'tools.py']);

  // Removed files are in the version that is saved before.
  await python.tabs.nth(1).click();
  await python.root.getByRole('button', { name: 'Remove tools.py' }).click();
  await expect(python.tabs).toHaveCount(0);
  await expect(python.editor).toHaveAccessibleName('main.py');
  await python.origin.selectOption('Edit 1');
  await expect(python.tabs).toHaveText(['main.py', 'tools.py']);
});

test('tests in files beside the program are run', async ({ page }) => {
  const python = await new OwnPage(page).openOwn();
  await python.choose({
    'test_tools.py': 'import tools\n\n\ndef test_line():\n    assert tools.line(1)\n',
  });
  await python.choose({ 'tools.py': TOOLS });
  await python.test();
  await expect(python.tests).toHaveText([/test_tools\.py::test_line.*PASSED/s]);
});

test('files are dropped on the editor and beside it', async ({ page }) => {
  const python = await new OwnPage(page).open();
  await drop(page, 'highwater-python .cm-content', { 'my-tools.py': TOOLS });
  // They are files of the own program; the exercise is as it was.
  await expect(python.exercise).toHaveValue('own');
  await expect(python.editor).toHaveAccessibleName('my_tools.py');
  await expect(python.code).toContainText('def line(number)');
  await drop(page, 'h1', { 'more.py': 'x = 1\r\ny = 2\r\n' });
  await expect(python.tabs).toHaveText(['my_tools.py', 'more.py']);
  await expect(python.code).toContainText('y = 2');
  // The text of a replaced file is in a version.
  await drop(page, 'h1', { 'more.py': 'z = 3\n' });
  await expect(python.code).toContainText('z = 3');
  await python.origin.selectOption('Edit 1');
  await python.tabs.nth(1).click();
  await expect(python.code).toContainText('y = 2');
  await python.exercise.selectOption('lru-cache');
  await expect(python.origin).toHaveValue('given');
});

test('files that are dropped during a run are refused', async ({ page }) => {
  const python = await new OwnPage(page).open();
  await python.write('while True:\n    pass\n');
  await python.run.click();
  await drop(page, 'h1', { 'tools.py': TOOLS });
  await expect(python.problem).toContainText('Files can be opened when nothing runs');
  await expect(python.exercise).toHaveValue('lru-cache');
  await python.stop.click();
  await expect(python.run).toBeEnabled();
  await drop(page, 'h1', { 'tools.py': TOOLS });
  await expect(python.exercise).toHaveValue('own');
  await expect(python.problem).toHaveCount(0);
});

test('the file of an exercise is opened in its place', async ({ page }) => {
  const python = await new OwnPage(page).open();
  await python.choose({ 'lru_cache.py': 'print("mine")\n' });
  await expect(python.code).toContainText('print("mine")');
  await expect(python.exercise).toHaveValue('lru-cache');
});

test('the shown file is saved with its name', async ({ page }) => {
  const python = await new OwnPage(page).openOwn();
  await python.choose({ 'main.py': MAIN, 'tools.py': TOOLS });
  await python.tabs.nth(1).click();
  const saved = page.waitForEvent('download');
  await python.root.getByRole('button', { name: 'Save as .py' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('tools.py');
  expect(await readText(await download.createReadStream())).toBe(TOOLS);
});

test('files that are no Python are refused, and nothing changes', async ({ page }) => {
  const python = await new OwnPage(page).openOwn();
  for (const [files, message] of [
    [{ 'notes.txt': 'x' }, '“notes.txt” cannot be opened: its name does not end with .py'],
    [
      { 'odd.py': Buffer.from([0xff, 0xfe, 0x00]) },
      '“odd.py” cannot be opened: it is not a readable text in UTF-8',
    ],
    [
      { 'long.py': 'x'.repeat(524_289) },
      'the files have 524,289 bytes; at most 524,288 can be opened',
    ],
    [{ 'a-b.py': '', 'a_b.py': '' }, 'two files would be called “a_b.py”'],
  ] as [Record<string, string | Buffer>, string][]) {
    await python.choose(files);
    await expect(python.problem).toHaveText(message);
  }
  await expect(python.origin).toHaveValue('given');
  await python.choose({ 'good.py': 'x = 1\n' });
  await expect(python.problem).toHaveCount(0);
});

test('a link says that the files are too long for it', async ({ page }) => {
  const python = await new OwnPage(page).openOwn();
  await python.choose({ 'main.py': MAIN, 'data.py': `x = "${'y'.repeat(66_000)}"\n` });
  await python.root.getByRole('button', { name: 'Copy link' }).click();
  await expect(python.problem).toContainText('a link holds at most 65,536 bytes of code');
});

for (const [width, scheme] of [
  [1280, 'light'],
  [360, 'dark'],
] as const) {
  test(`axe finds nothing with many files at ${width} pixels, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    const python = await new OwnPage(page).openOwn();
    expect(await violations(page), 'empty').toEqual([]);
    const files = Array.from({ length: 12 }, (_, index) => [`part_${index}.py`, `x = ${index}\n`]);
    await python.choose(Object.fromEntries(files));
    await expect(python.tabs).toHaveCount(12);
    await python.test();
    await python.write('def test_one():\n    assert False\n');
    await python.test();
    await python.write('def test_two():\n    assert True\n');
    await expect(python.root.getByTestId('stale-tests')).toBeVisible();
    expect(await violations(page), 'with files and old results').toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

async function readText(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
