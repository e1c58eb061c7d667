/** Texts of any length that a program makes: cut inside the interpreter, and said to be. */

import { expect, test } from '@playwright/test';
import { listTests, MAIN, runPython } from './python-run.ts';

const MIB = 2 ** 20;

/** The maximum lengths, with the note about the part that is cut. */
const LONGEST_NAME = 240;
const LONGEST_MESSAGE = 10_040;
const LONGEST_TRACEBACK = 200_080;

/** Python that makes a text of 50 MiB. */
const LARGE = '"x" * (50 * 2**20)';

const UNTRACED = { traced: false };

test('one print is cut at the maximum of its stream, which it ends', async () => {
  const { outcome, stdout, stderr } = await runPython(
    `import sys\nprint("first")\nprint(${LARGE})\nprint("after")\nprint("error", file=sys.stderr)\n`,
    UNTRACED,
  );
  expect(outcome).toBe(0);
  expect(stdout.slice(0, 9)).toBe('first\nxxx');
  expect(stdout).toHaveLength(MIB + '[cut]'.length);
  expect(stdout.slice(-6)).toBe('x[cut]');
  expect(stderr).toBe('error\n');
});

test('output is cut between characters', async () => {
  const { stdout } = await runPython('print("日" * 2**20)\n', UNTRACED);
  const whole = Math.floor(MIB / 3);
  expect(stdout).toBe(`${'日'.repeat(whole)}[cut]`);
});

test('many short writes are cut together', async () => {
  const { stdout } = await runPython('for _ in range(2**18):\n    print("12345")\n', UNTRACED);
  expect(stdout).toHaveLength(MIB + '[cut]'.length);
});

test('a million lines are printed whole', async () => {
  const { stdout } = await runPython('for _ in range(10**6):\n    print()\n', UNTRACED);
  expect(stdout).toBe('\n'.repeat(10 ** 6));
});

test('a program cannot write to the stream of the interpreter’s own messages', async () => {
  const { outcome, panics } = await runPython(
    'import _highwater\n_highwater.write(3, "capacity overflow")\n_highwater.write(0, "x")\n',
    UNTRACED,
  );
  expect([outcome, panics]).toEqual([0, '']);
});

