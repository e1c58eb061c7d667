/** Links of the documentation, in the repository and on the built site, and the README's length. */

import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from '@playwright/test';
import { headingId } from '../../web/build/docs/links.ts';
import { distFiles, REPOSITORY } from '../lib/dist.ts';
import { codesIn, DOCS, PAGES, rowsOf, textOf } from '../lib/docs.ts';

/** Markdown files whose links are checked. */
const FILES = ['README.md', ...PAGES, 'web/src/README.md', 'web/exercises/README.md'];

/** A Markdown text without its blocks of code. */
function proseOf(markdown: string): string {
  return markdown.replaceAll(/^(`{3,}).*?^\1$/gms, '');
}

function linksOf(markdown: string): string[] {
  return [...proseOf(markdown).matchAll(/\]\(([^)]+)\)/g)].map(([, href = '']) => href);
}

/** The ids of a Markdown file's headings, as repository sites make them. */
function idsOf(markdown: string): string[] {
  return [...proseOf(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, text = '']) =>
    headingId(text.replaceAll('`', '')),
  );
}

test('every link of the documentation leads to a file of the repository, and to a heading', () => {
  const broken: string[] = [];
  let checked = 0;
  for (const file of FILES) {
    for (const href of linksOf(textOf(file)).filter((link) => !/^[a-z]+:/.test(link))) {
      checked += 1;
      const [path = '', id] = href.split('#');
      const target = path === '' ? file : posix.join(posix.dirname(file), path);
      const isThere = existsSync(join(REPOSITORY, target));
      if (!isThere || (id !== undefined && !idsOf(textOf(target)).includes(id))) {
        broken.push(`${file}: ${href}`);
      }
    }
  }
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(100);
});

test('every file that the documentation names in code style exists', () => {
  const named = PAGES.flatMap((file) =>
    codesIn(proseOf(textOf(file)))
      .filter((code) => /^(crate|web|tests)\/[\w./-]+$/.test(code))
      .filter((code) => !code.startsWith('web/dist/'))
      .map((code) => ({ file, code })),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ code }) => !existsSync(join(REPOSITORY, code)))).toEqual([]);
});

test('no heading of a page has the id of another', () => {
  for (const file of PAGES) {
    const ids = idsOf(textOf(file));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  }
});

test('every link of the built pages leads to a file of the site, and to an element', () => {
  const files = new Map(distFiles().map(({ name, bytes }) => [name.replaceAll('\\', '/'), bytes]));
  const pages = [...files].filter(([name]) => /^docs\/[\w-]+\.html$/.test(name));
  expect(pages.length).toBe(PAGES.length + 2);
  const broken: string[] = [];
  for (const [name, bytes] of pages) {
    const html = bytes.toString('utf8');
    for (const [, href = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^https:\/\//.test(href)) continue;
      const [path = '', id] = href.split('#');
      const target = path === '' ? name : posix.join(posix.dirname(name), path);
      const content = files.get(target);
      const hasId = id === undefined || content?.toString('utf8').includes(` id="${id}"`);
      if (content === undefined || !hasId) broken.push(`${name}: ${href}`);
    }
  }
  expect(broken).toEqual([]);
});

test('the search leads to elements of the built pages', () => {
  const files = new Map(distFiles().map(({ name, bytes }) => [name.replaceAll('\\', '/'), bytes]));
  const index = JSON.parse(files.get('docs/search.json')?.toString('utf8') ?? '{}');
  const addresses: string[] = Object.values(index.documentIds);
  expect(addresses).toContain('policies.html');
  expect(addresses).toContain('api.html#queries');
  const broken = addresses.filter((address) => {
    const [path = '', id] = address.split('#');
    const html = files.get(`docs/${path}`)?.toString('utf8');
    return html === undefined || (id !== undefined && !html.includes(` id="${id}"`));
  });
  expect(broken).toEqual([]);
});

test('the README has at most 140 lines, and names every page', () => {
  const readme = textOf('README.md');
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(140);
  const pages = PAGES.filter((path) => path !== `${DOCS}/index.md`);
  const listed = rowsOf(readme, 'page | content').map(([cell = '']) => linksOf(cell)[0]);
  expect([...listed].sort()).toEqual(pages);
});

test('the index lists every page once, with the description of the README', () => {
  const index = textOf(`${DOCS}/index.md`);
  const items = [...index.matchAll(/^- \[(.+?)\]\((.+?)\): (.+)\.$/gm)];
  const pages = items
    .map(([, title, href = '', text]) => ({ title, path: posix.join(DOCS, href), text }))
    .filter(({ path }) => path.startsWith(`${DOCS}/`));
  const rows = rowsOf(textOf('README.md'), 'page | content');
  expect(pages.map(({ title, path, text }) => [`[${title}](${path})`, text])).toEqual(rows);
});

test('the crates of the documentation are those of the repository', () => {
  const crates = readdirSync(join(REPOSITORY, 'crate'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const rows = rowsOf(textOf(`${DOCS}/architecture.md`), 'crate | content');
  expect(rows.flatMap(([cell]) => codesIn(cell)).sort()).toEqual(crates);
  for (const path of codesIn(textOf('README.md')).filter((code) => code.startsWith('crate/'))) {
    expect(crates).toContain(path.replace('crate/', ''));
  }
});

test('the words to avoid have words to write, and the recipes have all subjects', () => {
  const contributing = textOf(`${DOCS}/contributing.md`);
  const words = rowsOf(contributing, 'instead of | write');
  expect(words.length).toBeGreaterThanOrEqual(15);
  expect(words.filter((row) => row.length !== 2 || row.includes(''))).toEqual([]);
  expect(idsOf(contributing)).toEqual(
    expect.arrayContaining([
      'add-a-policy',
      'add-a-kind-of-report',
      'add-a-report-view',
      'add-an-export-format',
      'add-an-exercise',
      'change-a-label-or-a-style',
    ]),
  );
});
