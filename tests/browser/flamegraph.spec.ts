/** `<highwater-flamegraph>` alone, with handwritten trees. */

import { Colours } from '../../web/src/flamegraph/colours';
import type { DifferenceNode, TreeNode } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { differenceOf, frame, rootOf } from '../unit/flamegraph-trees';
import { recordTexts, textsOn } from './lib/canvas';
import { Flamegraph, type FlamegraphElement, MIB, ROW, TREE } from './lib/flamegraph';
import { violations } from './lib/violations';

const LIGHT = new Colours(false);
const place = (name: string) => LIGHT.ofPlace({ name, file: 'app.py', line: 0 });

test('each frame is drawn at its place in its colour', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE);
  await expect.poll(() => graph.colourAt(0.5, 0)).toBe(LIGHT.plain);
  expect(await graph.colourAt(0.99, 1)).toBe(place('main'));
  expect(await graph.colourAt(0.49, 2)).toBe(place('load'));
  expect(await graph.colourAt(0.51, 2)).toBe(place('keep'));
  expect(await graph.colourAt(0.39, 3)).toBe(place('parse'));
  expect(await graph.colourAt(0.45, 3)).toBe('#ffffff');
  expect(await graph.colourAt(0.19, 4)).toBe(place('parse'));
  expect(await graph.colourAt(0.21, 4)).toBe('#ffffff');
});

test('a flame grows up from its root, and allocations have their own widths', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE);
  await graph.root.getByRole('button', { name: 'Flame' }).click();
  await expect.poll(() => graph.colourAt(0.5, 4)).toBe(LIGHT.plain);
  expect(await graph.colourAt(0.51, 2)).toBe(place('keep'));
  await graph.root.getByRole('button', { name: 'Allocations' }).click();
  await expect.poll(() => graph.colourAt(0.21, 2)).toBe(place('keep'));
  expect(await graph.colourAt(0.19, 2)).toBe(place('load'));
  expect((await graph.sent()).map(({ layout, metric }) => [layout, metric])).toEqual([
    ['flame', 'bytes'],
    ['flame', 'count'],
  ]);
});

test('a given total makes the graph narrower', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE, { total: 200 * MIB });
  await expect.poll(() => graph.colourAt(0.49, 0)).toBe(LIGHT.plain);
  expect(await graph.colourAt(0.51, 0)).toBe('#ffffff');
});

test('a click zooms, and the breadcrumb, Escape and Reset return', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE);
  await graph.canvas.click(graph.at(0.1, 3));
  expect(await graph.crumbs()).toEqual(['All', 'main app.py:1', 'load app.py:2', 'parse app.py:3']);
  await expect.poll(() => graph.colourAt(0.99, 3)).toBe(place('parse'));
  expect(await graph.colourAt(0.99, 2)).toBe(LIGHT.plain);
  expect(await graph.colourAt(0.49, 4)).toBe(place('parse'));
  expect(await graph.colourAt(0.51, 4)).toBe('#ffffff');

  // A click on a caller returns to it.
  await graph.canvas.click(graph.at(0.9, 2));
  expect(await graph.crumbs()).toEqual(['All', 'main app.py:1', 'load app.py:2']);
  await graph.tree.focus();
  await page.keyboard.press('Escape');
  expect(await graph.crumbs()).toEqual(['All', 'main app.py:1']);
  await graph.canvas.click(graph.at(0.9, 2));
  await expect(graph.zoom.getByRole('button', { name: 'keep app.py:4' })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await graph.zoom.getByRole('button', { name: 'main app.py:1' }).click();
  expect(await graph.crumbs()).toEqual(['All', 'main app.py:1']);
  await page.keyboard.press('Escape');
  expect(await graph.crumbs()).toEqual(['All']);
  await graph.canvas.click(graph.at(0.1, 2));
  await graph.root.getByRole('button', { name: 'Reset' }).click();
  expect(await graph.crumbs()).toEqual(['All']);
  await expect(graph.root.getByRole('button', { name: 'Reset' })).toBeHidden();
  expect((await graph.sent()).map(({ zoom }) => zoom.at(-1) ?? '')).toEqual([
    'parse@app.py:3',
    'load@app.py:2',
    'main@app.py:1',
    'keep@app.py:4',
    'main@app.py:1',
    '',
    'load@app.py:2',
    '',
  ]);
});

