/** The steps from instruction pointers to names, with a stack in the inspector's format. */

import type { Locator } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { NativePanel } from './lib/native-panel';

async function opened(panel: NativePanel): Promise<Locator> {
  await panel.story.getByText('From instruction pointers to names').click();
  await expect(panel.journey).toBeVisible();
  return panel.journey;
}

/** The texts of the cells of each call. */
async function callsOf(journey: Locator): Promise<string[][]> {
  return journey
    .getByTestId('call')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children].map((cell) => (cell.textContent ?? '').trim().replace(/\s+/g, ' ')),
      ),
    );
}

const MULTIPLY =
  '<num_bigint::biguint::BigUint as core::ops::arith::Mul<u32>>::mul num-bigint 0.5.1: src/biguint/multiplication.rs:139';
const GROW = 'alloc::raw_vec::RawVec<T,A>::grow_one std: alloc/src/raw_vec.rs:340 inlined';

test('each step adds to the previous one, up to the line of Python', async ({ page }) => {
  const panel = await new NativePanel(page).open({ native: true });
  expect((await panel.asked()).map(({ kind }) => kind)).not.toContain('stack');
  const journey = await opened(panel);
  expect((await panel.asked()).at(-1)).toEqual({ kind: 'stack', frames: 'native', at: 'peak' });
  await expect(journey).toContainText('at call 1,000: 4.0KiB in 2 allocations');
  await expect(journey).toContainText('993 more slots are used by outer calls');
  const next = journey.getByRole('button', { name: 'Next' });
  const text = journey.getByTestId('journey-text');
  await expect(text).toHaveText(/^\s*Bytes\./);
  await expect(journey.getByRole('button', { name: 'Back' })).toBeDisabled();
  await expect(journey.getByTestId('call')).toHaveCount(8);
  expect((await callsOf(journey)).slice(-2)).toEqual([
    ['999', '2b 1a 00 00'],
    ['1,000', '10 3f 00 00'],
  ]);
  await next.click();
  await expect(text).toHaveText(/^\s*Offsets\./);
  expect((await callsOf(journey)).slice(-2)).toEqual([
    ['999', '2b 1a 00 00', '0x1a2b'],
    ['1,000', '10 3f 00 00', '0x3f10'],
  ]);
  await next.click();
  expect((await callsOf(journey)).slice(-2)).toEqual([
    ['999', '2b 1a 00 00', '0x1a2b', MULTIPLY],
    ['1,000', '10 3f 00 00', '0x3f10', 'unknown'],
  ]);
  await next.click();
  await expect(text).toContainText('Here 8 offsets represent 9 frames.');
  expect((await callsOf(journey)).at(-2)?.at(-1)).toBe(`${MULTIPLY} ${GROW}`);
  await next.click();
  await expect(next).toBeDisabled();
  const frames = journey.getByTestId('hybrid-frame');
  const told = (await frames.allTextContents()).map((text) => text.trim().replace(/\s+/g, ' '));
  const step = 'native exercise::workload::step exercise 0.1.0: src/workload.rs:41';
  expect(told.slice(0, 4)).toEqual([
    'Python main app.py:1',
    'Python f app.py:2 992 deep',
    step,
    'Python f app.py:2',
  ]);
  expect(told.slice(-5)).toEqual([
    step,
    'Python f app.py:2 return f(n - 1) * n',
    `native ${MULTIPLY}`,
    `native ${GROW}`,
    'native wasm+0x3f10',
  ]);
  // The faulty line is visible, whatever is above it.
  const isInside = await frames.last().evaluate((last) => {
    const region = last.closest('[role="region"]')?.getBoundingClientRect();
    const line = last.parentElement?.querySelector('.line')?.getBoundingClientRect();
    const [top = 0, bottom = 0] = [line?.top, last.getBoundingClientRect().bottom];
    return region !== undefined && top >= region.top && bottom <= region.bottom + 1;
  });
  expect(isInside).toBe(true);
  await expect(journey).toContainText('allocated 4.0KiB in 2 allocations');
});

test('the steps are changed by keys', async ({ page }) => {
  const panel = await new NativePanel(page).open({ native: true });
  const journey = await opened(panel);
  const current = journey.locator('[aria-current="step"]');
  await current.focus();
  await page.keyboard.press('ArrowRight');
  await expect(current).toHaveText(/Offsets/);
  await expect(current).toBeFocused();
  await page.keyboard.press('End');
  await expect(current).toHaveText(/Hybrid stack/);
  await page.keyboard.press('ArrowRight');
  await expect(current).toHaveText(/Hybrid stack/);
  await page.keyboard.press('ArrowLeft');
  await expect(current).toHaveText(/Inlined calls/);
  await page.keyboard.press('Home');
  await expect(current).toBeFocused();
  await expect(current).toHaveText(/Bytes/);
});

test('without symbols the steps show the reason', async ({ page }) => {
  const symbolsProblem = 'the capture is of another build of the engine';
  const panel = await new NativePanel(page).open({ native: true, symbolsProblem });
  const journey = await opened(panel);
  await expect(journey.getByTestId('journey-text')).not.toContainText(symbolsProblem);
  await journey.getByRole('button', { name: 'Functions' }).click();
  await expect(journey.getByTestId('journey-text')).toContainText(
    `Names are not available: ${symbolsProblem}.`,
  );
});

test('the stack is that of the report’s instant', async ({ page }) => {
  const panel = await new NativePanel(page).open({ native: true });
  await opened(panel);
  await panel.root.getByRole('button', { name: 'Leaks' }).click();
  await expect
    .poll(() => panel.asked())
    .toContainEqual({ kind: 'stack', frames: 'native', at: 'end' });
});
