/** Markdown as HTML: headings with anchors, links of the site, coloured code, wide tables. */

import { posix } from 'node:path';
import MarkdownIt, { type Token } from 'markdown-it';
import anchor from 'markdown-it-anchor';
import { escaped, highlighted } from './highlight.ts';
import { sizeOf } from './images.ts';
import { headingId, siteAddress } from './links.ts';

/** A part of a page: what is below a heading, down to the next. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly level: number;
  /** Its text without marks, for the search. */
  readonly text: string;
}

export interface RenderedPage {
  readonly html: string;
  /** The first has the page's title. */
  readonly sections: readonly Section[];
}

/**
 * Renders a page.
 *
 * @param path The path of its Markdown file, relative to `web/`.
 * @param web The folder `web/`.
 * @param pages The paths of all pages.
 */
export function renderPage(
  source: string,
  path: string,
  web: string,
  pages: ReadonlySet<string>,
): RenderedPage {
  const markdown = new MarkdownIt({ typographer: true, highlight: highlighted });
  // Of the typographer, only its quotation marks.
  markdown.disable('replacements');
  markdown.use(anchor, {
    slugify: headingId,
    level: [2, 3, 4],
    tabIndex: false,
    permalink: anchor.permalink.linkAfterHeader({
      class: 'anchor',
      symbol: '#',
      style: 'visually-hidden',
      visuallyHiddenClass: 'visually-hidden',
      assistiveText: (title: string) => `Link to “${title}”`,
      wrapper: ['<div class="heading">', '</div>'],
    }),
  });
  const tokens = markdown.parse(source, {});
  const sections = sectionsOf(tokens);
  let heading = '';
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  const filesOnly: Token[] = [];
  for (const [index, token] of all.entries()) {
    if (token.type === 'heading_open') {
      heading = all[index + 1]?.content.replaceAll('`', '') ?? '';
    } else if (token.type === 'table_open') {
      token.meta = { heading };
    } else if (token.type === 'th_open') {
      token.attrSet('scope', 'col');
    } else if (token.type === 'link_open') {
      const address = siteAddress(String(token.attrGet('href')), path, pages);
      if (address === null) {
        token.tag = 'span';
        token.attrs = null;
      } else {
        token.attrSet('href', address);
      }
      filesOnly.push(token);
    } else if (token.type === 'link_close') {
      token.tag = filesOnly.pop()?.tag ?? 'a';
    } else if (token.type === 'image') {
      const src = String(token.attrGet('src'));
      const [width, height] = sizeOf(posix.join(web, posix.dirname(path), src));
      token.attrSet('src', siteAddress(src, path, pages) ?? src);
      token.attrSet('width', String(width));
      token.attrSet('height', String(height));
      token.attrSet('loading', 'lazy');
    }
  }
  // The group gets a tab stop where it is wider than its page.
  markdown.renderer.rules.table_open = (list, index) =>
    `<div class="wide" role="group" aria-label="Table: ${escaped(String(list[index]?.meta?.heading))}"><table>\n`;
  markdown.renderer.rules.table_close = () => '</table></div>\n';
  return { html: markdown.renderer.render(tokens, markdown.options, {}), sections };
}

/** The sections in their order; text before a page's title belongs to none. */
function sectionsOf(tokens: readonly Token[]): Section[] {
  const sections: { id: string; heading: string; level: number; texts: string[] }[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      sections.push({
        id: String(token.attrGet('id') ?? ''),
        heading: plainText(tokens[index + 1]),
        level: Number(token.tag.slice(1)),
        texts: [],
      });
    } else if (tokens[index - 1]?.type !== 'heading_open') {
      sections.at(-1)?.texts.push(plainText(token));
    }
  }
  return sections.map(({ texts, ...section }) => ({
    ...section,
    text: texts.filter((text) => text !== '').join(' '),
  }));
}

function plainText(token: Token | undefined): string {
  if (token?.type === 'fence') {
    return token.content.trim();
  }
  // The anchor of a heading is among its tokens, but not in its content.
  return (token?.children ?? [])
    .filter(({ type }) => ['text', 'code_inline', 'softbreak', 'image'].includes(type))
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('')
    .trim();
}
