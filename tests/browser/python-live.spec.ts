/** Feedback of the Python page while something runs, and about earlier runs. */

import { expect, test } from '../lib/fixtures';
import { hold } from './lib/held-requests';
import { PythonPage } from './lib/python';

/** Allocates a MiB in each step, and keeps the first 50. */
const ENDLESS = `kept = []
while True:
    part = bytearray(2**20)
    if len(kept) < 50:
        kept.append(part)
`;

class LivePage extends PythonPage {
  readonly live = this.root.getByTestId('program-live');
  readonly why = this.root.getByTestId('why');
  readonly note = this.root.getByTestId('share-note');
  readonly stale = this.root.getByTestId('stale-tests');
  readonly proof = this.root.getByTestId('program-test-report');
}

test('a line beside Run counts allocations, time and live bytes @phone', async ({ page }) => {
  const python = await new LivePage(page).open();
  await expect(python.live).toHaveCount(0);
  await python.write(ENDLESS);
  await python.run.click();
  await expect(python.live).toContainText(
    /[\d.]+K? allocations\s+[1-9]\d* s\s+5\d(\.\d)?MiB live/,
    { timeout: 60_000 },
  );
  await expect(python.live).toBeInViewport();
  await python.stop.click();
  await expect(python.run).toBeEnabled();
  await expect(python.live).toHaveCount(0);
});

test('the time goes on while nothing is reported, as before the interpreter is there', async ({
  page,
}) => {
  const release = await hold(page, '**/highwater_python.wasm-*.br');
  const python = await new LivePage(page).open();
  await python.write('print("there")\n');
  await python.run.click();
  await expect(python.live).toHaveText(/starting…\s+2 s/);
  await expect(python.live).toHaveText(/starting…\s+3 s/);
  release();
  await expect(python.output).toContainText('there');
  await expect(python.live).toHaveCount(0);
});

test('the report of the tests grows test by test', async ({ page }) => {
  const python = await new LivePage(page).open();
  await python.root.getByTestId('exercise').selectOption('own');
  await python.write(`import time


def test_short():
    pass


def test_endless():
    kept = bytearray(2**20)
    time.sleep(3600)
`);
  await python.prove.click();
  await expect(python.tests).toHaveText([/PASSED\s+\[ 50%\]/, /running/], { timeout: 60_000 });
  await expect(python.proof).toHaveAttribute('data-phase', 'running');
  await expect(python.live).toContainText(/test 2 of 2/);
  await expect(python.live).toContainText(/allocations.* s/s);
  await python.stop.click();
  await expect(python.proof).toHaveAttribute('data-phase', 'stopped');
  await expect(python.live).toHaveCount(0);
});

test('the focus goes from Run to Stop and back', async ({ page }) => {
  const python = await new LivePage(page).open();
  await python.write('while True:\n    pass\n');
  await python.run.focus();
  await page.keyboard.press('Enter');
  await expect(python.stop).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(python.run).toBeFocused();

  await python.write('def test_sleep():\n    import time\n    time.sleep(3600)\n');
  await python.prove.focus();
  await page.keyboard.press('Enter');
  await expect(python.stop).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(python.prove).toBeFocused();

  // A short run ends there too.
  await python.write('print("short")\n');
  await python.run.focus();
  await page.keyboard.press('Enter');
  await expect(python.output).toContainText('short');
  await expect(python.run).toBeFocused();

  // So does that of a button with nothing more to do.
  await python.root.getByRole('button', { name: 'Reset' }).focus();
  await page.keyboard.press('Enter');
  await expect(python.run).toBeFocused();
  await python.write('import time\ntime.sleep(1)\n');

  // Elsewhere it stays.
  await python.editor.focus();
  await page.keyboard.press('Control+Enter');
  await expect(python.stop).toBeEnabled();
  await expect(python.run).toBeEnabled();
  await expect(python.editor).toBeFocused();
});

test('a solution has its reason', async ({ page }) => {
  const python = await new LivePage(page).open();
  await expect(python.why).toHaveCount(0);
  const origin = python.root.getByTestId('origin');
  await origin.selectOption('A cache with a bound');
  await expect(python.why).toHaveText(/^\s*A cache with a bound: \S.{20}/);
  await origin.selectOption('As given');
  await expect(python.why).toHaveCount(0);
});

test('results of tests of other code say so, and those of the same code do not', async ({
  page,
}) => {
  const python = await new LivePage(page).open();
  await python.root.getByTestId('exercise').selectOption('own');
  await python.write('def test_one():\n    assert False\n');
  await python.prove.click();
  await expect(python.proof).toHaveAttribute('data-phase', 'finished', { timeout: 60_000 });
  await expect(python.stale).toHaveCount(0);
  const verdict = python.root.getByTestId('verdict');
  const colour = () => verdict.evaluate((cell) => getComputedStyle(cell).color);
  const fresh = await colour();
  await python.editor.press('Control+End');
  await page.keyboard.type('x');
  await expect(python.stale).toHaveText(/These results are of edit 1, not of the present\s+code\./);
  expect(await colour()).not.toBe(fresh);
  await page.keyboard.press('Backspace');
  await expect(python.stale).toHaveCount(0);
  expect(await colour()).toBe(fresh);
});

test('the note on a copied link is seen until the code changes', async ({ page }) => {
  const python = await new LivePage(page).open();
  await python.copyLink();
  await expect(python.note).toHaveText('Link copied.');
  expect((await python.note.boundingBox())?.width).toBeGreaterThan(40);
  await python.editor.press('x');
  await expect(python.note).toHaveText('');
});

test('frames of the import system are hidden in flamegraphs until they are asked for', async ({
  page,
}) => {
  const python = await new LivePage(page).open();
  await python.root.getByTestId('exercise').selectOption('own');
  await python.runProgram('import statistics\nprint(statistics.mean([1, 2]))\n');
  const graph = python.root.locator('highwater-flamegraph');
  const box = graph.getByRole('tree');
  const imports = graph.getByRole('button', { name: 'Import system' });
  await expect(imports).toHaveAttribute('aria-pressed', 'false');
  /** The frames along the first calls, by their names. */
  const firstCalls = async () => {
    await box.focus();
    await page.keyboard.press('Home');
    const names: string[] = [];
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('ArrowDown');
      names.push((await graph.getByRole('treeitem').getAttribute('aria-label')) ?? '');
    }
    return names.join('\n');
  };
  const hidden = await firstCalls();
  expect(hidden).toMatch(/<module>.*program\.py:1/);
  expect(hidden).toMatch(/<module>.*statistics/);
  expect(hidden).not.toContain('importlib');
  await imports.click();
  await expect(imports).toHaveAttribute('aria-pressed', 'true');
  expect(await firstCalls()).toContain('_find_and_load');
});
