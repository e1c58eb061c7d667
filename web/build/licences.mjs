/**
 * Writes the crates in the interpreter's module, each with its licence, and the required licence
 * texts: `cargo metadata | node licences.mjs TEXTS_FOLDER OUTPUT`.
 */

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [texts, output] = process.argv.slice(2);
const { packages, resolve } = JSON.parse(readFileSync(0, 'utf8'));
const used = new Set(resolve.nodes.map(({ id }) => id));
const crates = packages
  // The module's own crates belong to the project.
  .filter(({ id, source }) => used.has(id) && source !== null)
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const lines = crates.map(
  ({ name, version, license, license_file: file, repository }) =>
    `${name} ${version}: ${license ?? `see ${file}`}${repository === null ? '' : `, ${repository}`}`,
);
/** The names of files with a crate's licence, and with notices that accompany it. */
const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense)/i;

/** The licence files of a crate: of a choice that includes MIT, that one. */
function filesOf({ manifest_path: manifest, license, license_file: file }) {
  const folder = dirname(manifest);
  const names = readdirSync(folder).filter((name) => LICENCE_FILE.test(name));
  const mit = names.filter((name) => /mit/i.test(name));
  const isChoice = /\bMIT\b.*\bOR\b|\bOR\b.*\bMIT\b|\//.test(license ?? '');
  const chosen = isChoice && mit.length > 0 ? mit : names;
  const told = file === null ? [] : [file];
  return [...new Set([...told, ...chosen])]
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** The texts, each once, with its crates. */
const byText = new Map();
for (const crate of crates) {
  for (const path of filesOf(crate)) {
    const text = readFileSync(path, 'utf8').trim();
    byText.set(text, [...(byText.get(text) ?? []), crate.name]);
  }
}
const own = [...byText].map(([text, names]) => [[...new Set(names)].join(', '), text]);
const whole = readdirSync(texts)
  .sort()
  .map((name) => [name, readFileSync(join(texts, name), 'utf8')]);

writeFileSync(
  output,
  [
    'The Python interpreter of this page is a WebAssembly module built from RustPython and the crates below.',
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
