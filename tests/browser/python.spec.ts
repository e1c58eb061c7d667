/** A learner's Python: the original exercise, its solutions, and all kinds of errors. */

import { differenceFromCPython } from '../lib/exercise-lines';
import { EXERCISE_OUTPUT } from '../lib/exercise-output';
import { expect, test } from '../lib/fixtures';
import { PythonPage, WHOLE_RUN } from './lib/python';
import { violations } from './lib/violations';

test('the output of the original file equals CPython’s, and its line 18 has the memory', async ({
  page,
}) => {
  const python = await new PythonPage(page).open();
  const result = await python.runToEnd();
  expect(result).toMatchObject({
    policy: 'as given',
    outcome: 'completed',
    error: null,
    stderr: '',
    stdout: EXERCISE_OUTPUT,
  });
  await expect(python.output).toHaveText(EXERCISE_OUTPUT, { useInnerText: true });

  const { rows, bytes } = await python.table();
  expect(rows[0]).toMatchObject({ name: 'factorial_plus', file: 'lru_cache.py', line: 18 });
  expect(differenceFromCPython(rows, bytes)).toBeLessThan(0.05);
  // The second largest is the line of the loop, which creates the keys' numbers.
  await expect(python.root.locator('.cm-editor')).toContainText('def factorial_plus');
  await expect(python.root.getByTestId('memory-plot')).toBeVisible();
  await expect(python.root.locator('highwater-flamegraph')).toBeVisible();

  await python.prove.click();
  await expect(python.root.getByTestId('program-test-report')).toHaveAttribute(
    'data-phase',
    'finished',
    { timeout: WHOLE_RUN },
  );
  await expect(python.tests).toHaveCount(6);
  await expect(python.root.getByTestId('verdict').filter({ hasText: 'FAILED' })).toHaveCount(1);
  await expect(python.root.getByTestId('test-failure')).toContainText('above the memory limit');
});

for (const solution of [
  'A cache for each instance',
  'A cache with a bound',
  'A cache that is cleared',
]) {
  test(`${solution.toLowerCase()} passes every test`, async ({ page }) => {
    const python = await new PythonPage(page).open();
    await python.root.getByTestId('origin').selectOption({ label: solution });
    await python.prove.click();
    await expect(python.root.getByTestId('program-test-report')).toHaveAttribute(
      'data-phase',
      'finished',
      { timeout: WHOLE_RUN },
    );
    await expect(python.root.getByTestId('verdict').filter({ hasText: 'PASSED' })).toHaveCount(6);
  });
}

