/** The index of the search: an entry for each section of each page. */

import MiniSearch from 'minisearch';
import { SEARCH_OPTIONS, type SearchEntry } from '../../src/docs/search-options.ts';
import type { DocPage } from './pages.ts';

/** The index as JSON. */
export function searchIndex(pages: readonly DocPage[]): string {
  const search = new MiniSearch<SearchEntry>(SEARCH_OPTIONS);
  for (const { name, title, sections } of pages) {
    search.addAll(
      sections.map(({ id, heading, text }) => ({
        id: id === '' ? `${name}.html` : `${name}.html#${id}`,
        page: title,
        heading,
        text,
      })),
    );
  }
  return JSON.stringify(search);
}
