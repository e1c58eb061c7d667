/** The interpreter's garbage collector, which must run at the same times as CPython's. */

import { expect, test } from '@playwright/test';
import { readCapture } from './capture-records.mjs';
import { cpython, NO_CPYTHON, runPython } from './python-run.ts';

/** Cycles of one object each: an instance with slots has no dict. */
const CYCLES = `import gc
class Node:
    __slots__ = "me"

gc.collect()
for _ in range(200_000):
    node = Node()
    node.me = node
`;

/** Objects that are all retained. */
const KEPT = `import gc
class Node:
    __slots__ = "me"

gc.collect()
kept = [None] * 200_000
for index in range(200_000):
    kept[index] = Node()
`;

/** Runs a program with CPython's thresholds of 3.11, and prints the collected objects on stderr. */
const TELLING = `import gc, sys
gc.set_threshold(700, 10, 10)
gc.set_debug(gc.DEBUG_STATS)
exec(compile(sys.argv[1], "main.py", "exec"))
gc.set_debug(0)
`;

/** The collected generations in CPython, from the program's own call on. */
function asCPython(program: string): number[] {
  const { stderr, status } = cpython(['-c', TELLING, program]);
  expect(status).toBe(0);
  return [...stderr.matchAll(/collecting generation (\d)/g)].map(([, digit]) => Number(digit));
}

/** The collections from the program's own call on, without those of its end. */
async function collectionsOf(program: string) {
  const { capture, outcome } = await runPython(program);
  expect(outcome).toBe(0);
  const { collections } = readCapture(capture);
  const first = collections.findIndex(({ generation }) => generation === 2);
  return collections.slice(first).filter(({ ended }) => !ended);
}

const HAS_GENERATIONS =
  NO_CPYTHON === '' &&
  cpython(['-c', 'import sys; assert sys.version_info < (3, 14)']).status === 0;

for (const [what, program] of [
  ['cycles of one object each', CYCLES],
  ['objects that stay', KEPT],
] as const) {
  test(`${what} are collected when CPython collects them`, async () => {
    test.skip(!HAS_GENERATIONS, 'there is no python3 of 3.11 to 3.13, whose generations are these');
    const told = (await collectionsOf(program)).map(({ generation }) => generation);
    expect(told.length).toBe(1 + Math.floor(200_000 / 701));
    expect(told).toEqual(asCPython(program));
  });
}

test('eleven collections of the youngest generation come before one of the next', async () => {
  const [own, ...automatic] = await collectionsOf(CYCLES);
  expect(own?.generation).toBe(2);
  const round = automatic.slice(0, 12);
  expect(round.map(({ generation }) => generation)).toEqual([...Array(11).fill(0), 1]);
  // The node under construction, and the named node, are not garbage yet: two of each collection
  // are found by the twelfth, which includes the next generation.
  expect(round.map(({ collected }) => collected)).toEqual([...Array(11).fill(699), 699 + 2 * 11]);
  for (const { freed } of round) expect(freed).toBeGreaterThan(0);
});

test('a program controls the collector', async () => {
  const run = await runPython(`import gc
class Node:
    __slots__ = "me"

def cycles(n):
    for _ in range(n):
        node = Node()
        node.me = node

print(gc.get_threshold(), gc.isenabled())
gc.collect()
cycles(100)
print(gc.collect(), gc.collect())
gc.disable()
cycles(5000)
print(gc.isenabled(), gc.collect())
gc.enable()
gc.set_threshold(50, 5, 5)
cycles(51)
print(gc.get_threshold(), gc.collect())
gc.set_threshold(0)
cycles(5000)
print(gc.collect())
try:
    gc.collect(3)
except ValueError as error:
    print(error)
`);
  expect(run.stdout.split('\n')).toEqual([
    '(700, 10, 10) True',
    '100 0',
    'False 5000',
    // The 51st node exceeded the threshold, and the collection found 49 others without a name.
    '(50, 5, 5) 2',
    '5000',
    'invalid generation',
    '',
  ]);
});

test('the memory of the collector is not counted as the program’s', async () => {
  const peak = async (collects: boolean) => {
    const { result } = await runPython(`import gc
gc.disable()
class Node:
    pass

kept = [Node() for _ in range(30_000)]
for node in kept:
    node.next = [node]
if ${collects ? 'True' : 'False'}:
    gc.collect()
`);
    return result.memory.peakLive;
  };
  const without = await peak(false);
  // Tables of 90,000 objects would take megabytes.
  expect((await peak(true)) - without).toBeLessThan(1024);
  expect(without).toBeGreaterThan(5_000_000);
});

test('memory that grows during a collection is recorded', async () => {
  const run = await runPython(KEPT);
  expect(run.outcome).toBe(0);
  expect(readCapture(run.capture).said.at(-1)?.growths).toBe(
    readCapture(run.capture).summed.growths,
  );
});

test('a freed dict leaves no memory of its content behind', async () => {
  const run = await runPython(`import gc
for cyclic in False, True, True, True:
    table = {number: number for number in range(100_000)}
    if cyclic:
        table["me"] = table
    del table
gc.collect()
`);
  const { endLive, startUp = 0, peakLive } = run.result.memory;
  expect(peakLive - startUp).toBeGreaterThan(5_000_000);
  expect(endLive - startUp).toBeLessThan(50_000);
});
