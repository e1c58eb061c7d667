/** A view of a report, alone on a page. */

import type { Locator, Page } from '@playwright/test';
import type { TreeNode } from '../../../web/src/model/report-answers';
import { expect } from '../../lib/fixtures';
import { openEmbedding } from './embedding';

/** The program of the reports. */
export const FILE = 'lru_cache.py';
export const LINES = [
  'class FactorialPlus:',
  '    @functools.cache',
  '    def factorial_plus(self, n):',
  '        return n * self.factorial_plus(n - 1) + self.inc',
];

/** A frame with its own bytes in one allocation. */
function frame(name: string, own: number, children: readonly TreeNode[] = []): TreeNode {
  const sum = (key: 'bytes' | 'count') => children.reduce((total, child) => total + child[key], 0);
  return {
    name,
    file: FILE,
    line: 4,
    bytes: own + sum('bytes'),
    count: 1 + sum('count'),
    ownBytes: own,
    ownCount: 1,
    children,
  };
}

/** A program whose `f` is recursive to a depth, with a smaller path beside it. */
export function program(depth: number): TreeNode {
  let f = frame('f', 1024);
  for (let level = 1; level < depth; level += 1) {
    f = frame('f', 1024, [f]);
  }
  const main = frame('main', 0, [frame('small', 10, [frame('smaller', 5)]), f]);
  return { ...frame('<root>', 0, [main]), file: '', line: 0 };
}

/** An element of the bundle alone on a page, with some properties. */
export async function show(page: Page, tag: string, properties: object): Promise<Locator> {
  await openEmbedding(page, '<main><h1>A lesson</h1></main>');
  await page.evaluate(
    async ([tag, properties, file, lines]) => {
      await customElements.whenDefined(tag);
      const source = new Map([[file, lines]]);
      const element = Object.assign(
        document.createElement(tag),
        { source },
        JSON.parse(properties),
      );
      document.querySelector('main')?.append(element);
    },
    // As text, because Playwright cannot pass an object that is a thousand levels deep.
    [tag, JSON.stringify(properties), FILE, LINES] as const,
  );
  return page.locator(tag);
}

/** Presses the copy button, and returns the copied text. */
export async function copied(page: Page, view: Locator, format: string): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await view.getByRole('button', { name: `Copy as ${format}` }).click();
  await expect(view.getByText(`Copied as ${format}`)).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}
