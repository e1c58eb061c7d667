/** The depth of each kind of recursion: in each engine, cold and optimised, as documented. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramResult } from '../../web/src/model/program-result';
import { REPOSITORY } from '../lib/dist.ts';
import { pageText, rowsOf } from '../lib/docs.ts';
import { recursions } from '../lib/recursion.mjs';
import type { Session } from './lib/session';
import { expect, test } from './lib/test';

interface PythonElement extends HTMLElement {
  source: string;
  run(): Promise<ProgramResult | null>;
}

/** The calls after which engines have optimised the interpreter. */
const ROUNDS = 100;

/** The folder of the measurements, which tests/lib/recursion-table.mjs prints. */
const MEASURED = join(REPOSITORY, 'target/recursion/engines');

function run(session: Session, source: string) {
  return session.call(async (source) => {
    const element = document.querySelector('highwater-python') as PythonElement;
    element.source = source;
    const result = await element.run();
    return [result?.stdout ?? '', result?.error?.message ?? null] as const;
  }, source);
}

test('each kind of recursion ends at its documented depth, and is caught', async ({
  session,
  engine,
}) => {
  await session.open('./python.html');
  await session.find('[data-testid=given]');
  const measured: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  const documented = new Map(
    rowsOf(
      pageText('recursion'),
      'recursion | program | CPython 3.11 | here | 400 KB | 200 KB',
    ).map(([, program, , depth]) => [program?.replaceAll('`', ''), Number(depth)]),
  );
  for (const { name, source } of recursions(ROUNDS)) {
    const [stdout, error] = await run(session, source);
    measured[name] = error ?? stdout.trim().split(' ').map(Number);
    const depth = documented.get(name);
    expected[name] = [depth, depth];
  }
  mkdirSync(MEASURED, { recursive: true });
  writeFileSync(join(MEASURED, `${engine}.json`), `${JSON.stringify(measured, null, 2)}\n`);
  expect(measured).toEqual(expected);
});
