/** The script of the documentation's pages, which can be read without it. */

import { keepTabStops } from '../docs/scrollers.ts';
import { connectSearch } from '../docs/search-box.ts';

const box = document.querySelector<HTMLElement>('#search');
const field = document.querySelector<HTMLInputElement>('#search-text');
const status = document.querySelector<HTMLElement>('#search-status');
const list = document.querySelector<HTMLElement>('#search-results');
if (box !== null && field !== null && status !== null && list !== null) {
  connectSearch({ box, field, status, list }, 'search.json');
}
document.querySelector('.unscripted')?.remove();
keepTabStops(document.querySelectorAll<HTMLElement>('main pre, main .wide'));
