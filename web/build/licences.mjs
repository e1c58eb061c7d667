/**
 * Writes what the interpreter's module is made of, crate by crate with its licence, and the texts
 * that have to go with it: `cargo metadata | node licences.mjs TEXTS_FOLDER OUTPUT`.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [texts, output] = process.argv.slice(2);
const { packages, resolve } = JSON.parse(readFileSync(0, 'utf8'));
const used = new Set(resolve.nodes.map(({ id }) => id));
const crates = packages
  // The module's own crates are the project's.
  .filter(({ id, source }) => used.has(id) && source !== null)
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const lines = crates.map(
  ({ name, version, license, license_file: file, repository }) =>
    `${name} ${version}: ${license ?? `see ${file}`}${repository === null ? '' : `, ${repository}`}`,
);
// Where a crate has no licence that is known by its name, its text is told whole.
const own = crates
  .filter(({ license }) => license === null)
  .map(({ name, manifest_path: manifest, license_file: file }) => [
    name,
    readFileSync(join(dirname(manifest), file), 'utf8'),
  ]);
const whole = readdirSync(texts)
  .sort()
  .map((name) => [name, readFileSync(join(texts, name), 'utf8')]);

writeFileSync(
  output,
  [
    'The Python interpreter of this page is a WebAssembly module made of RustPython and of the crates below.',
    '',
    'Among them is malachite (malachite-base, malachite-bigint, malachite-nz, malachite-q), a library',
    'for arithmetic that is used here under the GNU Lesser General Public License, version 3, whose text is',
    'below. Its source is at the address beside its name and on crates.io, and the source of this page, of',
    'which one command builds the module, with that library or another version of it, is Highwater’s.',
    '',
    ...lines,
    ...[...own, ...whole].flatMap(([name, text]) => ['', '', `==== ${name} ====`, '', text.trim()]),
    '',
  ].join('\n'),
);
console.log(`${output}: ${crates.length} crates`);
