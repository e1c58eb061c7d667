/** Parts of the page that are loaded later and fail: each is named, and loaded on request. */

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';
import { PythonPage } from './lib/python';

test.use({ allowedProblems: /Failed to load resource/ });

const SMALL = '?policies=class/unbounded&ranges=50';

/** Makes the script of a part fail until the returned function is called. */
async function withhold(page: Page, part: string): Promise<() => Promise<void>> {
  const scripts = new RegExp(`/assets/${part}-[\\w-]{8}\\.js`);
  await page.route(scripts, (route) => route.abort('connectionreset'));
  return () => page.unroute(scripts);
}

/** Expects a part to be named as missing, and to be loaded after Try again. */
async function expectRetry(
  root: Locator,
  sentence: string,
  restore: () => Promise<void>,
): Promise<void> {
  const problem = root.locator('[role=alert]').filter({ hasText: sentence });
  await expect(problem).toBeVisible();
  await restore();
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(problem).toBeHidden();
}

test('the lesson, the code, and the reports', async ({ page }) => {
  const parts = ['lesson', 'code-view', 'deferred-panels'];
  const [lesson, code, panels] = await Promise.all(parts.map((part) => withhold(page, part)));
  const { root } = await new Playground(page).open(`${SMALL}&lesson=1`);
  await expectRetry(root, 'The lesson did not load', lesson as () => Promise<void>);
  await expect(root.locator('highwater-lesson').getByRole('heading').first()).toBeVisible();
  await expectRetry(root, 'The view of the code did not load', code as () => Promise<void>);
  await expect(root.locator('highwater-code')).toContainText('def factorial_plus');
  await expectRetry(
    root,
    'The part with reports and tests did not load',
    panels as () => Promise<void>,
  );
  await expect(root.locator('highwater-flamegraph')).toBeVisible();
});

test('the policy editor, and the references', async ({ page }) => {
  const editor = await withhold(page, 'policy-editor');
  const references = await withhold(page, 'instance-references');
  const playground = await new Playground(page).open(SMALL);
  const { root } = playground;
  await playground.add.click();
  await expectRetry(root, 'The policy editor did not load', editor);
  await expect(playground.editor.getByLabel('Owner')).toBeVisible();
  await root.getByText('References to an instance').click();
  await expectRetry(root, 'The part with references did not load', references);
});

test('a button names the part that does not load, and tries again', async ({ page }) => {
  const restore = await withhold(page, 'run-tests');
  const python = await new PythonPage(page).open();
  const panel = python.root.locator('highwater-program-tests');
  await python.prove.click();
  await expect(panel.getByRole('alert')).toContainText('the part that runs tests did not load: ');
  await restore();
  await python.prove.click();
  await expect(python.tests).toHaveCount(6);
  await expect(panel.getByRole('alert')).toBeHidden();
});

test('the exercises and the editor of the Python page', async ({ page }) => {
  const exercises = await withhold(page, 'built-in');
  const editor = await withhold(page, 'editor');
  await page.goto('./python.html');
  const python = new PythonPage(page);
  await expectRetry(python.root, 'The list of exercises did not load', exercises);
  // The code is there to read, and the editor was tried when the page was at rest.
  await expect(python.root.getByTestId('given')).toContainText('def ');
  await expectRetry(python.root, 'The editor did not load', editor);
  await expect(python.editor).toBeVisible();
});
