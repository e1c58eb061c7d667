/** Recursion on a small stack, and chains whose length is not limited by Python. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { REPOSITORY } from '../lib/dist.ts';
import { pageText, rowsOf } from '../lib/docs.ts';
import { recursions } from '../lib/recursion.mjs';
import { runPython } from './python-run.ts';

/** The folder of the measurements, which tests/lib/recursion-table.mjs prints. */
const MEASURED = join(REPOSITORY, 'target/recursion/rooms');

const documented = rowsOf(
  pageText('recursion'),
  'recursion | program | CPython 3.11 | here | 400 KB | 200 KB',
);

for (const [column, kilobytes] of [400, 200].entries()) {
  test(`with ${kilobytes} KB each kind of recursion ends near its documented depth`, async () => {
    test.setTimeout(120_000);
    const measured: Record<string, unknown> = {};
    for (const { name, source } of recursions(0)) {
      const { stdout, thrown } = await runPython(source, { stackRoom: kilobytes * 1000 });
      measured[name] = thrown?.message ?? Number(stdout.split(' ')[0]);
    }
    mkdirSync(MEASURED, { recursive: true });
    writeFileSync(join(MEASURED, `${kilobytes}.json`), `${JSON.stringify(measured, null, 2)}\n`);
    expect(Object.keys(measured)).toHaveLength(documented.length);
    for (const cells of documented) {
      const name = cells[1]?.replaceAll('`', '') ?? '';
      const depth = Number(cells[4 + column]);
      // The compiler decides how large frames are: a change elsewhere moves a depth a little.
      expect(Math.abs(Number(measured[name]) / depth - 1), name).toBeLessThan(0.1);
    }
  });
}

test('the next item of an iterator around many others is an error that is caught', async () => {
  const run = await runPython(`import itertools

KINDS = (
    lambda chain: itertools.chain(chain, (1,)),
    lambda chain: map(str, chain),
    lambda chain: filter(None, chain),
    lambda chain: enumerate(chain),
    lambda chain: zip(chain, (1,)),
    lambda chain: itertools.islice(chain, 1),
    lambda chain: itertools.accumulate(chain),
)

for kind in KINDS:
    chain = iter((1,))
    for n in range(100_000):
        chain = kind(chain)
    try:
        next(chain)
    except RecursionError as error:
        print(error)
    del chain
`);
  expect(run.thrown).toBeNull();
  expect(run.stdout).toBe('maximum recursion depth exceeded\n'.repeat(7));
});