test('the owner of the state may reset it', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE);
  await graph.root.evaluate((element: FlamegraphElement) => {
    const { state } = element;
    element.addEventListener('flamegraph-change', () => {
      element.state = state;
    });
  });
  await graph.canvas.click(graph.at(0.1, 3));
  await expect.poll(async () => (await graph.sent()).length).toBe(1);
  expect(await graph.crumbs()).toEqual(['All']);
});

test('keys move between frames, which are announced', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE);
  await graph.tree.focus();
  await expect(graph.item).toHaveAccessibleName(
    'All, 100.0MiB in 100 allocations, 100.0% of the whole, level 1',
  );
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(graph.item).toHaveAccessibleName(
    'keep, app.py:4, 50.0MiB in 80 allocations, 50.0% of the whole, own 50.0MiB in 80 allocations, level 3',
  );
  await expect(graph.item).toHaveAttribute('aria-level', '3');
  await expect(graph.item).toHaveAttribute('aria-posinset', '2');
  await expect(graph.item).toHaveAttribute('aria-setsize', '2');
  const id = await graph.item.getAttribute('id');
  await expect(graph.tree).toHaveAttribute('aria-activedescendant', id ?? '');
  await page.keyboard.press('ArrowLeft');
  await expect(graph.item).toHaveAccessibleName(/^load, .*, load\(\), level 3$/);
  expect(await graph.item.getAttribute('id')).not.toBe(id);
  await page.keyboard.press('End');
  await expect(graph.item).toHaveAccessibleName(/^keep,/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(graph.item).toHaveAccessibleName(/^parse, .*level 4$/);
  await expect(graph.details).toContainText('return parse(text)');
  await page.keyboard.press('Enter');
  expect(await graph.crumbs()).toEqual(['All', 'main app.py:1', 'load app.py:2', 'parse app.py:3']);
  await page.keyboard.press('ArrowUp');
  await expect(graph.item).toHaveAccessibleName(/^load,/);
  await page.keyboard.press('Escape');
  expect(await graph.crumbs()).toEqual(['All', 'main app.py:1', 'load app.py:2']);
  await page.keyboard.press('/');
  await expect(graph.search).toBeFocused();
  await expect(graph.search).toHaveValue('');
});

test('a search highlights, and counts matches on one path once', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE);
  await graph.search.fill('PARSE|:4$');
  await expect(graph.found).toHaveText('3 frames match, 90.0MiB, 90.0%');
  await expect.poll(() => graph.colourAt(0.3, 3)).toBe(LIGHT.match);
  expect(await graph.colourAt(0.7, 2)).toBe(LIGHT.match);
  expect(await graph.colourAt(0.3, 2)).toBe(LIGHT.plain);
  await graph.search.fill('parse(');
  await expect(graph.found).toHaveText(
    /^\s*“parse\(” is not a regular expression: unterminated group\. To search for a character such as \( itself, write \\\(\.\s*$/,
  );
  await expect(graph.search).toHaveAttribute('aria-invalid', 'true');
  await expect.poll(() => graph.colourAt(0.3, 2)).toBe(place('load'));
  await graph.search.fill('');
  await expect(graph.found).toBeHidden();
});

test('the pointer shows a frame in a tooltip and below the graph', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE, {
    state: { zoom: ['main@app.py:1', 'load@app.py:2'] },
  });
  await expect(graph.tooltip).toBeHidden();
  await graph.canvas.hover(graph.at(0.7, 3));
  const facts = [
    'parse',
    'app.py:3',
    '40.0MiB in 10 allocations',
    '40.0% of the whole',
    '80.0% of the zoomed frame',
    'own 20.0MiB in 5 allocations',
    'return parse(text)',
  ];
  for (const part of [graph.tooltip, graph.details]) {
    for (const fact of facts) await expect(part).toContainText(fact);
  }
  const [tooltip, canvas] = [await graph.tooltip.boundingBox(), await graph.canvas.boundingBox()];
  expect((tooltip?.x ?? 0) + (tooltip?.width ?? 0)).toBeLessThanOrEqual((canvas?.x ?? 0) + 1000);
  await graph.canvas.hover(graph.at(0.95, 4));
  await expect(graph.tooltip).toBeHidden();
  await expect(graph.details).toContainText('load');
});

