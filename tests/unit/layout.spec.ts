/** The check of the sources' layout, on small trees. */

import { expect, test } from '@playwright/test';
import { arrowProblems, circleProblems } from '../../web/build/layout/check.mjs';

const DRAWING = ['page', 'plot   list', 'list/rows', 'util'];

const ROWS = [
  '| `page` | the page | `plot` `list` `util` |',
  '| `plot` | a plot | `util` |',
  '| `list` | a list | `list/rows` `util` |',
  '| `list/rows` | its rows | `util` |',
  '| `list/views` | its views | part of `list` |',
  '| `util` | the rest | |',
];

/** A README with a drawing and rows, in the format of the sources'. */
function readmeOf(drawing: readonly string[], rows: readonly string[]): string {
  const head = ['| folder | what it is | may import from |', '|---|---|---|'];
  return ['# Sources', '```text', ...drawing, '```', '', ...head, ...rows, ''].join('\n');
}

const README = readmeOf(DRAWING, ROWS);

/** The line of a row in that README. */
const lineOf = (folder: string) =>
  README.split('\n').findIndex((line) => line.startsWith(`| \`${folder}\``)) + 1;

/** One valid file in each folder, and the files of a test. */
function tree(files: Readonly<Record<string, string>> = {}, readme = README): Map<string, string> {
  return new Map(
    Object.entries({
      'README.md': readme,
      'page/page.ts': `import '../plot/plot.ts';\nimport { all } from '../list/list.ts';\n`,
      'plot/plot.ts': `import { html } from 'lit';\nimport css from './plot.css?inline';\n`,
      'plot/plot.css': `p {}\n`,
      'list/list.ts': `import './views/view.ts';\nimport './rows/row.ts';\n`,
      'list/rows/row.ts': `export { size } from '../../util/size.ts';\n`,
      'list/views/view.ts': `import type { Item } from '../item.ts';\nimport '../rows/row.ts';\n`,
      'list/item.ts': `export interface Item {}\n`,
      'util/size.ts': `export const size = 1;\n`,
      ...files,
    }),
  );
}

test('a valid tree has no problem', () => {
  expect(arrowProblems(tree())).toEqual([]);
  expect(circleProblems(tree())).toEqual([]);
});

for (const [what, source, text] of [
  ['a value', `import { a } from '../plot/plot.ts';`, '../plot/plot.ts'],
  ['an effect', `import '../plot/plot.ts';`, '../plot/plot.ts'],
  ['a type', `import type { A } from '../plot/plot.ts';`, '../plot/plot.ts'],
  ['a type in an expression', `let a: typeof import('../plot/plot.ts');`, '../plot/plot.ts'],
  ['a value that is exported again', `export { a } from '../plot/plot.ts';`, '../plot/plot.ts'],
  ['all that is exported again', `export * from '../plot/plot.ts';`, '../plot/plot.ts'],
  ['a module that is loaded later', `await import('../plot/plot.ts');`, '../plot/plot.ts'],
  ['a style', `import css from '../plot/plot.css?inline';`, '../plot/plot.css?inline'],
  ['an address', `import url from '../plot/plot.ts?worker&url';`, '../plot/plot.ts?worker&url'],
  ['a file', `new URL('../plot/plot.css', import.meta.url);`, '../plot/plot.css'],
  ['files of a pattern', `import.meta.glob(['../plot/*.ts']);`, '../plot/*.ts'],
] as const) {
  test(`a forbidden import of ${what} is reported with its line`, () => {
    expect(arrowProblems(tree({ 'list/list.ts': `// A list.\n\n${source}\n` }))).toEqual([
      `list/list.ts:3: '${text}' is in plot; list may import from list/rows, util`,
    ]);
  });
}

test('an import of a style by a style is reported too', () => {
  const style = `p {}\n@import url('../list/list.css');\n`;
  expect(arrowProblems(tree({ 'plot/plot.css': style }))).toEqual([
    `plot/plot.css:2: '../list/list.css' is in list; plot may import from util`,
  ]);
});

test('packages, and files outside the sources, may be imported from anywhere', () => {
  const source = `import 'lit';\nimport url from '../../wasm/a.wasm?url';\n// import '../page/page.ts'\n`;
  expect(arrowProblems(tree({ 'util/size.ts': source }))).toEqual([]);
});

