/** Texts of any length on the Python page. */

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
