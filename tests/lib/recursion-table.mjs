/**
 * Prints the table of web/docs/recursion.md: CPython's depths, and those that the tests of
 * tests/engines/recursion.spec.ts have measured in each engine. It fails if engines differ.
 *
 *     node tests/lib/recursion-table.mjs
 */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recursions } from './recursion.mjs';

const MEASURED = fileURLToPath(new URL('../../target/recursion', import.meta.url));

const engines = readdirSync(MEASURED)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(MEASURED, file), 'utf8')));

console.log('| recursion | program | CPython 3.11 | here |\n|---|---|---|---|');
for (const { name, title, source } of recursions(0)) {
  const { stdout } = spawnSync('python3', ['-c', source], { encoding: 'utf8' });
  const here = new Set(engines.flatMap((measured) => measured[name]));
  console.log(`| ${title} | \`${name}\` | ${stdout.split(' ')[0]} | ${[...here].join(' / ')} |`);
  if (here.size !== 1) process.exitCode = 1;
}
