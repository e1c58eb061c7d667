/** Texts of any length on the Python page, and programs that break the interpreter itself. */

import { expect, test } from '../lib/fixtures';
import { PythonPage } from './lib/python';

const MIB = 2 ** 20;

test('a message of 50 MiB is shown in part, and the page stays usable', async ({ page }) => {
  const python = await new PythonPage(page).open();
  const { outcome, error } = await python.runProgram('raise ValueError("x" * (50 * 2**20))\n');
  expect(outcome).toBe('failed');
  const note = `… (${50 * MIB - 10_000} more characters)`;
  expect(error?.message).toBe(`${'x'.repeat(10_000)}${note}`);
  await expect(python.raised).toContainText(note);
  await expect(python.traceback).toContainText(`ValueError: xxx`);
  const next = await python.runProgram('print("next")\n');
  expect(next).toMatchObject({ outcome: 'completed', stdout: 'next\n' });
});

test('one print of 50 MiB ends at the maximum, and says so', async ({ page }) => {
  const python = await new PythonPage(page).open();
  const { outcome, stdout } = await python.runProgram('print("x" * (50 * 2**20))\n');
  expect(outcome).toBe('completed');
  const note = '\n[output truncated: more was printed than the page can show]\n';
  expect(stdout).toBe(`${'x'.repeat(MIB)}${note}`);
  await expect(python.output).toContainText('[output truncated');
});

test('a million empty lines are all shown', async ({ page }) => {
  const python = await new PythonPage(page).open();
  const { outcome, stdout } = await python.runProgram(
    'for _ in range(10**6):\n    print()\nprint("end")\n',
  );
  expect(outcome).toBe('completed');
  expect(stdout).toBe(`${'\n'.repeat(10 ** 6)}end\n`);
  await expect(python.output).toContainText('end');
  expect(await python.output.evaluate((output) => output.textContent?.length)).toBe(10 ** 6 + 4);
});

test('output to both streams keeps its order and its lines', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.runProgram(
    `import sys
for number in range(3000):
    print("out", number)
    print("error", number, file=sys.stderr)
`,
  );
  const lines = Array.from({ length: 3000 }, (_, number) => `out ${number}\nerror ${number}\n`);
  expect(await python.output.evaluate((output) => output.textContent)).toBe(lines.join(''));
  await expect(python.output.locator('.stderr')).toHaveCount(3000);
});

test.describe('bytecode made by hand', () => {
  const BREAKING = `kept = [bytearray(1000) for _ in range(1000)]
print("before")


def f():
    pass


# The return of a value, without one.
f.__code__ = f.__code__.replace(co_code=f.__code__.co_code[-2:])
f()
`;

  test('ends the run as the interpreter’s fault, with its line and all reports', async ({
    page,
  }) => {
    const python = await new PythonPage(page).open();
    const result = await python.runProgram(BREAKING);
    expect(result).toMatchObject({ outcome: 'failed', stdout: 'before\n' });
    expect(result.error?.type).toBe('SystemError');
    expect(result.error?.message).toMatch(
      /^the interpreter broke down in line \d+\. This is a fault of the interpreter/,
    );
    await expect(python.raised).toContainText('the interpreter broke down');
    const { rows } = await python.table();
    expect(rows.find(({ line }) => line === 1)?.bytes).toBeGreaterThan(1_000_000);
    // The next run is whole.
    const next = await python.runProgram('print(sum(range(10)))\n');
    expect(next).toMatchObject({ outcome: 'completed', stdout: '45\n', error: null });
  });

  test('fails a test of the file in the same words, and leaves the others', async ({ page }) => {
    const python = await new PythonPage(page).open();
    await python.write(`def test_broken():
    code = test_whole.__code__
    test_whole.__code__ = code.replace(co_code=code.co_code[-2:])
    test_whole()


def test_whole():
    assert True
`);
    await python.prove.click();
    const row = (name: string) => python.tests.and(page.locator(`[data-name=${name}]`));
    await expect(row('test_broken')).toContainText('FAILED');
    await expect(row('test_whole')).toContainText('PASSED');
    await expect(
      python.root.getByTestId('test-failure').filter({ hasText: 'broke down' }),
    ).toHaveCount(1);
  });

  test('that breaks the reading of the tests is reported as text', async ({ page }) => {
    const python = await new PythonPage(page).open();
    await python.write(`${BREAKING}\n\ndef test_never():\n    pass\n`);
    await python.prove.click();
    // The tests of the exercise import the file too.
    await expect(
      python.root.getByTestId('test-failure').filter({ hasText: 'the interpreter broke down' }),
    ).toHaveCount(2);
  });
});