test('a subfolder may import from the same folders as its parent, and imports never go up', () => {
  const files = {
    'list/views/view.ts': `import '../../plot/plot.ts';\n`,
    'list/rows/row.ts': `import '../views/view.ts';\n`,
    'util/size.ts': `import '../page/page.ts';\n`,
  };
  // The row of a subfolder is that of its parent.
  expect(arrowProblems(tree(files))).toEqual([
    `list/rows/row.ts:1: '../views/view.ts' is in list; list/rows may import from util`,
    `list/views/view.ts:1: '../../plot/plot.ts' is in plot; list may import from list/rows, util`,
    `util/size.ts:1: '../page/page.ts' is in page; util may import from nothing`,
  ]);
});

test('a folder without a row, and a row without a folder, are reported', () => {
  const row = '| `table` | a table | `util` |';
  const readme = readmeOf([...DRAWING.slice(0, 1), 'table', ...DRAWING.slice(1)], [...ROWS, row]);
  const line = readme.split('\n').indexOf(row) + 1;
  expect(arrowProblems(tree({ 'graph/graph.ts': `import '../page/page.ts';\n` }, readme))).toEqual([
    'graph: the folder has no row in README.md',
    `README.md:${line}: the folder table does not exist`,
  ]);
});

test('at most four files are outside folders, and no folder imports them', () => {
  const loose = { 'a.ts': '', 'b.ts': '', 'c.ts': '' };
  const imported = { ...loose, 'plot/plot.ts': `import '../a.ts';\n` };
  expect(arrowProblems(tree(imported))).toEqual([
    `plot/plot.ts:1: '../a.ts' is in no folder; plot may import from util`,
  ]);
  expect(arrowProblems(tree({ ...loose, 'd.ts': '' }))).toEqual([
    'README.md, a.ts, b.ts, c.ts, d.ts: at most 4 files may be outside folders',
  ]);
});

test('rows and drawing must agree', () => {
  const problemsOf = (drawing: readonly string[], change: (row: string) => string) =>
    arrowProblems(tree({}, readmeOf(drawing, ROWS.map(change))));
  const same = (row: string) => row;
  expect(problemsOf(DRAWING.slice(1), same)).toEqual([
    `README.md:${lineOf('page') - 1}: page is not in the drawing`,
  ]);
  expect(problemsOf([...DRAWING, 'cellar'], same)).toEqual([
    'README.md: the drawing has cellar, which has no row or is repeated',
  ]);
  expect(problemsOf([...DRAWING, 'util'], same)).toEqual([
    'README.md: the drawing has util, which has no row or is repeated',
  ]);
  const up = (row: string) => row.replace('| a plot | `util` |', '| a plot | `list` `attic` |');
  expect(problemsOf(DRAWING, up)).toEqual([
    `README.md:${lineOf('plot')}: plot may import from list, which is not below it in the drawing`,
    `README.md:${lineOf('plot')}: plot may import from attic, which has no row`,
  ]);
});

test('a circle of files is reported once, with the line of each import', () => {
  const files = {
    'plot/plot.ts': `// The plot.\nimport { tick } from './tick.ts';\n`,
    'plot/tick.ts': `import { label } from './label.ts';\n`,
    'plot/label.ts': `\n\n\nimport type { Plot } from './plot.ts';\n`,
    'plot/legend.ts': `import './plot.ts';\n`,
  };
  expect(circleProblems(tree(files))).toEqual([
    'plot/label.ts:4 imports plot/plot.ts:2 imports plot/tick.ts:1 imports plot/label.ts: no files may import each other in a circle',
  ]);
});

test('a file that imports itself, and circles that share a file, are each reported', () => {
  const files = {
    'plot/plot.ts': `import './plot.ts';\n`,
    'util/size.ts': `import './a.ts';\nimport './b.ts';\n`,
    'util/a.ts': `import './size.ts';\n`,
    'util/b.ts': `await import('./size.ts');\n`,
  };
  expect(circleProblems(tree(files))).toEqual([
    'plot/plot.ts:1 imports plot/plot.ts: no files may import each other in a circle',
    'util/a.ts:1 imports util/size.ts:1 imports util/a.ts: no files may import each other in a circle',
    'util/b.ts:1 imports util/size.ts:2 imports util/b.ts: no files may import each other in a circle',
  ]);
});

test('an invalid TypeScript file is reported', () => {
  expect(() => arrowProblems(tree({ 'plot/plot.ts': 'import {' }))).toThrow('plot/plot.ts: ');
});
