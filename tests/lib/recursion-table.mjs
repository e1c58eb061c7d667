/**
 * Prints the table of web/docs/recursion.md: CPython's depths, those that the tests of
 * tests/engines/recursion.spec.ts have measured in each engine, and those that
 * tests/unit/python-recursion.spec.ts has measured with less room. It fails if engines differ.
 *
 *     node tests/lib/recursion-table.mjs
 */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recursions } from './recursion.mjs';

const MEASURED = fileURLToPath(new URL('../../target/recursion', import.meta.url));

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(join(MEASURED, file), 'utf8'));

const engines = readdirSync(join(MEASURED, 'engines')).map((file) => read(`engines/${file}`));
const rooms = [read('rooms/400.json'), read('rooms/200.json')];

console.log('| recursion | program | CPython 3.11 | here | 400 KB | 200 KB |');
console.log('|---|---|---|---|---|---|');
for (const { name, title, source } of recursions(0)) {
  const { stdout } = spawnSync('python3', ['-c', source], { encoding: 'utf8' });
  const here = new Set(engines.flatMap((measured) => measured[name]));
  const depths = [stdout.split(' ')[0], [...here].join(' / '), ...rooms.map((room) => room[name])];
  console.log(`| ${title} | \`${name}\` | ${depths.join(' | ')} |`);
  if (here.size !== 1) process.exitCode = 1;
}
