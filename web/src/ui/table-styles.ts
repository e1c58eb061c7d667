/** The styles of tables, separate from those of every element: the initial page has no table. */

import { type CSSResult, unsafeCSS } from 'lit';
import table from './table.css?inline';
import cards from './table-cards.css?inline';

/** The styles of a table of results. */
export const TABLE_STYLES: CSSResult = unsafeCSS(table);

/**
 * The styles of a table whose rows are cards in a container of at most `width`. They follow those
 * of the element.
 */
export function cardStyles(width: string): CSSResult {
  return unsafeCSS(`@container (max-width: ${width}) { ${cards} }`);
}
