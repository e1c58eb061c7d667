/** The documentation as pages of the site: `docs/*.md` becomes `docs/*.html`. */

import { join } from 'node:path';
import type { Plugin } from 'vite';
import { htmlOf } from './layout.ts';
import { FOLDER, INDEX, pageName } from './links.ts';
import { type DocPage, readPages } from './pages.ts';
import { searchIndex } from './search-index.ts';

const SEARCH_FILE = `${FOLDER}/search.json`;

/** The inputs of a build for the pages of the documentation in `web`. */
export function docsInputs(web: string): Record<string, string> {
  return Object.fromEntries(
    readPages(web).map(({ name }) => [`${FOLDER}/${name}`, join(web, FOLDER, `${name}.html`)]),
  );
}

/** Renders the pages, and writes the index of their search. The HTML files exist only as modules. */
export function docs(web: string): Plugin {
  let pages: readonly DocPage[] = [];
  const findPage = (file: string) =>
    pages.find(({ name }) => join(web, FOLDER, `${name}.html`) === file);
  return {
    name: 'docs',
    buildStart() {
      pages = readPages(web);
      for (const { path } of pages) {
        this.addWatchFile(join(web, path));
      }
    },
    resolveId: (id) => (findPage(id) === undefined ? null : id),
    load(id) {
      const page = findPage(id);
      return page === undefined ? null : htmlOf(page, pages);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: SEARCH_FILE, source: searchIndex(pages) });
    },
    configureServer({ middlewares, transformIndexHtml }) {
      middlewares.use(async (request, response, next) => {
        const [path = ''] = (request.url ?? '').split('?');
        const [, name = pageName(INDEX)] = /^\/docs\/(?:([\w-]+)\.html)?$/.exec(path) ?? [];
        if (path === `/${SEARCH_FILE}`) {
          response.setHeader('Content-Type', 'application/json');
          response.end(searchIndex(readPages(web)));
          return;
        }
        // Read for each request, so that a reload shows what was written since.
        const all = path.startsWith('/docs/') ? readPages(web) : [];
        const page = all.find((each) => each.name === name);
        if (page === undefined || (path !== '/docs/' && !path.endsWith('.html'))) {
          next();
          return;
        }
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(await transformIndexHtml(path, htmlOf(page, all)));
      });
    },
  };
}