for (const [what, source, type] of [
  ['a message', `raise ValueError(${LARGE})`, 'ValueError'],
  ['a key', `{}[${LARGE}]`, 'KeyError'],
  ['a note', `error = ValueError("short")\nerror.add_note(${LARGE})\nraise error`, 'ValueError'],
  ['an assertion', `assert False, ${LARGE}`, 'AssertionError'],
  [
    'a cause',
    `try:\n    raise ValueError(${LARGE})\nexcept ValueError as error:\n    raise OSError("short") from error`,
    'OSError',
  ],
  [
    'a member of a group',
    `raise ExceptionGroup("group", [ValueError(${LARGE})])`,
    'ExceptionGroup',
  ],
  [
    'a repr',
    `class A:\n    def __repr__(self):\n        return ${LARGE}\n\n\nraise KeyError(A())`,
    'KeyError',
  ],
  [
    'many frames',
    'def f(n):\n    return g(n)\n\n\ndef g(n):\n    return f(n + 1)\n\n\nf(0)',
    'RecursionError',
  ],
  [
    'a long chain of causes',
    `error = None
for number in range(20_000):
    following = ValueError(number)
    following.__cause__ = error
    error = following
raise error`,
    'ValueError',
  ],
  ['a line', `value = ${`"${'x'.repeat(2 * MIB)}"`} + 1`, 'TypeError'],
  ['a line that is no Python', `value = ${`"${'x'.repeat(2 * MIB)}"`} 1`, 'SyntaxError'],
  [
    'a message, without the module that describes it',
    `import sys\nsys.modules["traceback"] = None\nraise ValueError(${LARGE})`,
    'ValueError',
  ],
] as const) {
  test(`${what} of any length is an error of a bounded one`, async () => {
    const { outcome, error } = await runPython(`${source}\n`, UNTRACED);
    expect(outcome).toBe(3);
    expect(error?.type).toBe(type);
    expect(error?.message.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
    expect(error?.traceback.length).toBeLessThanOrEqual(LONGEST_TRACEBACK);
    expect(error?.traceback).toContain(type);
  });
}

test('a note states the length cut from a message', async () => {
  const { error } = await runPython(`raise ValueError(${LARGE})\n`, UNTRACED);
  const expected = `${'x'.repeat(10_000)}… (${50 * MIB - 10_000} more characters)`;
  expect(error).toMatchObject({ message: expected, line: 1, file: MAIN });
  expect(error?.traceback).toContain(`ValueError: ${expected}`);
});

test('a note states the length cut from a source line', async () => {
  const { error } = await runPython(`value = "${'x'.repeat(5000)}" + 1\n`, UNTRACED);
  expect(error?.traceback).toContain(`    value = "${'x'.repeat(991)}… (`);
});

test('the beginning and the end of a long traceback stay', async () => {
  const { error } = await runPython(
    `LONG = "f" + "x" * 500
for number in range(600):
    exec(f"def {LONG}{number}():\\n    {LONG}{number + 1}()")
exec(f"def {LONG}600():\\n    raise ValueError('last')")
exec(f"{LONG}0()")
`,
    UNTRACED,
  );
  expect(error?.traceback).toMatch(/^Traceback \(most recent call last\):\n {2}File "main.py"/);
  expect(error?.traceback).toMatch(/\n… \(\d+ more characters\)\n {2}File "<string>"/);
  expect(error?.traceback).toMatch(/ValueError: last\n$/);
});

test('the name of an exception’s class is cut', async () => {
  const { error } = await runPython(
    `raise type(${LARGE}, (Exception,), {})("message")\n`,
    UNTRACED,
  );
  expect(error?.type).toMatch(/^x{200}… \(\d+ more characters\)$/);
  expect(error?.traceback.length).toBeLessThanOrEqual(LONGEST_TRACEBACK);
});

test.describe('tests', () => {
  const SOURCE = `import pytest

LARGE = ${LARGE}


@pytest.mark.parametrize("text", [LARGE + "1", LARGE + "2", "short"])
def test_texts(text):
    assert text.endswith("2")


def test_no_error():
    with pytest.raises(ValueError, match="y" * 10**6):
        raise ValueError(LARGE)
`;
  const FILES = [{ name: MAIN, source: SOURCE }];

  test('have names of a bounded length, all different', async () => {
    const { tests } = await listTests(FILES, MAIN);
    const names = tests.map(({ name }) => name);
    expect(names).toHaveLength(4);
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(LONGEST_NAME + 30);
    expect(names).toContain('test_texts[short]');
  });

  test('of cut names are those of their own parameters', async () => {
    const { tests } = await listTests(FILES, MAIN);
    const outcomes = [];
    for (const { name } of tests.slice(0, 3)) {
      outcomes.push((await runPython(FILES, { ...UNTRACED, test: name })).outcome);
    }
    expect(outcomes).toEqual([3, 0, 3]);
  });

  test('quote the beginning of long values', async () => {
    const { error } = await runPython(FILES, { ...UNTRACED, test: 'test_no_error' });
    expect(error?.type).toBe('AssertionError');
    expect(error?.message).toMatch(
      /^Regex pattern did not match\.\n Regex: 'y{1000}'… \(\d+ more characters\)\n Input: 'x{1000}'… \(\d+ more characters\)$/,
    );
  });

  test('of any number are refused', async () => {
    const source = `import pytest\n\n\n@pytest.mark.parametrize("n", range(2000))\ndef test_n(n):\n    pass\n`;
    const { tests, error } = await listTests([{ name: MAIN, source }], MAIN);
    expect(tests).toEqual([]);
    expect(error?.message).toBe('main.py has 2,000 tests; this playground runs 1,000');
  });
});
