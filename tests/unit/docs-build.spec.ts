/** The build of the documentation: links, code and excerpts, on small texts. */

import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { highlighted } from '../../web/build/docs/highlight.ts';
import { sizeOfSvg } from '../../web/build/docs/images.ts';
import { headingId, pageName, siteAddress } from '../../web/build/docs/links.ts';
import { renderPage } from '../../web/build/docs/markdown.ts';
import { excerptOf } from '../../web/src/docs/excerpt.ts';
import { REPOSITORY } from '../lib/dist.ts';

const WEB = join(REPOSITORY, 'web');
const PAGES = new Set(['docs/index.md', 'docs/api.md', 'src/README.md']);

const render = (markdown: string) => renderPage(markdown, 'docs/api.md', WEB, PAGES);

test('pages and headings have the addresses of repository sites', () => {
  expect(pageName('docs/captures-and-exports.md')).toBe('captures-and-exports');
  expect(pageName('src/README.md')).toBe('src-readme');
  expect(headingId('What a program can use')).toBe('what-a-program-can-use');
  expect(headingId('In Jupyter, MyST & `Sphinx`')).toBe('in-jupyter-myst--sphinx');
});

for (const [href, from, address] of [
  ['index.md', 'docs/api.md', 'index.html'],
  ['api.md#queries', 'docs/index.md', 'api.html#queries'],
  ['../src/README.md', 'docs/index.md', 'src-readme.html'],
  ['../docs/api.md#tests', 'src/README.md', 'api.html#tests'],
  ['#queries', 'docs/api.md', '#queries'],
  ['../index.html?lesson=0', 'docs/api.md', '../index.html?lesson=0'],
  ['../picture/page.png', 'docs/api.md', '../picture/page.png'],
  ['../picture/curve.svg', 'docs/api.md', '../picture/curve.svg'],
  ['https://anywidget.dev', 'docs/api.md', 'https://anywidget.dev'],
  ['missing.md', 'docs/api.md', null],
  ['../../crate/cache', 'docs/api.md', null],
] as const) {
  test(`the link ${href} of ${from} on the site`, () => {
    expect(siteAddress(href, from, PAGES)).toBe(address);
  });
}

test('a file that the site does not have is no link', () => {
  expect(render('[`cache`](../../crate/cache) [index](index.md)').html).toBe(
    '<p><span><code>cache</code></span> <a href="index.html">index</a></p>\n',
  );
});

test('a table can scroll, under the name of its heading', () => {
  const { html } = render('# API\n\n## The `kind` & more\n\n| a | b |\n|---|---|\n| 1 | 2 |\n');
  expect(html).toContain(
    '<div class="wide" role="group" aria-label="Table: The kind &amp; more"><table>',
  );
  expect(html).toContain('<th scope="col">a</th>');
});

test('sections have their texts, without marks', () => {
  const { sections } = render(
    '# API\n\nOne *text*,\nof `two` [lines](index.md).\n\n## Uses\n\n```js\nrun();\n```\n\n- an item\n',
  );
  expect(sections).toEqual([
    { id: '', heading: 'API', level: 1, text: 'One text, of two lines.' },
    { id: 'uses', heading: 'Uses', level: 2, text: 'run(); an item' },
  ]);
});

test('a heading has an anchor with a name', () => {
  const { html } = render('# API\n\n## Uses\n');
  expect(html).toContain('<h2 id="uses">Uses</h2>');
  expect(html).toContain('Link to “Uses”</span>');
});

test('pictures have their sizes', () => {
  expect(render('![The icon](../picture/flamegraph.png)').html).toContain(
    '<img src="../picture/flamegraph.png" alt="The icon" width="960" height="523" loading="lazy">',
  );
});

test('an SVG picture has its size in its own attributes', () => {
  expect(
    sizeOfSvg('<?xml version="1.0"?><svg viewBox="0 0 9 9" width="960" height="400"/>'),
  ).toEqual([960, 400]);
  expect(() => sizeOfSvg('<svg width="50%" height="400"><path width="3"/></svg>')).toThrow(
    'an SVG picture needs the attribute width, in pixels',
  );
});

test('code has classes for its colours, and nothing of it becomes HTML', () => {
  expect(highlighted('x = "<b>" # &\n', 'python')).toBe(
    '<span class="tok-variableName">x</span> <span class="tok-operator">=</span> ' +
      '<span class="tok-string">&quot;&lt;b&gt;&quot;</span> <span class="tok-comment"># &amp;</span>\n',
  );
  expect(highlighted('<a href="x">&</a>', 'text')).toBe(
    '&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;',
  );
});

test('HTML in Markdown is shown as text', () => {
  expect(render('<script>alert(1)</script>').html).toBe(
    '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n',
  );
});

const WORDS = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');

test('an excerpt surrounds the first word found', () => {
  const parts = excerptOf(WORDS, ['word40']);
  expect(parts.filter(({ isMatch }) => isMatch)).toEqual([{ text: 'word40', isMatch: true }]);
  const text = parts.map((part) => part.text).join('');
  expect(text).toBe(`… ${WORDS.split(' ').slice(34, 54).join(' ')} …`);
});

test('an excerpt without a match is the beginning, and marks are found in any case', () => {
  expect(excerptOf('A short text.', [])).toEqual([{ text: 'A short text.', isMatch: false }]);
  expect(excerptOf('Run (it) twice: RUN.', ['run', '(it)'])).toEqual([
    { text: 'Run', isMatch: true },
    { text: ' ', isMatch: false },
    { text: '(it)', isMatch: true },
    { text: ' twice: ', isMatch: false },
    { text: 'RUN', isMatch: true },
    { text: '.', isMatch: false },
  ]);
});

test('an excerpt of a text without spaces is cut', () => {
  const [part, end] = excerptOf('x'.repeat(500), ['y']);
  expect([part?.text.length, end?.text]).toEqual([140, ' …']);
});
