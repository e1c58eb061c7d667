/** Reading the plots: initial state, pointing and touching, selection, scales, copies. */

import { expect, test } from '../lib/fixtures';
import { fillOf, pixelsOf, recordTexts, textsOn } from './lib/canvas';
import { Playground, rowAt } from './lib/playground';

const QUERY = '?policies=class/unbounded,class/lru:5&ranges=100&preview=0';

/** The calls of a range of 100: 198 for each of its 100 instances. */
const CALLS = 100 * 198;

const size = (bytes: number) => {
  const [unit, factor] =
    bytes < 1024 ? ['B', 1] : bytes < 1024 ** 2 ? ['KiB', 1024] : ['MiB', 1024 ** 2];
  return `${factor === 1 ? bytes : (bytes / factor).toFixed(1)}${unit}`;
};

test.describe('on arrival', () => {
  test('a small run is shown without a click, marked as a preview @phone', async ({ page }) => {
    await recordTexts(page);
    await page.addInitScript(() => {
      document.addEventListener('highwater-result', () => console.error('a preview has no result'));
    });
    const playground = await new Playground(page).open();
    await expect(playground.caption).toHaveText(
      /Preview\s+A small run of ranges 100,200\. Press Run for 500,1000\./,
    );
    for (const policy of await playground.policies()) {
      await expect(playground.state(policy)).toHaveText(/Preview: peak\s+[\d.]+(KiB|MiB)/);
      await expect(playground.row(policy)).toContainText('Preview');
    }
    await expect
      .poll(() => textsOn(playground.canvas))
      .toContain('limit 70 MB is above this view ↑');
    const pixels = await pixelsOf(playground.canvas);
    for (const policy of await playground.policies()) {
      const hue = await fillOf(playground.card(policy).locator('.head .swatch path'));
      expect(pixels.count(hue), policy).toBeGreaterThan(0);
    }
    // There is no verdict on a preview, and no result.
    await expect(playground.rows.getByTestId('verdict')).toHaveCount(0);
    expect(await playground.results()).toEqual([]);
    await expect(playground.status).toHaveText('');
    await expect(playground.root.getByRole('button', { name: 'Copy as JSON' })).toBeDisabled();
  });

  test('it is replaced by a run at once, and follows an added policy', async ({ page }) => {
    const playground = await new Playground(page).open('?policies=class/lru:5&ranges=40');
    await expect(playground.state('class/lru:5')).toContainText('Preview: peak');
    await playground.add.click();
    await playground.editor.getByLabel('Policy as text').fill('class/unbounded');
    await playground.editor.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(playground.state('class/unbounded')).toContainText('Preview: peak');
    await playground.runToEnd();
    await expect(playground.caption).toHaveText('Ranges 40');
    await expect(playground.state('class/unbounded')).toHaveText(/^\s*Peak/);
    await expect(playground.rows.getByTestId('verdict')).toHaveCount(2);
  });
});

test('pointing at the plot reads the values there, and leaving resets them', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.runToEnd();
  const area = await playground.area.boundingBox();
  if (area === null) throw new Error('the plot is not on show');
  const timelines = await playground.timelines();
  await expect(playground.instant).toHaveText('At the end');
  const mark = playground.root.locator('highwater-memory-plot .instant');
  await expect(mark).toBeHidden();

  for (const share of [0.25, 0.6, 0.9]) {
    const x = Math.round(area.x + share * area.width);
    await page.mouse.move(x, area.y + area.height / 2);
    const calls = Math.round(((x - area.x) / area.width) * CALLS);
    await expect(playground.instant).toHaveText(`At call ${calls.toLocaleString('en-US')}`);
    for (const policy of ['class/unbounded', 'class/lru:5']) {
      const [, live, linear, instances, entries] = rowAt(timelines[policy] ?? [], calls);
      const row = playground.readout(policy);
      await expect(row.locator('[data-label="Live"]')).toHaveText(size(live));
      await expect(row.locator('[data-label="Linear"]')).toHaveText(size(linear));
      await expect(row.locator('[data-label="Instances"]')).toHaveText(String(instances));
      await expect(row.locator('[data-label="Entries"]')).toHaveText(
        entries.toLocaleString('en-US'),
      );
    }
    await expect(mark).toBeVisible();
    expect(Math.abs(((await mark.boundingBox())?.x ?? 0) - x)).toBeLessThanOrEqual(1);
  }
  await page.mouse.move(area.x + area.width / 2, area.y - 200);
  await expect(playground.instant).toHaveText('At the end');
  await expect(mark).toBeHidden();
});

test('a click selects the instant until it is cleared', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.runToEnd();
  await playground.area.click({ position: { x: 200, y: 50 } });
  await page.mouse.move(0, 0);
  await expect(playground.instant).toHaveText(/^\s*At call [\d,]+\s*$/);
  const kept = await playground.plot.getAttribute('aria-valuenow');
  // The other plot has the same x axis, and shows the same instant.
  const marks = page.locator('.instant:not([hidden])');
  await expect(marks).toHaveCount(2);
  const [first, second] = await Promise.all(
    [0, 1].map(async (index) => (await marks.nth(index).boundingBox())?.x),
  );
  expect(first).toBe(second);
  await playground.root
    .locator('highwater-count-plot .u-over')
    .hover({ position: { x: 300, y: 20 } });
  await expect(playground.plot).not.toHaveAttribute('aria-valuenow', kept ?? '');
  await page.mouse.move(0, 0);
  await expect(playground.plot).toHaveAttribute('aria-valuenow', kept ?? '');
  await playground.root.getByRole('button', { name: 'Back to the end' }).click();
  await expect(playground.instant).toHaveText('At the end');
});

