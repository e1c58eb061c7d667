/** The end of a program: its callbacks and finalizers, their memory, and errors in them. */

import { expect, test } from '@playwright/test';
import { MAIN, runPython } from './python-run.ts';

/** The most bytes of a program at once, without its start. */
async function peakOf(source: string, test?: string): Promise<number> {
  const { result, thrown, panics } = await runPython(source, test === undefined ? {} : { test });
  expect([thrown, panics]).toEqual([null, '']);
  return result.memory.peakLive - (result.memory.startUp ?? 0);
}

const BAD = `class Bad:
    def __del__(self):
        raise ValueError("ignored")


for _ in range(3):
    %s()
`;

test('an error in a finalizer costs the program next to nothing', async () => {
  const silent = await peakOf(BAD.replace('%s', 'int'));
  const printed = await peakOf(BAD.replace('%s', 'Bad'));
  expect(printed - silent).toBeLessThan(16 * 1024);
});

test('the report of an error costs the program nothing', async () => {
  const source = 'import json\nkept = [bytearray(1000) for _ in range(1000)]\n';
  const { result, error } = await runPython(`${source}json.loads("{")\n`);
  expect(error?.type).toBe('json.decoder.JSONDecodeError');
  const { peakLive, startUp = 0 } = result.memory;
  expect(peakLive - startUp - (await peakOf(source))).toBeLessThan(64 * 1024);
});

test('the end of a program needs next to no memory of its own', async () => {
  const source = `kept = [bytearray(100) for _ in range(10_000)]


def f():
    return kept


cycles = [[] for _ in range(10_000)]
for each in cycles:
    each.append(each)
del each, cycles
`;
  const { result } = await runPython(source);
  // The last line of the program is not its peak, and its release is no other.
  const { result: longer } = await runPython(`${source}x = bytearray(1_000_000)\n`);
  expect(longer.memory.peakLive - result.memory.peakLive).toBeLessThan(1_100_000);
  expect(longer.memory.peakLive - longer.memory.endLive).toBeLessThan(1024);
});

const LARGE = 'bytearray(20_000_000)';

for (const [name, source] of Object.entries({
  'a callback': `import atexit\natexit.register(lambda: ${LARGE})\n`,
  'a finalizer of weakref': `import weakref


class A:
    pass


a = A()
weakref.finalize(a, lambda: ${LARGE})
`,
  'a finalizer': `class A:\n    def __del__(self):\n        ${LARGE}\n\n\na = A()\n`,
  'a finalizer of a cycle': `class A:
    def __del__(self):
        ${LARGE}


a = A()
a.a = a
`,
  'a generator': `def numbers():
    try:
        yield 1
    finally:
        ${LARGE}


left = numbers()
next(left)
`,
})) {
  test(`the memory of ${name} at the end belongs to the run`, async () => {
    const run = await runPython(source, { questions: [{ kind: 'table', at: 'peak' }] });
    expect([run.outcome, run.stderr]).toEqual([0, '']);
    expect(run.result.memory.peakLive).toBeGreaterThan(20_000_000);
    expect(run.result.memory.endLive).toBeLessThan(10_000_000);
    const line = source.split('\n').findIndex((each) => each.includes(LARGE)) + 1;
    const [answer] = run.answers;
    if (answer?.kind !== 'table') throw new Error('no table');
    const heaviest = answer.rows.reduce((most, row) => (row.bytes > most.bytes ? row : most));
    expect([heaviest.file, heaviest.line]).toEqual([MAIN, line]);

    // A limit holds for it too. As in CPython, the error is reported, and changes nothing else.
    const limited = await runPython(source, { hardLimit: 24_000_000 });
    expect([limited.outcome, limited.thrown]).toEqual([0, null]);
    expect(limited.result.memory.peakLive).toBeLessThan(10_000_000);
    expect(limited.stderr).toContain(`"main.py", line ${line}, in `);
    expect(limited.stderr).toMatch(/\nMemoryError\n$/);
  });
}

test('a limit that is reached little by little in a callback ends the run there', async () => {
  const source = `import atexit


def grow():
    kept = []
    while True:
        kept.append(bytearray(1000))


atexit.register(grow)
print("last line")
`;
  const run = await runPython(source, { hardLimit: 64_000_000 });
  expect(run.stdout).toBe('last line\n');
  // There is no memory for the report of the error.
  expect(run.outcome).toBe(1);
});

test('everything is released after the end', async () => {
  const source = `import atexit


class Node:
    def __init__(self):
        self.self = self
        self.kept = bytearray(5_000_000)


def fails():
    node = Node()
    raise ValueError(node)


nodes = [Node() for _ in range(3)]
atexit.register(lambda: nodes)
fails()
`;
  const { liveAfterRelease, result, error } = await runPython(source);
  expect(error).toMatchObject({ type: 'ValueError', line: 12, file: MAIN });
  expect(result.memory.endLive).toBeGreaterThan(20_000_000);
  expect(liveAfterRelease - (result.memory.startUp ?? 0)).toBeLessThan(1_000_000);
});

test('tests do not run the end of a program', async () => {
  const source = `import atexit


def test_it():
    atexit.register(print, "callback")
    print("tested")
`;
  const run = await runPython([{ name: 'test_it.py', source }], { test: 'test_it' });
  expect([run.outcome, run.stdout]).toEqual([0, 'tested\n']);
});

test('an exit has its message, and no traceback', async () => {
  const run = await runPython('import sys\nsys.exit("no more")\n');
  expect([run.outcome, run.stderr]).toEqual([3, 'no more\n']);
  expect(run.error).toEqual({
    type: 'SystemExit',
    message: 'no more',
    traceback: '',
    line: 2,
    file: MAIN,
  });
});
