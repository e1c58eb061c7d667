/** Native stacks of the interpreter: the names, and no other effect. */

import { expect, test } from '@playwright/test';
import { buildOf, rangesOf } from '../../web/src/engine/custom-sections.ts';
import { isNative } from '../../web/src/model/places.ts';
import type { TreeAnswer, TreeNode } from '../../web/src/model/report-answers.ts';
import { interpreter, namesFile, runPython } from './python-run.ts';

/** Maximum run time in milliseconds, for a busy machine. */
const PATIENCE = 120_000;

const PROGRAM = `\
class Node:
    def __init__(self, value):
        self.value = value


def bytes_of(size):
    return bytearray(size)


def numbers():
    found = []
    for number in range(20000):
        found.append(number * 1000003)
    return found


def text():
    return "-".join([str(number) for number in range(3000)])


def by_key(node):
    return [node.value] * 10


kept = [bytes_of(10**6), numbers(), text()]
nodes = sorted([Node(n % 7) for n in range(500)], key=by_key)
lines = [by_key(node) for node in nodes]
print(len(kept), len(lines))
`;

/** A program that allocates in many ways, each deeper in calls than the previous one. */
const DEEP = `\
def below(depth):
    one = [depth] * 3
    two = {depth: str(depth), "text": "-".join([str(depth), "x"])}
    three = sorted([bytearray(depth), bytearray(1)], key=len)
    four = (repr(two), f"{depth:>5}", list(two.items()), {*two})
    if depth == 0:
        return [one, two, three, four]
    return [one, two, three, four, below(depth - 1)]


kept = below(400)
`;

const PEAK = { kind: 'tree' } as const;
const END = { kind: 'tree', at: 'end' } as const;
const NATIVE = { ...END, frames: 'native' } as const;

/** The names of native frames below a line of Python, at any depth. */
function nativeUnder(root: TreeAnswer | TreeNode, line: number): string[] {
  const names = new Set<string>();
  const walk = (node: TreeAnswer | TreeNode, under: boolean) => {
    for (const child of node.children) {
      const native = isNative(child);
      if (native && under) {
        names.add(child.name);
      }
      walk(child, native ? under : child.line === line);
    }
  };
  walk(root, false);
  return [...names];
}

/** A line of the program with this text. */
function lineOf(text: string): number {
  return PROGRAM.split('\n').findIndex((line) => line.includes(text)) + 1;
}

test.setTimeout(PATIENCE);

test('native stacks change nothing but the additional frames', async () => {
  const questions = [PEAK, END, { kind: 'table' }] as const;
  const plain = await runPython(PROGRAM, { questions });
  const native = await runPython(PROGRAM, { native: true, questions: [...questions, NATIVE] });
  expect([plain.error, native.error]).toEqual([null, null]);
  for (const { stdout, stderr, panics } of [plain, native]) {
    expect([stdout, stderr, panics]).toEqual(['3 500\n', '', '']);
  }
  expect(plain.result.native).toBe(false);
  expect(native.result).toEqual({ ...plain.result, native: true });
  expect(native.answers.slice(0, 3)).toEqual(plain.answers);
  test.info().annotations.push({
    type: 'milliseconds without and with native stacks',
    description: `${Math.round(plain.milliseconds)} and ${Math.round(native.milliseconds)}`,
  });
});

test('with more contexts than the maximum, Python frames stay separate', async () => {
  const questions = [END, { kind: 'table', at: 'end' }] as const;
  const plain = await runPython(DEEP, { questions });
  const native = await runPython(DEEP, { native: true, questions });
  expect([plain.error, native.error]).toEqual([null, null]);
  expect(native.answers).toEqual(plain.answers);
});

test('below a line are the functions of the interpreter that allocate for it', async () => {
  const questions = [
    NATIVE,
    { ...NATIVE, hide: ['allocator', 'std'] },
    { ...NATIVE, only: 'rustpython_vm' },
  ] as const;
  const { answers } = await runPython(PROGRAM, { native: true, questions });
  const [all, hidden, only] = answers as TreeAnswer[];
  if (all === undefined || hidden === undefined || only === undefined) throw new Error('no trees');
  for (const [text, name] of [
    ['return bytearray(size)', /bytearray|bytes_inner/i],
    ['number * 1000003', /int/],
    ['found.append(number', /list|raw_vec/],
    ['"-".join', /join/],
    ['[node.value] * 10', /list|sequence/i],
  ] as const) {
    expect(nativeUnder(all, lineOf(text)).join('\n'), text).toMatch(name);
  }
  const names = (tree: TreeAnswer) =>
    PROGRAM.split('\n').flatMap((_, i) => nativeUnder(tree, i + 1));
  // The frames of start-up, and the main loop itself, would be the same for all lines.
  expect(names(all).filter((name) => /ExecutingFrame::run$|highwater_python::/.test(name))).toEqual(
    [],
  );
  expect(names(all).filter((name) => name.startsWith('wasm+'))).toEqual([]);
  expect(names(all).some((name) => name.startsWith('alloc::raw_vec'))).toBe(true);
  expect(names(hidden).filter((name) => /^(alloc|core|std)::|__rust_/.test(name))).toEqual([]);
  expect(names(only).length).toBeGreaterThan(0);
});

test('the names and the loop are those of the module', () => {
  const module = interpreter(true);
  const build = buildOf(module) ?? 'none';
  expect(build).toMatch(/^[0-9a-f]{32}$/);
  expect(Buffer.from(namesFile()).includes(Buffer.from(build, 'hex'))).toBe(true);
  const loop = rangesOf(module);
  expect(loop.length).toBe(4);
  expect(loop[1] ?? 0).toBeGreaterThan(loop[0] ?? 0);
  // The plain interpreter has neither, and no names.
  const plain = interpreter(false);
  expect([buildOf(plain), rangesOf(plain).length]).toEqual([undefined, 0]);
  for (const each of [module, plain]) {
    expect(WebAssembly.Module.customSections(each, 'name')).toEqual([]);
  }
});
