/** The interpreter's records of a program, and the ends of its runs. */

import { expect, test } from '@playwright/test';
import type { TableAnswer, TreeAnswer, TreeNode } from '../../web/src/model/report-answers.ts';
import { readCapture } from './capture-records.mjs';
import { MIB, PAGE } from './engine-run.ts';
import { liveBlocks } from './live-blocks.ts';
import { FRAMES_FILES, HELD, lineOf } from './python-programs.ts';
import { listTests, MAIN, type PythonRun, runPython } from './python-run.ts';

/** Allocates and frees blocks of many sizes, in functions and in cycles. */
const WORK = `
class Node:
    pass

def fill(n):
    rows = [str(number) * (number % 50) for number in range(n)]
    table = {row: len(row) for row in rows}
    node = Node()
    node.me = node
    node.table = table
    return sum(table.values())

print(sum(fill(n) for n in range(300)))
words = {"one", "two", "three", "four", "five", "six", "seven", "eight"}
print(words, hash("one"), list(words))
kept = [bytearray(1000) for _ in range(3000)]
`;

/** The part of a result that depends on the run alone, not on the clock or on tracing. */
function facts({ result }: PythonRun) {
  const { durationMs: _, traced: __, memory, ...rest } = result;
  const { peakCall: ___, ...sizes } = memory;
  return { ...rest, memory: sizes };
}

test('equal runs have equal captures and outputs, with sets of strings too', async () => {
  const first = await runPython(WORK);
  const second = await runPython(WORK);
  expect(first.outcome).toBe(0);
  expect(first.capture.length).toBeGreaterThan(1_000_000);
  expect(Buffer.compare(first.capture, second.capture)).toBe(0);
  expect(first.stdout).toContain("'seven'");
  expect(second.stdout).toBe(first.stdout);
});

test('tracing changes nothing', async () => {
  const traced = await runPython(WORK);
  const untraced = await runPython(WORK, { traced: false });
  expect([traced.result.traced, untraced.result.traced]).toEqual([true, false]);
  expect(facts(untraced)).toEqual(facts(traced));
  expect(untraced.linear).toEqual(traced.linear);
  expect(untraced.stdout).toBe(traced.stdout);
  // The untraced run really was not traced.
  expect(readCapture(untraced.capture).memoryRecords).toBe(0);
  expect(readCapture(traced.capture).memoryRecords).toBeGreaterThan(100_000);
});

test('the records add up to the totals of the allocator, to the end of the release', async () => {
  const run = await runPython(WORK);
  expect(run.bytesRead).toBe(run.capture.length);
  const blocks = liveBlocks();
  const { live, wrong } = blocks;
  const { summed, said, marks } = readCapture(run.capture, blocks);
  expect(wrong).toEqual([]);
  expect(marks).toEqual(['begin', 'ready', 'end', 'ending', 'released']);
  const { memory } = run.result;
  expect(said.at(-1)).toEqual({
    ...summed,
    pages: run.linear.afterFinish / PAGE,
    baselinePages: memory.baselineLinear / PAGE,
  });
  expect(said[marks.indexOf('end')]).toMatchObject({
    live: memory.endLive,
    peak: memory.peakLive,
    allocations: memory.allocations,
  });
  // The remaining live bytes are the interpreter's own: little more than before the program.
  const left = [...live.values()].reduce((sum, size) => sum + size, 0);
  expect(run.liveAfterRelease).toBe(left);
  expect(summed.live).toBe(left);
  const { startUp = 0 } = memory;
  expect(memory.endLive - startUp).toBeGreaterThan(3000 * 1000);
  expect(Math.abs(left - startUp)).toBeLessThan(16 * 1024);
});

test('a program’s memory is released at its end, including cycles', async () => {
  const lines = ['', 'kept = [bytearray(1000) for _ in range(1000)]', 'kept.append(kept)'];
  const left = await Promise.all(
    [1, 2, 3].map(async (count) => {
      const run = await runPython(`${lines.slice(0, count).join('\n')}\n`);
      return run.liveAfterRelease - (run.result.memory.startUp ?? 0);
    }),
  );
  for (const bytes of left) expect(Math.abs(bytes - (left[0] ?? 0))).toBeLessThan(1024);
});

test('each line has the bytes that it allocated, in any kind of frame', async () => {
  const run = await runPython(FRAMES_FILES, { questions: [{ kind: 'table', at: 'end' }] });
  expect(run.error?.traceback ?? '').toBe('');
  const { rows } = run.answers[0] as TableAnswer;
  const at = (name: string, file: string, line: number) =>
    rows.find((row) => row.name === name && row.file === file && row.line === line)?.bytes;
  expect(HELD.map(([name, file, line]) => [name, file, line, at(name, file, line)])).toEqual(HELD);
});