test('inverted, callers are children of the frames that allocated', async ({ page }) => {
  await recordTexts(page);
  const graph = await new Flamegraph(page).open(TREE, { state: { zoom: ['main@app.py:1'] } });
  await graph.root.getByRole('button', { name: 'Inverted' }).click();
  expect(await graph.crumbs()).toEqual(['All']);
  const names = async () => (await textsOn(graph.canvas)).map((text) => text.split(' ')[0]);
  await expect
    .poll(names)
    .toEqual([
      'All',
      'keep',
      'parse',
      'load',
      'main',
      'load',
      'parse',
      'main',
      'main',
      'load',
      'main',
    ]);
  expect(await graph.colourAt(0.51, 1)).toBe(place('parse'));
});

test('a zoom outlives a change of report', async ({ page }) => {
  const zoom = ['main@app.py:1', 'load@app.py:2', 'parse@app.py:3'];
  const graph = await new Flamegraph(page).open(TREE, { state: { zoom } });
  const show = (tree: TreeNode) =>
    graph.root.evaluate((element: FlamegraphElement, tree) => {
      element.root = tree;
    }, tree);
  await show(rootOf(frame('main', 1, [5, 1], frame('load', 2, [5, 1]))));
  await expect.poll(() => graph.crumbs()).toEqual(['All', 'main app.py:1', 'load app.py:2']);
  await expect(graph.root).toContainText('1 frame of the zoom is not in this report.');
  await show(TREE);
  await expect
    .poll(() => graph.crumbs())
    .toEqual(['All', 'main app.py:1', 'load app.py:2', 'parse app.py:3']);
  expect(await graph.root.evaluate((element: FlamegraphElement) => element.state.zoom)).toEqual(
    zoom,
  );
  await expect(graph.item).toHaveAccessibleName(/^load, app.py:2, 50.0MiB/);
  // After a time without a report, the zoomed frame is the current one.
  await graph.root.evaluate((element: FlamegraphElement) => {
    element.root = null;
  });
  await expect(graph.tree).toBeHidden();
  await show(TREE);
  await expect(graph.item).toHaveAccessibleName(/^parse, app.py:3, 40.0MiB/);
  expect(await graph.sent()).toEqual([]);
});

test('an empty graph shows the reason', async ({ page }) => {
  const graph = await new Flamegraph(page).open(TREE);
  await graph.root.evaluate((element: FlamegraphElement) => {
    element.root = null;
  });
  await expect(graph.root).toContainText('Nothing to show yet.');
  await graph.root.evaluate((element: FlamegraphElement, tree) => {
    element.root = tree;
  }, rootOf());
  await expect(graph.root).toContainText('This report has no allocations.');
  await expect(graph.tree).toBeHidden();
});

/** Of 100 bytes each: one grew, one shrank, one is unchanged. */
const CHANGE: DifferenceNode = (() => {
  const tree = rootOf(
    frame('grew', 1, [100, 2]),
    frame('shrank', 2, [100, 2]),
    frame('stayed', 3, [100, 2]),
  );
  const still = differenceOf(tree, 1);
  const sides: readonly (readonly [number, number])[] = [
    [0, 100],
    [100, 50],
    [100, 100],
  ];
  const children = still.children.map((child, index) => {
    const [before, after] = sides[index] ?? [0, 0];
    return { ...child, beforeBytes: before, afterBytes: after, bytes: after - before };
  });
  return { ...still, children, beforeBytes: 200, afterBytes: 250, bytes: 50 };
})();

test('a difference shows growth in red, decline in blue, and signs', async ({ page }) => {
  await recordTexts(page);
  const graph = await new Flamegraph(page).open(CHANGE, { difference: true });
  await expect.poll(() => graph.colourAt(0.3, 1)).toBe(LIGHT.ofChange(1));
  expect(await graph.colourAt(0.6, 1)).toBe(LIGHT.ofChange(-0.5));
  expect(await graph.colourAt(0.9, 1)).toBe(LIGHT.plain);
  expect(await textsOn(graph.canvas)).toEqual([
    '+50B All',
    '+100B grew app.py:1',
    '−50B shrank app.py:2',
    '±0B stayed app.py:3',
  ]);
  const legend = graph.root.getByRole('list', { name: 'Colours' });
  await expect(legend).toContainText('Width: the larger of before and after.');
  await expect(legend.locator('rect').nth(2)).toHaveAttribute('fill', LIGHT.ofChange(1));
  await graph.canvas.hover(graph.at(0.5, 1));
  for (const fact of ['−50B', '100B before', '50B after', '33.3% of the whole width']) {
    await expect(graph.tooltip).toContainText(fact);
  }
});

/** A recursion `depth` calls deep. */
function recursion(depth: number): TreeNode {
  let stack = frame('f', 1, [100, 1]);
  for (let index = 1; index < depth; index += 1) stack = frame('f', 1, [100, 1], stack);
  return rootOf(stack);
}

