/**
 * Checks the layout and the imports of the sources against `src/README.md`:
 * `node build/imports.mjs`.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { arrowProblems, circleProblems } from './layout/check.mjs';

const ROOT = fileURLToPath(new URL('../src', import.meta.url));

const paths = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const files = new Map(
  paths.map((path) => [relative(ROOT, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
);
const problems = [...arrowProblems(files), ...circleProblems(files)];
for (const problem of problems) {
  console.error(`src/${problem}`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
