/** Modules that programs on the page can import, and some that are not available. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../lib/dist.ts';

/** The names in the second cell of a row of the README, by the row's first. */
function modulesOf(row: string): string[] {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  const [, cell = ''] = new RegExp(`^\\| ${row} \\| (.*) \\|$`, 'm').exec(readme) ?? [];
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
}

/** The available modules. */
export const MODULES: readonly string[] = modulesOf('there is');

/** The modules that the README lists as not available. */
export const ABSENT_MODULES: readonly string[] = modulesOf('there is not');
