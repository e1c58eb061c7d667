/** Options of the search index, the same where it is written and where it is read. */

import type { Options } from 'minisearch';

/** A section of a page, as the search stores it. */
export interface SearchEntry {
  /** Its address, relative to the folder of the documentation. */
  readonly id: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

export const SEARCH_OPTIONS: Options<SearchEntry> = {
  fields: ['heading', 'page', 'text'],
  storeFields: ['page', 'heading', 'text'],
  searchOptions: {
    boost: { heading: 4, page: 2 },
    combineWith: 'AND',
    // One letter in five may be another.
    fuzzy: 0.2,
    prefix: true,
  },
};
