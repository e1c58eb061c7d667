/** The documentation as Markdown. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './dist.ts';

/** The folder of the pages, relative to the repository. */
export const DOCS = 'web/docs';

/** The paths of all pages, relative to the repository. */
export const PAGES: readonly string[] = readdirSync(join(REPOSITORY, DOCS))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `${DOCS}/${name}`)
  .sort();

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}

/** The text of a page of the documentation, such as `api`. */
export function pageText(name: string): string {
  return textOf(`${DOCS}/${name}.md`);
}

/** The blocks of code in a language, in their order. */
export function blocksIn(markdown: string, language: string): string[] {
  const fence = new RegExp(`^(\`{3,})${language}\\n(.*?)^\\1$`, 'gms');
  return [...markdown.matchAll(fence)].map(([, , code = '']) => code);
}

/** The one block in a language that contains `text`. */
export function blockWith(markdown: string, language: string, text = ''): string {
  const codes = blocksIn(markdown, language).filter((code) => code.includes(text));
  const [code] = codes;
  if (code === undefined || codes.length > 1) {
    throw new Error(`${codes.length} blocks of ${language} contain “${text}”`);
  }
  return code;
}

/** The rows of all tables with these headers, each as the Markdown of its cells. */
export function rowsOf(markdown: string, headers: string): string[][] {
  const lines = markdown.split('\n');
  const rows: string[][] = [];
  for (const [index, line] of lines.entries()) {
    if (line === `| ${headers} |`) {
      for (let at = index + 2; lines[at]?.startsWith('|'); at += 1) {
        const cells = (lines[at] ?? '').split('|').slice(1, -1);
        rows.push(cells.map((cell) => cell.trim()));
      }
    }
  }
  if (rows.length === 0) {
    throw new Error(`there is no table with the headers ${headers}`);
  }
  return rows;
}

/** The texts in code style, in their order. */
export function codesIn(markdown: string | undefined): string[] {
  return [...(markdown ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