/** The paths to the frames with a number of own bytes, each as `function:line` places. */
function* waysTo(node: TreeNode, bytes: number, way: readonly string[] = []): Generator<string[]> {
  for (const child of node.children) {
    const here = [...way, `${child.name}:${child.line}`];
    if (child.ownBytes >= bytes) yield here;
    yield* waysTo(child, bytes, here);
  }
}

test('the callers of a line are its active calls only', async () => {
  const run = await runPython(FRAMES_FILES, { questions: [{ kind: 'tree', at: 'end' }] });
  const tree = run.answers[0] as TreeAnswer;
  const mainline = tree.children.filter(({ file }) => file === 'frames.py');
  const ways = [...waysTo({ ...tree, children: mainline }, 10_000)].filter(
    (way) => !way.join().includes('_bootstrap'),
  );
  const told = new Map(ways.map((way) => [way.at(-1), way.slice(0, -1)]));
  const line = (name: string, words: string) => `${name}:${lineOf(words)}`;
  const top = (words: string) => line('<module>', words);
  const inner = [top('outer()'), line('outer', 'inner(1)')];
  expect(Object.fromEntries(told)).toMatchObject({
    [line('decorator', '10_000')]: [top('@decorator')],
    [line('inner', '20_000')]: inner,
    [line('generator', '30_000')]: [...inner, line('inner', '    next(numbers)')],
    [line('generator', '40_000')]: [...inner, line('inner', 'return next(numbers)')],
    [line('outer', 'outer 50_000')]: [top('outer()')],
    [line('Body', '60_000')]: [top('class Body')],
    [line('deep', '70_000')]: [
      top('deep(50)'),
      ...Array.from({ length: 50 }, () => line('deep', 'deep(n - 1)')),
    ],
    [line('fails', '80_000')]: [top('catches()'), line('catches', ' fails()')],
    [line('catches', '90_000')]: [top('catches()')],
    [line('catches', '100_000')]: [top('catches()')],
    [line('<lambda>', '110_000')]: [top('kept[10]')],
    [line('<module>', '120_000')]: [],
  });
});

test('a program prints to both streams, in any script, with a working clock', async () => {
  const before = Date.now();
  const run = await runPython(
    [
      'import sys, time',
      'print("é ☃ 😀 日本", end="!\\n")',
      'print("to stderr", file=sys.stderr)',
      'sys.stderr.write("ü\\n")',
      'print(time.time(), time.time_ns() / 1e9)',
    ].join('\n'),
  );
  const after = Date.now();
  expect(run.outcome).toBe(0);
  const [text, clock = ''] = run.stdout.split('\n');
  expect(text).toBe('é ☃ 😀 日本!');
  expect(run.stderr).toBe('to stderr\nü\n');
  for (const seconds of clock.split(' ')) {
    // The clocks of a thread and of the page may be a millisecond apart.
    expect(1000 * Number(seconds)).toBeGreaterThanOrEqual(before - 2);
    expect(1000 * Number(seconds)).toBeLessThanOrEqual(after + 2);
  }
});

/** Programs that request ever more memory in their sixth line, and the kind of the request. */
const GROWING = [
  // A refusal ends the program.
  { how: 'a string', more: 'str(size) * 3' },
  // On a refusal Python raises an exception, and has no memory for more than its line.
  { how: 'a bytearray', more: 'bytearray(1000)' },
  { how: 'large bytearrays', more: 'bytearray(3_000_000)' },
];

for (const { how, more } of GROWING) {
  test(`the hard limit ends a program at the line of the request: ${how}`, async () => {
    const limit = 32 * MIB;
    const program = `rows = []
size = 1_000_000

while True:
    # Nothing here but the next line allocates.
    rows.append(${more})
`;
    const run = await runPython(program, { hardLimit: limit });
    expect(run.thrown?.name).toBe('RuntimeError');
    expect([run.outcome, run.error, run.line]).toEqual([1, null, 6]);
    const { memory } = run.result;
    expect(memory.hardLimit).toBe(limit);
    expect(memory.linear).toBeLessThanOrEqual(limit);
    expect(memory.linear).toBeGreaterThan(limit - 3 * MIB);
    expect(memory.peakLive).toBeGreaterThan(limit / 2);
    expect(memory.peakLive).toBeLessThan(limit);
    // The capture is complete, though the program was aborted.
    const summary = readCapture(run.capture);
    expect(summary.marks).not.toContain('released');
    expect(summary.said.at(-1)).toMatchObject(summary.summed);
  });
}

