/** Adding a view of reports: a file, its name and its entry; the compiler requires each. */

import { execFile } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { REPOSITORY } from '../lib/dist.ts';

const WEB = `${REPOSITORY}/web`;

/** A dummy's query about each subject; one is a reason why the subject is not supported. */
const QUERIES = {
  'high-water-mark': `() => ({ kind: 'summary' })`,
  leaks: `({ at }) => ({ kind: 'summary', at })`,
  temporary: `({ threshold }) => ({ kind: 'summary', threshold })`,
  at: `({ at }) => ({ kind: 'summary', at })`,
  difference: `'A dummy is of one instant.'`,
} as const;

/** The dummy, part by part. */
const PARTS = {
  title: `'Dummy'`,
  ofPrograms: 'true',
  nativeFrames: 'false',
  compare: 'null',
  pictures: '[]',
  kinds: `['summary']`,
  queries: objectOf(QUERIES),
  render: `({ calls }) => html\`\${calls} calls\``,
} as const;

/** The text of an object literal, from the texts of its values. */
function objectOf(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(([name, value]) => `'${name}': ${value}`);
  return `{ ${entries.join(', ')} }`;
}

function without(values: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));
}

/** The file of a view. */
function viewOf(parts: Readonly<Record<string, string>>): string {
  return `import { html } from 'lit';
import { reportView } from './report-view.ts';
export const DUMMY = reportView(${objectOf(parts)});
`;
}

/** The text with a unique part replaced. */
function replaced(text: string, old: string, fresh: string): string {
  expect(text.split(old)).toHaveLength(2);
  return text.replace(old, fresh);
}

/** Compiles files of a folder, and returns the missing and unknown names by file. */
async function missingIn(folder: string, files: readonly string[]): Promise<string[]> {
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: './tsconfig.common.json',
      compilerOptions: { lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: ['vite/client'] },
      files,
    }),
  );
  const output = await new Promise<string>((resolve) => {
    const tsc = join(WEB, 'node_modules/typescript/bin/tsc');
    const flags = ['--pretty', 'false', '-p', folder];
    execFile(process.execPath, [tsc, ...flags], { cwd: folder }, (_, stdout) => resolve(stdout));
  });
  // Continuation lines of an error are indented.
  const errors = output.split(/\n(?=\S)/).filter((error) => !error.includes("'html' is declared"));
  return errors
    .filter((error) => error.trim() !== '')
    .map((error) => {
      const file = error.match(/^src\/reports\/views\/(.+?)\.ts\(/)?.[1];
      const found = error.match(
        /Property '"?([\w-]+)"?' is missing|'(\w+)' does not exist|'"(\w+)"' is not assignable/,
      );
      return `${file}: ${found?.slice(1).join('') ?? error}`;
    })
    .sort();
}

test('a view is a file, its name and its entry in the list; a missing part does not compile', async () => {
  const folder = test.info().outputPath('web');
  const at = (path: string) => join(folder, 'src', path);
  await cp(`${WEB}/src`, join(folder, 'src'), { recursive: true });
  await cp(`${WEB}/tsconfig.common.json`, join(folder, 'tsconfig.common.json'));
  for (const name of ['node_modules', 'wasm', 'python']) {
    await symlink(join(WEB, name), join(folder, name));
  }
  const settings = await readFile(at('settings/report-settings.ts'), 'utf8');
  const list = await readFile(at('reports/views/index.ts'), 'utf8');
  const listed = replaced(
    replaced(list, '  flamegraph: FLAMEGRAPH,\n', '  flamegraph: FLAMEGRAPH,\n  dummy: DUMMY,\n'),
    `import { BY_CAUSE } from './by-cause.ts';\n`,
    `import { BY_CAUSE } from './by-cause.ts';\nimport { DUMMY } from './dummy.ts';\n`,
  );
  const files: Record<string, string> = {
    // The complete view: its file, its name, its entry.
    'reports/views/dummy.ts': viewOf(PARTS),
    'settings/report-settings.ts': replaced(
      settings,
      `  'flamegraph',\n`,
      `  'flamegraph',\n  'dummy',\n`,
    ),
    'reports/views/index.ts': listed,
    // The same without its entry, and without its name.
    'reports/views/without-entry.ts': list,
    'settings/report-settings-before.ts': settings,
    'reports/views/without-name.ts': replaced(
      listed,
      "settings/report-settings.ts'",
      "settings/report-settings-before.ts'",
    ),
  };
  for (const part of Object.keys(PARTS)) {
    files[`reports/views/without-${part}.ts`] = viewOf(without(PARTS, part));
  }
  for (const subject of Object.keys(QUERIES)) {
    const queries = objectOf(without(QUERIES, subject));
    files[`reports/views/without-subject-${subject}.ts`] = viewOf({ ...PARTS, queries });
  }
  files['reports/views/with-another-kind.ts'] = viewOf({
    ...PARTS,
    queries: objectOf({ ...QUERIES, leaks: `() => ({ kind: 'stats' })` }),
  });
  for (const [path, text] of Object.entries(files)) {
    await writeFile(at(path), text);
  }
  const paths = Object.keys(files).map((path) => `src/${path}`);
  expect(await missingIn(folder, paths)).toEqual(
    [
      'with-another-kind: stats',
      'without-entry: dummy',
      'without-name: dummy',
      ...Object.keys(PARTS).map((part) => `without-${part}: ${part}`),
      ...Object.keys(QUERIES).map((subject) => `without-subject-${subject}: ${subject}`),
    ].sort(),
  );
});
