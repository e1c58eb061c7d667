/** Error reports of programs, compared with CPython's. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { cpython, MAIN, NO_CPYTHON, runPython } from './python-run.ts';

const SECOND = {
  name: 'second.py',
  source: 'def broken(value):\n    raise KeyError(value)\n',
};

interface Case {
  readonly name: string;
  readonly source: string;
  readonly type: string;
  readonly line: number;
  readonly file?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'calls',
    source: 'def f(x):\n    return 1 / x\n\n\ndef g():\n    f(0)\n\n\ng()\n',
    type: 'ZeroDivisionError',
    line: 2,
  },
  {
    name: 'a cause',
    source: `def read(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError("no number") from error


read("x")
`,
    type: 'RuntimeError',
    line: 5,
  },
  {
    name: 'a context',
    source: 'try:\n    {}["a"]\nexcept KeyError:\n    [].pop()\n',
    type: 'IndexError',
    line: 4,
  },
  {
    name: 'a context that is hidden',
    source: 'try:\n    {}["a"]\nexcept KeyError:\n    raise LookupError("hidden") from None\n',
    type: 'LookupError',
    line: 4,
  },
  {
    name: 'an error while another leaves',
    source: `def f():
    try:
        raise ValueError("first")
    finally:
        {}["second"]


f()
`,
    type: 'KeyError',
    line: 5,
  },
  {
    name: 'a second file',
    source: 'import second\n\nsecond.broken("ü")\n',
    type: 'KeyError',
    line: 2,
    file: SECOND.name,
  },
  {
    name: 'recursion',
    source: 'def down(n):\n    return down(n + 1)\n\n\ndown(0)\n',
    type: 'RecursionError',
    line: 2,
  },
  {
    name: 'a class of its own',
    source: `class Trouble(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")


for code in range(3):
    if code == 2:
        raise Trouble(code)
`,
    type: 'Trouble',
    line: 8,
  },
  {
    name: 'a name with a letter wrong',
    source: 'value = 3\nprint(valeu)\n',
    type: 'NameError',
    line: 2,
  },
  {
    name: 'an attribute that is not there',
    source: 'class A:\n    pass\n\n\nA().b\n',
    type: 'AttributeError',
    line: 5,
  },
  {
    name: 'an argument too few',
    source: 'def f(a, b):\n    pass\n\n\nf(1)\n',
    type: 'TypeError',
    line: 5,
  },
  {
    name: 'a generator',
    source: `def numbers():
    yield 1
    raise OSError("dry")


total = sum(n for n in numbers())
`,
    type: 'OSError',
    line: 3,
  },
  { name: 'an assertion', source: 'assert 1 + 1 == 3, "sums"\n', type: 'AssertionError', line: 1 },
  { name: 'an index', source: 'words = []\nprint(words[2])\n', type: 'IndexError', line: 2 },
  {
    name: 'a note',
    source: 'error = ValueError("noted")\nerror.add_note("and more")\nraise error\n',
    type: 'ValueError',
    line: 3,
  },
  {
    name: 'a group',
    source: 'raise ExceptionGroup("two", [ValueError("a"), TypeError("b")])\n',
    type: 'ExceptionGroup',
    line: 1,
  },
  { name: 'a colon', source: 'x = 1\nif x\n    print(x)\n', type: 'SyntaxError', line: 2 },
  { name: 'a quote', source: 'print("abc)\n', type: 'SyntaxError', line: 1 },
  { name: 'a bracket', source: 'x = (1,\ny = 2\n', type: 'SyntaxError', line: 1 },
  { name: 'an operand', source: 'x = 5 +\n', type: 'SyntaxError', line: 1 },
  {
    name: 'an indentation',
    source: 'def f():\n    return 1\n  x = 2\n',
    type: 'IndentationError',
    line: 3,
  },
  {
    name: 'what parses and does not compile',
    source: 'def f():\n    break\n',
    type: 'SyntaxError',
    line: 2,
  },
];

/** A traceback without carets, which differ between versions of CPython. */
function withoutCarets(traceback: string): string {
  return traceback
    .split('\n')
    .filter((line) => !/^\s+(\|\s+)?[~^]+$/.test(line))
    .join('\n');
}

for (const { name, source, type, line, file = MAIN } of CASES) {
  test(`the traceback is CPython’s: ${name}`, async () => {
    test.skip(NO_CPYTHON !== '', NO_CPYTHON);
    const folder = test.info().outputPath('program');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/${MAIN}`, source);
    writeFileSync(`${folder}/${SECOND.name}`, SECOND.source);
    const { stderr, status } = cpython([MAIN], folder);
    expect(status).toBe(1);

    const run = await runPython([{ name: MAIN, source }, SECOND], { traced: false });
    expect([run.outcome, run.stderr, run.stdout]).toEqual([3, '', '']);
    expect(run.error).toMatchObject({ type, line, file });
    expect(withoutCarets(run.error?.traceback ?? '')).toBe(
      withoutCarets(stderr.replaceAll(`${folder}/`, '')),
    );
    // Its last line is the type and the message, followed by the place of a syntax error.
    const message = run.error?.message.replace(/ \(main\.py, line \d+\)$/, '');
    const last = run.error?.traceback.split('\n').find((each) => each.includes(`${type}: `));
    expect(last?.replace('  | ', '')).toBe(`${type}: ${message}${suggestion(name)}`);
  });
}

/** The suggestion after the message. */
function suggestion(name: string): string {
  return name === 'a name with a letter wrong' ? ". Did you mean: 'value'?" : '';
}

test('a missing module is reported in the page’s own words', async () => {
  const { error } = await runPython('import numpy\n', { traced: false });
  expect(error).toMatchObject({ type: 'ModuleNotFoundError', line: 1, file: MAIN });
  expect(error?.message).toMatch(/^No module named 'numpy' in this playground/);
  // The import system's own frames are hidden.
  expect(error?.traceback.match(/File "/g)).toHaveLength(1);
});

test('carets are below the failing expression, with wide characters counted as two', async () => {
  const { error } = await runPython('x = 0\ny = "日本" + str(1 / x)\n', { traced: false });
  expect(error?.traceback.split('\n').slice(2, 4)).toEqual([
    '    y = "日本" + str(1 / x)',
    '                     ~~^~~',
  ]);
});
