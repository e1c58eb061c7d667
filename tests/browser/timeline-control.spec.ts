/** The timeline as a control: an instant, a span, and playback. */

import type { DifferenceAnswer, TreeAnswer } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';

const POLICY = 'class/unbounded/clear:10';
const QUERY = `?policies=${POLICY}&ranges=60&preview=0`;

/** Calls of a range of 60: 118 for each of its 60 instances. */
const CALLS = 60 * 118;

async function ran(page: Playground['page'], more = ''): Promise<Playground> {
  const playground = await new Playground(page).open(`${QUERY}${more}`);
  await playground.runToEnd();
  await expect(playground.subjects).toHaveCount(1);
  return playground;
}

test('a click on the plot shows that instant in every report', async ({ page }) => {
  const playground = await ran(page);
  await expect(playground.subjects).toHaveText(/Live at the high-water mark/);
  const box = await playground.area.boundingBox();
  await playground.area.click({ position: { x: (box?.width ?? 0) / 2, y: 40 } });
  await expect(playground.choice('At an instant')).toHaveAttribute('aria-pressed', 'true');
  const at = Number(playground.parameters().at);
  expect(Math.abs(at - CALLS / 2)).toBeLessThan(CALLS / 100);
  const tree = await playground.report<TreeAnswer>(POLICY, { kind: 'at', at });
  await expect(playground.subjects).toHaveText(`Live at call ${tree.calls.toLocaleString('en')}`);
  for (const view of ['Table', 'Tree', 'Summary', 'By cause', 'Flamegraph']) {
    await playground.choice(view).click();
    await expect(playground.subjects).toHaveText(`Live at call ${tree.calls.toLocaleString('en')}`);
  }
  // Stats cover the whole run, whatever is chosen.
  await playground.choice('Stats').click();
  await expect(playground.subjects).toHaveText('All allocations of the run');
  await playground.root.getByRole('button', { name: 'Back to the end' }).click();
  await expect(playground.choice('High-water mark')).toHaveAttribute('aria-pressed', 'true');
  expect(playground.parameters()).not.toHaveProperty('at');
});

test('the arrow keys move the instant, and with B select a span', async ({ page }) => {
  const playground = await ran(page);
  await playground.plot.press('Home');
  await expect.poll(() => playground.parameters().at).toBe('0');
  for (let steps = 0; steps < 3; steps += 1) await playground.plot.press('PageUp');
  await expect.poll(() => playground.parameters().at).toBe(String(0.3 * CALLS));
  await playground.plot.press('b');
  await playground.plot.press('PageUp');
  await playground.plot.press('PageUp');
  await expect.poll(() => playground.parameters().between).toBe(`${0.3 * CALLS},${0.5 * CALLS}`);
  await expect(playground.subjects).toHaveText('From call 2,124 to call 3,540');
  await playground.plot.press('Escape');
  await expect(playground.choice('High-water mark')).toHaveAttribute('aria-pressed', 'true');
  expect(playground.parameters()).not.toHaveProperty('between');
});

test('a touch moves the instant, and with Compare selects a span @phone', async ({ page }) => {
  const playground = await ran(page);
  const box = await playground.area.boundingBox();
  if (box === null) throw new Error('the plot is not shown');
  const touch = (type: string, share: number) =>
    playground.area.dispatchEvent(type, {
      pointerType: 'touch',
      pointerId: 7,
      button: 0,
      isPrimary: true,
      bubbles: true,
      composed: true,
      clientX: box.x + share * box.width,
      clientY: box.y + 20,
    });
  await touch('pointerdown', 0.25);
  await touch('pointerup', 0.25);
  await expect.poll(() => Math.round(Number(playground.parameters().at) / CALLS / 0.05)).toBe(5);
  await playground.root.getByRole('button', { name: 'Compare' }).click();
  await touch('pointerdown', 0.25);
  await touch('pointermove', 0.5);
  await touch('pointermove', 0.75);
  await touch('pointerup', 0.75);
  const span = () =>
    (playground.parameters().between ?? '').split(',').map((end) => Number(end) / CALLS);
  await expect.poll(() => span().map((end) => Math.round(end / 0.05))).toEqual([5, 15]);
});

test('the address restores an instant, a span and a view', async ({ page }) => {
  const playground = await ran(page, '&at=3000&report=at&view=table');
  await expect(playground.subjects).toHaveText(/^\s*Live at call (2,9\d\d|3,000)\s*$/);
  await expect(playground.choice('Table')).toHaveAttribute('aria-pressed', 'true');
  await expect(playground.instant).toHaveText('At call 3,000');

  await ran(page, '&report=difference&between=500,3000');
  await expect(playground.subjects).toHaveText('From call 500 to call 3,000');
  const fields = playground.reports.getByRole('spinbutton');
  await expect(fields.first()).toHaveValue('500');
  await fields.last().fill('1000');
  await fields.last().press('Enter');
  await expect(playground.subjects).toHaveText('From call 500 to call 1,000');
  await expect.poll(() => playground.parameters().between).toBe('500,1000');
  const difference = await playground.report<DifferenceAnswer>(POLICY, {
    kind: 'difference',
    between: [500, 1000],
  });
  await expect(playground.reports.locator('highwater-flamegraph')).toContainText(
    `${difference.freedCount.toLocaleString('en')} frees`,
  );
});

test('an invalid instant in the address is reported, and the rest is applied', async ({ page }) => {
  const playground = await new Playground(page).open(
    `${QUERY}&at=noon&between=1&threshold=99&view=table`,
  );
  await expect(playground.problems).toContainText('at: “noon” is not an instant');
  await expect(playground.problems).toContainText('between: “1” is not two numbers of calls');
  await expect(playground.problems).toContainText('threshold: “99” is not a whole number');
  await expect(playground.choice('Table')).toHaveAttribute('aria-pressed', 'true');
});

test('Play moves the instant, and Pause stops it', async ({ page }) => {
  const playground = await ran(page);
  await playground.root.getByRole('button', { name: 'Play' }).click();
  // The plots and the report follow.
  await expect(playground.instant).toHaveText(/^\s*At call [\d,]+\s*$/);
  await expect(playground.subjects).toHaveText(/^\s*Live at call [\d,]+\s*$/);
  const first = await playground.subjects.textContent();
  await expect(playground.subjects).not.toHaveText(first ?? '');
  await playground.root.getByRole('button', { name: 'Pause' }).click();
  await expect(playground.choice('At an instant')).toHaveAttribute('aria-pressed', 'true');
  const at = playground.parameters().at ?? '';
  await expect(playground.instant).toHaveText(`At call ${Number(at).toLocaleString('en')}`);
  await expect(playground.root.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('an instant chosen on a preview is cleared when the run begins', async ({ page }) => {
  const playground = await new Playground(page).open(`?policies=${POLICY}&ranges=250`);
  await expect(playground.state(POLICY)).toContainText('Preview: peak');
  await playground.area.click();
  await expect.poll(() => playground.parameters().report).toBe('at');
  await playground.runToEnd();
  expect(playground.parameters()).not.toHaveProperty('at');
  await expect(playground.subjects).toHaveText(/Live at the high-water mark/);
});
