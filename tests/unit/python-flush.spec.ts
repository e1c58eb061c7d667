/** The flush of a program's records by time, which may not change them. */

import { expect, test } from '@playwright/test';
import { runPython } from './python-run.ts';

/** Allocations of all sizes, functions, generators, collections and output. */
const PROGRAM = `
class Node:
    def __init__(self, before):
        self.before, self.itself = before, self


def numbers(count):
    for number in range(count):
        yield str(number)


kept = None
for text in numbers(3000):
    kept = Node(kept) if int(text) % 7 else None
blocks = [bytearray(size * 1000) for size in range(300)]
print(sum(len(block) for block in blocks))
`;

test('when records are flushed does not change them', async () => {
  const [real, hasty, still] = await Promise.all(
    (['real', 'hasty', 'still'] as const).map((clock) => runPython(PROGRAM, { clock })),
  );
  expect(real?.stdout).toBe('44850000\n');
  expect(hasty?.flushes).toBeGreaterThan(10 * (still?.flushes ?? 0));
  expect(hasty?.chunks).toBeGreaterThan(still?.chunks ?? 0);
  for (const run of [hasty, still]) {
    expect(Buffer.compare(run?.capture ?? Buffer.of(), real?.capture ?? Buffer.of())).toBe(0);
    expect(run?.result.memory).toEqual(real?.result.memory);
  }
});

test('the native stacks are the same too', async () => {
  test.setTimeout(120_000);
  const [hasty, still] = await Promise.all(
    (['hasty', 'still'] as const).map((clock) => runPython(PROGRAM, { clock, native: true })),
  );
  expect(Buffer.compare(hasty?.capture ?? Buffer.of(), still?.capture ?? Buffer.of())).toBe(0);
});

for (const [what, program] of [
  ['a loop', 'number = 0\nwhile number < 200:\n    number += 1'],
  ['calls', 'def f(depth):\n    if depth:\n        f(depth - 1)\n        f(depth - 1)\nf(8)'],
  ['a sleep', 'import time\ntime.sleep(300)'],
] as const) {
  test(`${what} is flushed without an allocation`, async () => {
    // The clock leaps by more than an interval at each reading.
    const { flushes, error } = await runPython(program, { clock: 'hasty' });
    expect(error).toBeNull();
    const { flushes: before } = await runPython('', { clock: 'hasty' });
    expect(flushes - before).toBeGreaterThan(50);
  });
}

test('a sleep of any duration has the same records', async () => {
  const sleep = (seconds: number) => `import time\ntime.sleep(${seconds})\nkept = list(range(9))`;
  const [short, long] = await Promise.all([runPython(sleep(0.01)), runPython(sleep(0.21))]);
  expect(long?.result.calls).toBe(short?.result.calls);
  expect(long?.result.memory).toEqual(short?.result.memory);
});
