/** Native stacks of a learner's Python: turned on, run again, and named. */

import type { Page } from '@playwright/test';
import { isNative } from '../../web/src/model/places';
import type { TreeAnswer, TreeNode } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { PythonPage, WHOLE_RUN } from './lib/python';

const PROGRAM = `\
def numbers():
    found = []
    for number in range(20000):
        found.append(number * 1000003)
    return found


kept = [numbers(), bytearray(10**6)]
print(len(kept))
`;

const MODULE = /highwater_python_native/;
const NAMES = /highwater_python-.*\.symbols/;

/** The page's requests, counted by a pattern of their URLs. */
function requests(page: Page): (like: RegExp) => number {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  return (like) => urls.filter((url) => like.test(url)).length;
}

/** The names of the native frames of a tree. */
function namesIn(node: TreeAnswer | TreeNode): string[] {
  return node.children.flatMap((child) => [
    ...(isNative(child) ? [child.name] : []),
    ...namesIn(child),
  ]);
}

test('a run is repeated with native stacks, which name the allocations below a line', async ({
  page,
}) => {
  const requested = requests(page);
  const python = await new PythonPage(page).open();
  const plain = await python.runProgram(PROGRAM);
  const before = await python.table();
  const panel = python.root.locator('highwater-report-panel');
  const native = panel.getByRole('button', { name: 'Native', exact: true });
  const again = panel.getByRole('button', { name: 'Run again with native stacks' });
  await expect(native).toHaveAttribute('aria-pressed', 'false');
  expect([requested(MODULE), requested(NAMES)]).toEqual([0, 0]);

  await native.click();
  await expect(native).toHaveAttribute('aria-pressed', 'true');
  await again.click();
  await expect(panel.locator('highwater-native-filters')).toBeVisible();
  await expect(again).toHaveCount(0, { timeout: WHOLE_RUN });
  await expect(python.run).toBeEnabled({ timeout: WHOLE_RUN });
  await expect(panel.locator('highwater-flamegraph')).toBeVisible();
  await expect(panel.getByTestId('symbols-problem')).toHaveCount(0);
  expect([requested(MODULE), requested(NAMES)]).toEqual([1, 1]);

  // The same run, byte for byte, and the same report except for the requested frames.
  const [result] = await python.results();
  expect(result?.stdout).toBe('2\n');
  expect([result?.memory, result?.calls]).toEqual([plain.memory, plain.calls]);
  expect((await python.table()).rows).toEqual(before.rows);
  const tree = (await python.report({ kind: 'tree', frames: 'native' })) as TreeAnswer;
  const names = namesIn(tree);
  expect(names.join('\n')).toMatch(/bytearray|bytes_inner/i);
  expect(names.filter((name) => name.startsWith('wasm+'))).toEqual([]);

  // The names alone identify crates.
  const crates = panel.getByLabel('Only crate');
  await expect(crates.locator('option', { hasText: 'rustpython_vm' })).toHaveCount(1);
  await panel.getByRole('button', { name: 'Table' }).click();
  await expect(panel.locator('highwater-report-table')).toContainText('rustpython_vm');

  // Later runs have native stacks at once.
  await python.runToEnd();
  await expect(again).toHaveCount(0);
  expect(requested(MODULE)).toBe(1);
});
