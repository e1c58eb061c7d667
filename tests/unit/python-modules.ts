/** Modules that programs on the page can import, and some that are not available. */

import { codesIn, pageText, rowsOf } from '../lib/docs.ts';

/** The names in a row of the table of modules. */
function modulesOf(availability: string): string[] {
  const rows = rowsOf(pageText('python'), 'availability | modules');
  const row = rows.find(([name]) => name === availability);
  return codesIn(row?.[1]);
}

/** Modules that are available. */
export const MODULES: readonly string[] = modulesOf('Available');

/** Modules that are documented as not available. */
export const ABSENT_MODULES: readonly string[] = modulesOf('Not available');