test('a stack of a thousand calls scrolls, and shows its root at first', async ({ page }) => {
  await recordTexts(page);
  const graph = await new Flamegraph(page).open(recursion(1000));
  await expect.poll(async () => (await textsOn(graph.canvas))[0]).toBe('All 97.7KiB');
  const number = (await textsOn(graph.canvas)).length;
  expect(number).toBeLessThan(40);
  await graph.tree.focus();
  for (let step = 0; step < number + 5; step += 1) await page.keyboard.press('ArrowDown');
  const box = () =>
    graph.tree.evaluate(({ scrollTop, scrollHeight }) => ({ scrollTop, scrollHeight }));
  expect((await box()).scrollHeight).toBe(1001 * ROW);
  expect((await box()).scrollTop).toBeGreaterThan(0);
  await expect(graph.item).toHaveAttribute('aria-level', String(number + 6));
  await graph.root.getByRole('button', { name: 'Flame' }).click();
  await expect.poll(box).toMatchObject({
    scrollTop: expect.closeTo(
      1001 * ROW - (await graph.tree.evaluate((tree) => tree.clientHeight)),
      0,
    ),
  });
  await expect.poll(() => textsOn(graph.canvas)).toContain('All 97.7KiB');
});

test('a wheel with the control key zooms freely, a drag pans, and Escape returns', async ({
  page,
}) => {
  const graph = await new Flamegraph(page).open(TREE);
  await graph.canvas.hover(graph.at(0.5, 2));
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  // Over twice as wide: the frame at a quarter is out of view.
  await expect.poll(() => graph.colourAt(0.1, 4)).toBe('#ffffff');
  const { x, y } = (await graph.canvas.boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(x + 100, y + 50);
  await page.mouse.down();
  await page.mouse.move(x + 900, y + 50, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => graph.colourAt(0.1, 4)).toBe(place('parse'));
  expect(await graph.sent()).toEqual([]);
  await graph.tree.focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => graph.colourAt(0.51, 2)).toBe(place('keep'));
  expect(await graph.colourAt(0.49, 2)).toBe(place('load'));
});

test('the picture is exported as SVG and as PNG, to its full depth', async ({ page }) => {
  const graph = await new Flamegraph(page).open(recursion(60));
  const { svg, type, image, ratio } = await graph.root.evaluate(
    async (element: FlamegraphElement) => {
      const svg = new DOMParser().parseFromString(element.toSVG(), 'image/svg+xml');
      const blob = await element.toPNG();
      const { width, height } = await createImageBitmap(blob);
      return {
        svg: {
          name: svg.documentElement.localName,
          title: svg.querySelector('title')?.textContent,
          height: svg.documentElement.getAttribute('height'),
          frames: [...svg.querySelectorAll('g > title')].map((title) => title.textContent),
        },
        type: blob.type,
        image: [width, height],
        ratio: devicePixelRatio,
      };
    },
  );
  expect(svg).toMatchObject({ name: 'svg', title: 'Peak', height: String(61 * ROW) });
  expect(svg.frames).toHaveLength(61);
  expect(svg.frames[60]).toBe(
    'f, app.py:1, 100B in 1 allocation, 1.7% of the whole, own 100B in 1 allocation, main()',
  );
  expect(type).toBe('image/png');
  const width = await graph.tree.evaluate((tree) => tree.clientWidth);
  expect(image).toEqual([width * ratio, 61 * ROW * ratio]);
});

test('a tap zooms and reads, and rows are high enough for a finger @phone-only', async ({
  page,
}) => {
  const graph = await new Flamegraph(page).open(TREE);
  const { height = 0, width = 0 } = (await graph.canvas.boundingBox()) ?? {};
  expect(height).toBe(5 * 26);
  await graph.canvas.tap({ position: { x: 0.3 * width, y: 2.5 * 26 } });
  expect(await graph.crumbs()).toEqual(['All', 'main app.py:1', 'load app.py:2']);
  await expect(graph.details).toContainText('50.0MiB in 20 allocations');
  await expect(graph.tooltip).toBeHidden();
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on a flamegraph in the ${theme} theme`, async ({ page }) => {
    const graph = await new Flamegraph(page).open(CHANGE, { difference: true, theme });
    await graph.canvas.click(graph.at(0.5, 1));
    await graph.search.fill('(');
    expect(await violations(page)).toEqual([]);
    await graph.search.fill('s');
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}