test('a syntax error is shown with its line and a caret', async ({ page }) => {
  const python = await new PythonPage(page).open();
  const result = await python.runProgram('x = 1\nprint(x\n');
  expect(result.outcome).toBe('failed');
  expect(result.error).toMatchObject({ type: 'SyntaxError', line: 2 });
  await expect(python.traceback).toContainText(/line 2\n\s+print\(x\n\s+\^/);
});

test('an error has its traceback with source lines and carets', async ({ page }) => {
  const python = await new PythonPage(page).open();
  const result = await python.runProgram(
    'def share(n):\n    return 10 / n\n\n\nprint("before")\nshare(0)\n',
  );
  expect(result).toMatchObject({ outcome: 'failed', stdout: 'before\n' });
  expect(result.error).toEqual({
    type: 'ZeroDivisionError',
    message: 'division by zero',
    line: 2,
    file: 'lru_cache.py',
    traceback: [
      'Traceback (most recent call last):',
      '  File "lru_cache.py", line 6, in <module>',
      '    share(0)',
      '  File "lru_cache.py", line 2, in share',
      '    return 10 / n',
      '           ~~~^~~',
      'ZeroDivisionError: division by zero',
      '',
    ].join('\n'),
  });
  await python.raised.getByRole('button', { name: 'Go to line 2' }).click();
  await expect(python.editor).toBeFocused();
});

for (const [what, source, type, words] of [
  [
    'recursion without end',
    'def f(n):\n    return f(n + 1)\n\n\nf(0)\n',
    'RecursionError',
    /recursion/,
  ],
  [
    'recursion through a cache',
    'import functools\n\n\n@functools.cache\ndef f(n):\n    return f(n + 1)\n\n\nf(0)\n',
    'RecursionError',
    /recursion|call depth/,
  ],
  ['an allocation of 10 GB', 'x = bytearray(10 * 10**9)\n', null, /./],
  ['a list of 10 GB', 'x = [0] * (10 * 10**9 // 8)\n', 'MemoryError', /more memory was requested/],
  ['input', 'name = input("Who? ")\n', 'OSError', /input\(\) is not available/],
  ['a file', 'open("data.txt")\n', 'FileNotFoundError', /No such file/],
  ['a new file', 'open("data.txt", "w")\n', 'PermissionError', /no files/],
  ['the network', 'import socket\n', 'ModuleNotFoundError', /neither packages nor a network/],
  ['a deleted builtin', 'import builtins\ndel builtins.print\nprint(1)\n', 'NameError', /print/],
] as const) {
  test(`${what} ends in a clear message and leaves the page usable`, async ({ page }) => {
    const python = await new PythonPage(page).open();
    const result = await python.runProgram(source);
    expect(result.error?.message).toMatch(words);
    if (type !== null) {
      expect(result.error?.type).toBe(type);
    }
    await expect(python.raised).toContainText(result.error?.type ?? '');
    expect(await python.runProgram('print("whole")\n')).toMatchObject({
      outcome: 'completed',
      stdout: 'whole\n',
    });
  });
}

test('the hard limit ends a run with its line and all reports', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.root.evaluate((element) => {
    (element as unknown as { hardLimit: number }).hardLimit = 64 * 1024 * 1024;
  });
  const result = await python.runProgram('kept = []\nwhile True:\n    kept.append("x" * 1000)\n');
  expect(result.outcome).toBe('out-of-memory');
  expect(result.error).toMatchObject({ type: 'MemoryError', line: 3 });
  expect(result.error?.message).toContain('at line 3');
  const { rows } = await python.table();
  expect(rows[0]).toMatchObject({ file: 'lru_cache.py', line: 3 });
});

test('a test whose match never ends is stopped at once, and the page answers before', async ({
  page,
}) => {
  const python = await new PythonPage(page).open();
  await python.write(
    [
      'import pytest',
      'def test_match():',
      "    with pytest.raises(ValueError, match=r'(\\w+)+!'):",
      "        raise ValueError('a' * 60)",
      '',
    ].join('\n'),
  );
  await python.prove.click();
  const report = python.root.getByTestId('program-test-report');
  await expect(report.locator('[data-name=test_match]')).toContainText('running', {
    timeout: WHOLE_RUN,
  });
  await page.getByLabel('Theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await python.stop.click();
  await expect(report).toHaveAttribute('data-phase', 'stopped');
});

test('an endless loop is stopped at once, and its output stays', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.write('print("on")\nwhile True:\n    pass\n');
  await python.run.click();
  await expect(python.output).toHaveText('on\n', { useInnerText: true });
  await python.stop.click();
  await expect(python.run).toBeEnabled();
  expect((await python.results()).at(-1)).toMatchObject({ outcome: 'stopped', stdout: 'on\n' });
});

test('endless output is truncated to a displayable amount', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.write('while True:\n    print("line " * 20)\n');
  await python.run.click();
  await expect(python.output).toContainText(
    '[output truncated: more was printed than the page can show]',
    {
      timeout: 60_000,
    },
  );
  await python.stop.click();
  await expect(python.run).toBeEnabled();
  const [result] = (await python.results()).slice(-1);
  expect(result?.stdout.length).toBeLessThan(1.1 * 1024 * 1024);
});

for (const [width, scheme] of [
  [1280, 'light'],
  [360, 'dark'],
] as const) {
  test(`axe finds nothing after a run at ${width} pixels, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    const python = await new PythonPage(page).open();
    await python.runProgram('kept = [str(n) for n in range(1000)]\nprint(len(kept))\n1 / 0\n');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}
