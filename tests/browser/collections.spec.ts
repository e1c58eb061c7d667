/** Garbage collections of a run: on the plot, in its key, and as text. */

import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';

const GC = 'instance/unbounded/gc';

/** The calls of each instance of this range, before the next instance is created. */
const PER_INSTANCE = 2 * 200 - 2;

test('collections are in the key, in the values at an instant, and in the data', async ({
  page,
}) => {
  const playground = await new Playground(page).open(
    `?policies=${GC}&ranges=200&preview=0&lesson=0`,
  );
  const key = playground.root.getByRole('list', { name: 'Key' });
  await expect(key).toContainText('peak');
  await expect(key).not.toContainText('garbage collection');
  const [result] = await playground.runToEnd();
  await expect(key).toContainText('garbage collection');

  // The collector runs at the 88th and the 176th instance; 8 container objects per instance.
  const collections = result?.collections;
  expect(collections).toMatchObject({ count: [2, 0, 0], collected: (86 + 88) * 8 });
  expect(collections?.freed).toBeGreaterThan(1_000_000);
  const readout = playground.root.getByTestId('readout-collections');
  await expect(readout).toHaveText(
    /instance\/unbounded\/gc: 2 collections freed [\d.]+MiB in all\s*$/,
  );

  // The description of an instant has the collections near it.
  await playground.plot.focus();
  await page.keyboard.press('Home');
  await expect(readout).toHaveText('No garbage collection near this instant');
  await expect(playground.plot).toHaveAttribute('aria-valuetext', /linear memory$/);
  const first = 87 * PER_INSTANCE;
  const box = await playground.area.boundingBox();
  if (box === null) throw new Error('the plot is not shown');
  const end = result?.calls ?? 0;
  await page.mouse.click(box.x + (first / end) * box.width, box.y + box.height / 2);
  const told = /collection of generation 0 freed [\d.]+[KM]iB, 688 objects\s*$/;
  await expect(readout).toHaveText(told);
  await expect(playground.plot).toHaveAttribute('aria-valuetext', told);

  await playground.root.getByText('Show the data of the plots').click();
  await expect(playground.root.getByTestId('collections')).toContainText(
    /2 collections freed [\d.]+MiB in all/,
  );
});

test('a tick in the hue of the policy marks its collection', async ({ page }) => {
  const playground = await new Playground(page).open(
    `?policies=${GC}&ranges=200&preview=0&lesson=0&theme=light`,
  );
  const [result] = await playground.runToEnd();
  const end = result?.calls ?? 0;
  /** The darkest pixel of a few columns of the canvas, just above the bottom edge of the plot. */
  const darkest = (call: number) =>
    playground.root.locator('highwater-memory-plot').evaluate((element, share) => {
      const { plot } = element as unknown as {
        plot: { ctx: CanvasRenderingContext2D; bbox: DOMRect };
      };
      const { left, top, width, height } = plot.bbox;
      const x = Math.round(left + share * width);
      const { data } = plot.ctx.getImageData(x - 2, top + height - 3, 5, 1);
      // The canvas is translucent, over white.
      const green = (at: number) => {
        const opacity = (data[4 * at + 3] ?? 0) / 255;
        return opacity * (data[4 * at + 1] ?? 0) + (1 - opacity) * 255;
      };
      return Math.min(...[0, 1, 2, 3, 4].map(green));
    }, call / end);
  await expect.poll(() => darkest(87 * PER_INSTANCE)).toBeLessThan(120);
  // Before it the curve is far above the edge.
  expect(await darkest(87 * PER_INSTANCE - end / 20)).toBeGreaterThan(150);
});

test('a run without collections has none in its key', async ({ page }) => {
  const playground = await new Playground(page).open(
    '?policies=class/unbounded&ranges=50&preview=0&lesson=0',
  );
  const [result] = await playground.runToEnd();
  expect(result?.collections).toEqual({ count: [0, 0, 0], collected: 0, freed: 0 });
  await expect(playground.root.getByRole('list', { name: 'Key' })).not.toContainText('garbage');
  await expect(playground.root.getByTestId('readout-collections')).toHaveCount(0);
});
