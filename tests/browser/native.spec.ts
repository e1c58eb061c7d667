/** Native frames of the real exercise: the allocations below the faulty line. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { TreeAnswer, TreeNode } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { seal } from '../lib/xxh64';
import { MEMORY } from './lib/expected';
import { Playground, type PlaygroundElement } from './lib/playground';

const BUG = 'class/unbounded';
const LINE = 'factorial_plus';

/** The first frame with its whole path that satisfies a condition, the largest first. */
function find(root: TreeNode, is: (node: TreeNode) => boolean): TreeNode | null {
  if (is(root)) {
    return root;
  }
  for (const child of root.children) {
    const found = find(child, is);
    if (found !== null) return found;
  }
  return null;
}

/** The path of the largest children from a frame on. */
function heaviest(root: TreeNode): TreeNode[] {
  const [largest] = root.children;
  return largest === undefined ? [root] : [root, ...heaviest(largest)];
}

/** The lines of a crate's file, from cargo's local registry. */
function sourceOf(file: string): string[] {
  const [, krate = '', version = '', path = ''] = /^(\S+) (\S+): (.*)$/.exec(file) ?? [];
  const registry = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'src');
  const found = readdirSync(registry)
    .map((index) => join(registry, index, `${krate}-${version}`, path))
    .find((candidate) => existsSync(candidate));
  if (found === undefined) throw new Error(`${file} is not in cargo's registry`);
  return readFileSync(found, 'utf8').split('\n');
}

/** The last part of a qualified name. */
function bareName(name: string): string {
  return name.split('::').at(-1) ?? name;
}

test('below the faulty line are the calls that allocate the memory', async ({ page }) => {
  const playground = await new Playground(page).open(
    `?policies=${BUG}&native=1&hide=none&preview=0`,
  );
  const [result] = await playground.runToEnd(200_000);
  expect(result?.native).toBe(true);
  expect(result?.memory.peakLive).toBe(MEMORY[BUG].peakLive);
  const tree = await playground.report<TreeAnswer>(BUG, {
    kind: 'high-water-mark',
    frames: 'native',
  });
  expect(tree.bytes).toBe(MEMORY[BUG].peakLive);

  const line = find(tree, ({ name, crate }) => name === LINE && crate === undefined);
  expect(line?.file).toBe('lru_cache.py');
  const arithmetic = find(
    line as TreeNode,
    ({ crate, name }) => crate === 'num-bigint' && /addition|multiplication/.test(name),
  );
  expect(arithmetic?.bytes).toBeGreaterThan(tree.bytes * 0.9);

  // Each line of the arithmetic's source calls the frame below it.
  const path = heaviest(arithmetic as TreeNode);
  let compared = 0;
  for (const [index, { file, line: number, crate }] of path.entries()) {
    const called = path[index + 1];
    if (crate === 'num-bigint' && called !== undefined) {
      const text = sourceOf(file)[number - 1] ?? '';
      expect(text, `${file}:${number}`).toContain(bareName(called.name));
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(3);

  const resize = find(
    tree,
    ({ crate, name }) => crate === 'hashbrown' && name.endsWith('resize_inner'),
  );
  // The table's last doubling: 2²¹ slots of a key, a value and a control byte each.
  expect(resize?.bytes).toBeGreaterThan(2 ** 24);

  // A zoom into the line survives hiding and showing native frames.
  const native = playground.choice('Native');
  const zoom = `zoom=<module>@lru_cache.py:28/compare_counts_different_factorials@lru_cache.py:23`;
  await page.goto(`./?policies=class/lru:1&ranges=20&native=1&preview=0&autorun=1&${zoom}`);
  await playground.ended();
  await expect(native).toHaveAttribute('aria-pressed', 'true');
  const kept = playground.parameters().zoom;
  expect(kept).toBeDefined();
  await playground.choice('Native').click();
  await expect(native).toHaveAttribute('aria-pressed', 'false');
  expect(playground.parameters().zoom).toBe(kept);
});

test('a capture of another build has no names, with the reason', async ({ page }) => {
  const policy = 'class/lru:2';
  const playground = await new Playground(page).open(
    `?policies=${policy}&ranges=20&native=1&preview=0`,
  );
  await playground.runToEnd();
  const question = { kind: 'high-water-mark', frames: 'native' } as const;
  const named = await playground.report<TreeAnswer>(policy, question);
  expect(find(named, ({ crate }) => crate === 'highwater-exercise')).not.toBeNull();

  // The build ID is a text of 32 digits after its name: here it is replaced.
  const bytes = Buffer.from(
    await playground.root.evaluate(async (element, policy) => {
      const file = await (element as PlaygroundElement).capture(policy);
      return [...new Uint8Array(await file.arrayBuffer())];
    }, policy),
  );
  const at = bytes.toString('latin1').search(/[0-9a-f]{32}/);
  bytes.write('0123456789abcdef'.repeat(2), at);
  seal(bytes);
  await playground.root.evaluate(
    (element, bytes) =>
      (element as PlaygroundElement).open(new Blob([new Uint8Array(bytes)])).then(() => {}),
    [...bytes],
  );
  const bare = await playground.report<TreeAnswer>(policy, question);
  expect(bare.bytes).toBe(named.bytes);
  expect(find(bare, ({ crate }) => typeof crate === 'string')).toBeNull();
  const raw = find(bare, ({ offset }) => offset !== undefined);
  expect(raw?.name).toBe(`wasm+0x${raw?.offset?.toString(16)}`);
  await expect(playground.reports.getByTestId('symbols-problem')).toContainText(
    'the run was made by another build of the engine, whose symbols are not available',
  );
});

test.describe('names that could not be fetched', () => {
  test.use({ allowedProblems: /^console: Failed to load resource/ });

  test('are reported with the reason, and fetched on request', async ({ page }) => {
    await page.route('**/*.symbols', (route) => route.abort());
    const playground = await new Playground(page).open(
      '?policies=class/lru:2&ranges=20&native=1&preview=0',
    );
    await playground.runToEnd();
    const problem = playground.reports.getByTestId('symbols-problem');
    await expect(problem).toContainText(/names: .*symbols could not be fetched: /);
    await page.unrouteAll();
    await problem.getByRole('button', { name: 'Try again' }).click();
    await expect(problem).toHaveCount(0);
    const tree = await playground.report<TreeAnswer>('class/lru:2', {
      kind: 'high-water-mark',
      frames: 'native',
    });
    expect(find(tree, ({ crate }) => crate === 'highwater-exercise')).not.toBeNull();
  });
});
