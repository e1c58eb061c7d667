/**
 * Memory of containers: where CPython holds as much after 10,000 rounds of random operations as after
 * 1,000, so does the page's interpreter.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { cpython, MAIN, NO_CPYTHON, runPython } from './python-run.ts';

const CYCLES = fileURLToPath(new URL('steady_cycles.py', import.meta.url));
const ROUNDS = [1_000, 10_000] as const;
const SEEDS = [1, 2];

/** The bytes held differ by the elements of the last rounds. Each round that leaves 4 bytes is found. */
const SLACK = 32 * 1024;

const KINDS = [...readFileSync(CYCLES, 'utf8').matchAll(/^ {4}"(.+)": .+,$/gm)].map(
  ([, kind = '']) => kind,
);

/**
 * Prints the bytes that CPython holds after the rounds of each kind, with the last seed. They are
 * measured again if there are many more: the table of interned strings grows once in a while.
 */
const IN_CPYTHON = `import gc, json, sys, tracemalloc
import steady_cycles
told = []
for kind in steady_cycles.CYCLES:
    for attempt in range(3):
        held = []
        for rounds in ${JSON.stringify(ROUNDS)}:
            gc.collect()
            tracemalloc.start()
            kept = steady_cycles.run(kind, rounds, ${SEEDS.at(-1)})
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
            del kept
            tracemalloc.stop()
        if held[1] - held[0] < ${SLACK}:
            break
    told.append([kind, *held])
print(json.dumps(told))
`;

async function heldBytes(kind: string, rounds: number, seed: number): Promise<number> {
  const source = `import gc
from steady_cycles import run
kept = run(${JSON.stringify(kind)}, ${rounds}, ${seed})
gc.collect()
`;
  const cycles = { name: 'steady_cycles.py', source: readFileSync(CYCLES, 'utf8') };
  const run = await runPython([{ name: MAIN, source }, cycles], { traced: false });
  expect(run.error?.traceback ?? '').toBe('');
  return run.result.memory.endLive;
}

test('there are cycles of each kind', () => {
  expect(KINDS.length).toBeGreaterThan(20);
});

for (const kind of KINDS) {
  test(`${kind}: 10,000 rounds hold as much as 1,000`, async () => {
    for (const seed of SEEDS) {
      const [fewer = 0, more = 0] = await Promise.all(
        ROUNDS.map((rounds) => heldBytes(kind, rounds, seed)),
      );
      expect(more - fewer, `more bytes, with seed ${seed}`).toBeLessThan(SLACK);
    }
  });
}

test('CPython holds as much, too', () => {
  test.skip(NO_CPYTHON !== '', NO_CPYTHON);
  const { stdout } = cpython(['-c', IN_CPYTHON], fileURLToPath(new URL('.', import.meta.url)));
  const told = JSON.parse(stdout) as [string, number, number][];
  expect(told.map(([kind]) => kind)).toEqual(KINDS);
  expect(told.filter(([, fewer, more]) => more - fewer >= SLACK)).toEqual([]);
});
