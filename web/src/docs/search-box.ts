/** The search of the documentation: a field with the sections found below it. */

import MiniSearch, { type SearchResult } from 'minisearch';
import { excerptOf } from './excerpt.ts';
import { SEARCH_OPTIONS, type SearchEntry } from './search-options.ts';

/** Sections that are listed at most. */
const MOST_RESULTS = 12;

/** The elements of the search, as the pages have them. */
interface SearchElements {
  readonly box: HTMLElement;
  readonly field: HTMLInputElement;
  readonly status: HTMLElement;
  readonly list: HTMLElement;
}

/**
 * Connects the search. The index at `address` is fetched when the field is first used.
 *
 * Keys: `/` focuses the field from anywhere; arrows move between field and results; Enter in the
 * field opens the first result; Escape closes the list.
 */
export function connectSearch({ box, field, status, list }: SearchElements, address: string): void {
  let index: Promise<MiniSearch<SearchEntry>> | null = null;
  const load = () => {
    index ??= fetchIndex(address).catch((error: unknown) => {
      // The next attempt fetches it again.
      index = null;
      throw error;
    });
    return index;
  };

  const close = () => {
    list.hidden = true;
    status.textContent = '';
  };

  const search = async () => {
    const query = field.value.trim();
    if (query === '') {
      close();
      return;
    }
    let results: SearchResult[];
    try {
      results = (await load()).search(query);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const advice = 'Type on to try again.';
      list.replaceChildren(messageItem(`The search could not be loaded: ${reason}. ${advice}`));
      list.hidden = false;
      return;
    }
    // The field may have changed while the index was fetched.
    if (query !== field.value.trim()) {
      return;
    }
    const count = results.length === 1 ? '1 section found' : `${results.length} sections found`;
    status.textContent = count;
    list.replaceChildren(
      ...(results.length === 0
        ? [messageItem('No section found.')]
        : results.slice(0, MOST_RESULTS).map(resultItem)),
    );
    list.hidden = false;
  };

  const links = () => [...list.querySelectorAll('a')];
  const move = (step: number) => {
    const stops: (Element | null)[] = [field, ...links()];
    const at = stops.indexOf(document.activeElement);
    const next = stops[Math.min(Math.max(at + step, 0), stops.length - 1)];
    if (next instanceof HTMLElement) {
      next.focus();
    }
  };

  field.addEventListener('focus', () => load().catch(() => undefined));
  field.addEventListener('input', search);
  box.addEventListener('keydown', async (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
      field.focus();
    } else if (event.key === 'Enter' && event.target === field) {
      event.preventDefault();
      await search();
      links()[0]?.click();
    }
  });
  // A link to the page that is open only scrolls.
  list.addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !box.contains(target)) {
      close();
    }
  });
  box.hidden = false;
}

async function fetchIndex(address: string): Promise<MiniSearch<SearchEntry>> {
  try {
    const response = await fetch(address);
    if (!response.ok) {
      throw new Error(`the server responded with ${response.status}`);
    }
    return MiniSearch.loadJSON<SearchEntry>(await response.text(), SEARCH_OPTIONS);
  } catch (error) {
    throw new Error(`${address}: ${error instanceof Error ? error.message : error}`);
  }
}

function messageItem(text: string): HTMLLIElement {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}

function resultItem({ id, page, heading, text, terms }: SearchResult): HTMLLIElement {
  const link = document.createElement('a');
  link.href = id;
  const title = document.createElement('strong');
  title.textContent = heading === page ? page : `${page} › ${heading}`;
  const excerpt = document.createElement('span');
  excerpt.append(
    ...excerptOf(text, terms).map((part) => {
      if (!part.isMatch) {
        return part.text;
      }
      const mark = document.createElement('mark');
      mark.textContent = part.text;
      return mark;
    }),
  );
  link.append(title, excerpt);
  const item = document.createElement('li');
  item.append(link);
  return item;
}
