/** Addresses of the documentation: of its pages, its headings, and the files that they link to. */

import { posix } from 'node:path';

/** The folder of the documentation, within `web/`. */
export const FOLDER = 'docs';

/** The page from which the others are found. */
export const INDEX = `${FOLDER}/index.md`;

/** The name of a page's HTML file: `docs/api.md` is `api`, `src/README.md` is `src-readme`. */
export function pageName(path: string): string {
  const name = path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : path;
  return name.replace(/\.md$/, '').replaceAll('/', '-').toLowerCase();
}

/** The `id` of a heading, by the rule of repository sites, so that links work there too. */
export function headingId(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** True for a link that leads out of the repository or stays on its page. */
export function isAbsolute(href: string): boolean {
  return /^([a-z]+:|\/\/|#)/i.test(href);
}

/**
 * The address of a link on the site, relative to the folder of the documentation; `null` for a file
 * of the repository that the site does not have.
 *
 * @param from The path of the Markdown file, relative to `web/`.
 * @param pages The paths of the Markdown files that are pages.
 */
export function siteAddress(href: string, from: string, pages: ReadonlySet<string>): string | null {
  if (isAbsolute(href)) {
    return href;
  }
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(href) ?? [];
  const target = posix.join(posix.dirname(from), path);
  if (pages.has(target)) {
    return `${pageName(target)}.html${rest}`;
  }
  const isOwnPage = /^[\w-]+\.html$/.test(target);
  return isOwnPage || /\.(png|svg)$/.test(target) ? posix.relative(FOLDER, target) + rest : null;
}