test('a touch reads the values there, and they stay @phone-only', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.run.tap();
  await playground.ended();
  await playground.area.scrollIntoViewIfNeeded();
  const area = await playground.area.boundingBox();
  if (area === null) throw new Error('the plot is not on show');
  const x = Math.round(area.x + 0.5 * area.width);
  await page.touchscreen.tap(x, area.y + area.height / 2);
  await expect(playground.instant).toHaveText(/^\s*At call /);
  const calls = Number((await playground.instant.innerText()).replace(/\D/g, ''));
  expect(Math.abs(calls - ((x - area.x) / area.width) * CALLS)).toBeLessThan(CALLS / area.width);
  const [, live] = rowAt((await playground.timelines())['class/unbounded'] ?? [], calls);
  await expect(playground.readout('class/unbounded').locator('[data-label="Live"]')).toHaveText(
    size(live),
  );
  await playground.root.getByRole('button', { name: 'Back to the end' }).tap();
  await expect(playground.instant).toHaveText('At the end');
});

test('selecting a policy anywhere selects it everywhere, and again deselects it', async ({
  page,
}) => {
  await recordTexts(page);
  const playground = await new Playground(page).open(QUERY);
  await playground.runToEnd();
  const card = playground.card('class/lru:5');
  const row = playground.row('class/lru:5');
  const expectSelected = async (selected: boolean) => {
    for (const part of [card, row]) {
      if (selected) await expect(part).toHaveAttribute('data-selected');
      else await expect(part).not.toHaveAttribute('data-selected');
      await expect(part.getByRole('button', { name: 'class/lru:5', exact: true })).toHaveAttribute(
        'aria-pressed',
        String(selected),
      );
    }
  };
  const labels = () => textsOn(playground.canvas);
  await row.getByRole('cell').first().click();
  await page.mouse.move(0, 0);
  await expectSelected(true);
  // The plot fades the others and removes their labels.
  await expect.poll(async () => (await labels()).join('\n')).not.toContain('class/unbounded');
  expect((await labels()).join('\n')).toContain('class/lru:5 ');
  await card.getByRole('button', { name: 'class/lru:5', exact: true }).click();
  await page.mouse.move(0, 0);
  await expectSelected(false);
  await expect.poll(async () => (await labels()).join('\n')).toContain('class/unbounded');
  // The whole card is clickable.
  await card.click({ position: { x: 30, y: 45 } });
  await page.mouse.move(0, 0);
  await expectSelected(true);
  await playground.row('class/unbounded').getByRole('cell').first().click();
  await page.mouse.move(0, 0);
  await expectSelected(false);
  await expect(playground.card('class/unbounded')).toHaveAttribute('data-selected');

  // Hovering over a policy highlights it.
  await row.hover();
  await expect(card).toHaveAttribute('data-hovered');
  await expect(playground.readout('class/lru:5')).toHaveAttribute('data-highlighted');
  await page.mouse.move(0, 0);
  await expect(card).not.toHaveAttribute('data-hovered');
});

test('the axis is linear, logarithmic, or ends at the selected policy', async ({ page }) => {
  await recordTexts(page);
  const playground = await new Playground(page).open(
    '?policies=class/unbounded,class/lru:5&ranges=300&preview=0',
  );
  await playground.runToEnd();
  const scale = (name: string) => playground.root.getByRole('button', { name, exact: true });
  const labels = () => textsOn(playground.canvas);
  const evenly = await labels();
  const zeros = (texts: string[]) => texts.filter((text) => text === '0').length;
  expect(zeros(evenly)).toBe(2);
  await expect(scale('Fit selected')).toBeDisabled();

  await scale('Log').click();
  await expect
    .poll(labels)
    .toEqual(expect.arrayContaining(['0.001 MiB', '0.01 MiB', '0.1 MiB', '1 MiB', '10 MiB']));
  // The other axis keeps its zero.
  expect(zeros(await labels())).toBe(1);

  await playground.row('class/lru:5').getByRole('cell').first().click();
  await scale('Fit selected').click();
  await expect.poll(async () => zeros(await labels())).toBe(2);
  const top = (texts: string[]) =>
    Math.max(...texts.flatMap((text) => (text.endsWith(' MiB') ? [Number.parseFloat(text)] : [])));
  expect(top(await labels())).toBeLessThan(top(evenly));
  expect(playground.parameters().scale).toBe('fit');
});

test('results are copied as JSON and as CSV', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const playground = await new Playground(page).open(QUERY);
  const results = await playground.runToEnd();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await playground.root.getByRole('button', { name: 'Copy as JSON' }).click();
  await expect(playground.root.getByText('Copied as JSON')).toBeVisible();
  expect(JSON.parse(await clipboard())).toEqual(results);
  await playground.root.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(playground.root.getByText('Copied as CSV')).toBeVisible();
  const lines = (await clipboard()).trim().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^policy,ranges,outcome,peak_live_bytes,/);
  expect(lines[1]).toMatch(
    new RegExp(`^class/unbounded,100,completed,${results[0]?.memory.peakLive},`),
  );
  expect(lines[2]).toMatch(/,73400320,pass,$/);
});
