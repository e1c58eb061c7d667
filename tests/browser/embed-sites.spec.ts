/** Sites built by Sphinx and MkDocs, with the playground as documented. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DIST, REPOSITORY } from '../lib/dist';
import { blockWith, pageText } from '../lib/docs';
import { expect, test } from '../lib/fixtures';
import { serve } from '../lib/serve.mjs';
import { Playground } from './lib/playground';

/** A Python with the packages of `tests/embed/requirements.txt`. */
const PYTHON = process.env.HIGHWATER_SITES_PYTHON ?? '';

const EMBEDDING = pageText('embedding');

test.skip(PYTHON === '', 'no python3 of version 3.11 or newer with venv');

// Each site has a port of its own.
test.use({ allowedProblems: /^request to another host: http:\/\/127\.0\.0\.1/ });

/** A folder with a copy of a site's sources, and the built page among its static files. */
function sources(name: 'sphinx' | 'mkdocs', files: string): string {
  const folder = join(REPOSITORY, 'target', 'sites', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(REPOSITORY, 'tests', 'embed', name), folder, { recursive: true });
  cpSync(DIST, join(folder, files, 'highwater'), { recursive: true });
  return folder;
}

async function expectPlayground(page: Page, folder: string): Promise<void> {
  const site = await serve({ folder });
  try {
    await page.goto(site.url);
    const playground = new Playground(page);
    await playground.root.scrollIntoViewIfNeeded();
    await expect(playground.canvas).toBeVisible();
    const results = await playground.runToEnd();
    expect(results.map(({ policy, ranges, outcome }) => [policy, ranges, outcome])).toEqual([
      ['class/unbounded', [200], 'completed'],
      ['class/lru:10', [200], 'completed'],
    ]);
    await expect(playground.problems).toHaveCount(0);
  } finally {
    await site.close();
  }
}

test('it runs in a page built by Sphinx', async ({ page }) => {
  const folder = sources('sphinx', '_static');
  writeFileSync(join(folder, 'index.rst'), `A lesson\n========\n\n${blockWith(EMBEDDING, 'rst')}`);
  execFileSync(PYTHON, ['-m', 'sphinx', '-q', '-W', '-b', 'html', folder, join(folder, 'built')]);
  await expectPlayground(page, join(folder, 'built'));
});

test('it runs in a page built by MkDocs', async ({ page }) => {
  const folder = sources('mkdocs', 'docs');
  writeFileSync(
    join(folder, 'docs', 'index.md'),
    `# A lesson\n\n${blockWith(EMBEDDING, 'markdown')}`,
  );
  execFileSync(PYTHON, ['-m', 'mkdocs', 'build', '--quiet', '--strict'], { cwd: folder });
  await expectPlayground(page, join(folder, 'site'));
});
