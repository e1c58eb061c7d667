/** The pages of the documentation, read from their Markdown. */

import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import MarkdownIt from 'markdown-it';
import { INDEX, isAbsolute, pageName } from './links.ts';
import { renderPage, type Section } from './markdown.ts';

export interface DocPage {
  readonly name: string;
  /** The path of its Markdown file, relative to `web/`. */
  readonly path: string;
  readonly title: string;
  /** The heading of the index below which it is listed; empty for the index. */
  readonly group: string;
  readonly html: string;
  readonly sections: readonly Section[];
}

interface Listed {
  readonly path: string;
  readonly title: string;
  readonly group: string;
}

/** All pages, in the order in which the index lists them, the index first. */
export function readPages(web: string): DocPage[] {
  const index = readFileSync(join(web, INDEX), 'utf8');
  const listed = [{ path: INDEX, title: 'Documentation', group: '' }, ...listedIn(index)];
  const paths = new Set(listed.map(({ path }) => path));
  return listed.map(({ path, title, group }) => {
    const source = readFileSync(join(web, path), 'utf8');
    return { name: pageName(path), path, title, group, ...renderPage(source, path, web, paths) };
  });
}

/** The pages of the index: the first link of each list item, below the heading of its list. */
function listedIn(index: string): Listed[] {
  const listed: Listed[] = [];
  let group = '';
  let isFirst = false;
  const tokens = new MarkdownIt().parse(index, {});
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      group = tokens[at + 1]?.content ?? '';
    } else if (token.type === 'list_item_open') {
      isFirst = true;
    } else if (token.type === 'inline' && isFirst) {
      isFirst = false;
      const children = token.children ?? [];
      const open = children.findIndex(({ type }) => type === 'link_open');
      const href = String(children[open]?.attrGet('href'));
      if (open >= 0 && !isAbsolute(href) && href.endsWith('.md')) {
        const path = posix.join(posix.dirname(INDEX), href);
        listed.push({ path, title: children[open + 1]?.content ?? '', group });
      }
    }
  }
  return listed;
}
