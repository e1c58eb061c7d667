/** The modules that programs of the page can import, and some that they cannot. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../lib/dist.ts';

/** The names in the second cell of a row of the README, by the row's first. */
function modulesOf(row: string): string[] {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  const [, cell = ''] = new RegExp(`^\\| ${row} \\| (.*) \\|$`, 'm').exec(readme) ?? [];
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
}

/** Those that there are. */
export const MODULES: readonly string[] = modulesOf('there is');

/** Those of which the README says that there are none. */
export const ABSENT_MODULES: readonly string[] = modulesOf('there is not');