test('a refused large block is an exception, which a program can catch', async () => {
  const run = await runPython(
    `rows = []
try:
    while True:
        rows.append(bytearray(3_000_000))
except MemoryError as error:
    caught = len(rows)
    rows = None
    print("caught", caught, error.__traceback__.tb_lineno)
`,
    { hardLimit: 22 * MIB },
  );
  expect([run.outcome, run.thrown]).toEqual([0, null]);
  expect(run.stdout).toBe('caught 3 4\n');
});

test('a limit above the program’s peak changes nothing', async () => {
  const limited = await runPython(WORK, { hardLimit: 100 * MIB });
  const free = await runPython(WORK);
  expect(limited.outcome).toBe(0);
  expect(limited.stdout).toBe(free.stdout);
  expect(limited.result.memory.peakLive).toBe(free.result.memory.peakLive);
});

test('a request above the maximum is a MemoryError, which a program can catch', async () => {
  const run = await runPython('rows = [0] * (10**9)\n');
  expect(run.thrown).toBeNull();
  expect(run.outcome).toBe(3);
  expect(run.error).toMatchObject({
    type: 'MemoryError',
    message: 'more memory was requested at once than is available',
    line: 1,
    file: MAIN,
  });
  const caught = 'try:\n    [0] * (10**9)\nexcept MemoryError:\n    print("caught")\n';
  expect((await runPython(caught)).stdout).toBe('caught\n');
});

test('a program may exit', async () => {
  const ended = async (call: string) => {
    const { outcome, error, stderr } = await runPython(`import sys\n${call}\nprint("not here")\n`);
    return [outcome, error?.type ?? null, error?.message ?? null, error?.line ?? null, stderr];
  };
  expect(await ended('sys.exit()')).toEqual([0, null, null, null, '']);
  expect(await ended('sys.exit(0)')).toEqual([0, null, null, null, '']);
  expect(await ended('raise SystemExit')).toEqual([0, null, null, null, '']);
  expect(await ended('sys.exit(3)')).toEqual([3, 'SystemExit', '3', 2, '']);
  expect(await ended('sys.exit("bad")')).toEqual([3, 'SystemExit', 'bad', 2, 'bad\n']);
});

const TESTS = `import pytest

class Base:
    def setup_method(self):
        self.set_up = True

    def test_of_base(self):
        assert self.set_up

class TestDerived(Base):
    @pytest.mark.limit_memory("1.5 KB")
    def test_own(self):
        assert self.set_up

@pytest.mark.parametrize("a, b", [(1, "x"), (2, None)])
def test_each(a, b):
    assert (a, b) == (1, "x")

def helper_test():
    pass
`;

test('tests are functions, methods of classes and of their bases, and sets of parameters', async () => {
  const files = [{ name: 'test_it.py', source: TESTS }];
  const { tests, error } = await listTests(files, 'test_it.py');
  expect(error).toBeNull();
  expect(tests.map(({ name, limit }) => [name, limit])).toEqual([
    ['TestDerived::test_of_base', null],
    ['TestDerived::test_own', 1536],
    ['test_each[1-x]', null],
    ['test_each[2-None]', null],
  ]);
  const outcomes = await Promise.all(
    tests.map(async ({ name }) => (await runPython(files, { test: name })).outcome),
  );
  expect(outcomes).toEqual([0, 0, 0, 3]);
});

test('a file of tests with an error reports the reason', async () => {
  const listed = await listTests([{ name: 'test_it.py', source: '1 / 0\n' }], 'test_it.py');
  expect(listed.tests).toEqual([]);
  expect(listed.error).toMatchObject({ type: 'ZeroDivisionError', line: 1, file: 'test_it.py' });
});

test('a program that cannot be run is reported as text', async () => {
  const wrong = [
    await runPython('x = 1\n', { main: 'absent.py' }),
    await runPython('x = 1\n', { growth: 'a little' }),
  ];
  expect(wrong.map(({ thrown }) => thrown?.message)).toEqual([
    'there is no file "absent.py" to run',
    expect.stringContaining('growth step “a little”'),
  ]);
  const { error } = await runPython('def test_a(): pass\n', { test: 'test_b' });
  expect(error?.message).toBe(`${MAIN} has no test "test_b"`);
});
