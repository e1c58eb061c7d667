/** The verdicts of a program's tests on the page: the report, its last line and the API. */

import { expect, test } from '../lib/fixtures';
import { PythonPage, WHOLE_RUN } from './lib/python';

const TESTS = `import pytest


def test_passes(capsys):
    print("seen")
    assert capsys.readouterr().out == "seen\\n"


def test_fails():
    with pytest.raises(ValueError):
        pass


@pytest.mark.skip(reason="not on this page")
def test_skipped():
    raise AssertionError


@pytest.mark.xfail(reason="known fault")
def test_expected():
    assert False


@pytest.mark.xfail(reason="mended")
def test_unexpected():
    pass


def test_unknown(absent):
    pass


KEPT = []


@pytest.mark.limit_leaks("100 KB")
def test_keeps():
    KEPT.append(bytearray(1_000_000))


@pytest.fixture
def large():
    return bytearray(5_000_000)


@pytest.mark.limit_memory("1 MB")
def test_small(large):
    assert len(bytearray(500_000)) == 500_000
`;

const VERDICTS = {
  test_passes: 'passed',
  test_fails: 'failed',
  test_skipped: 'skipped',
  test_expected: 'xfailed',
  test_unexpected: 'xpassed',
  test_unknown: 'error',
  test_keeps: 'failed',
  test_small: 'passed',
};

const SUMMARY =
  /^\s*2 failed, 2 passed, 1 skipped, 1 xfailed, 1 xpassed, 1 error in .*, highest peak \S+\s*$/;

test('each verdict of pytest is shown, with its reason, and told by the API', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.root.getByTestId('exercise').selectOption('own');
  await python.write(TESTS);
  const told = python.root.evaluate(
    (element) =>
      (element as unknown as { test(): Promise<Record<string, unknown>> }).test() as Promise<{
        passed: number;
        failed: number;
        skipped: number;
        tests: { name: string; verdict: string; passed: boolean; reason: string }[];
      }>,
  );
  const report = python.root.getByTestId('program-test-report');
  await expect(report).toHaveAttribute('data-phase', 'finished', { timeout: WHOLE_RUN });
  for (const [name, verdict] of Object.entries(VERDICTS)) {
    await expect(report.locator(`[data-name=${name}]`).getByTestId('verdict')).toContainText(
      verdict.toUpperCase(),
    );
  }
  await expect(report.getByTestId('reason')).toHaveText([
    'not on this page',
    'known fault',
    'mended',
  ]);
  await expect(python.root.getByTestId('program-test-status')).toHaveText(SUMMARY);
  const failures = python.root.getByTestId('test-failure');
  await expect(failures).toHaveCount(3);
  await expect(failures.nth(0)).toContainText("Failed: DID NOT RAISE <class 'ValueError'>");
  await expect(failures.nth(1)).toContainText("fixture 'absent' not found");
  await expect(failures.nth(2)).toContainText(
    /left more at 1\.[\s\S]*976\.6KiB {2}test_keeps program\.py:38\s+KEPT\.append/,
  );

  const { passed, failed, skipped, tests } = await told;
  expect({ passed, failed, skipped }).toEqual({ passed: 3, failed: 3, skipped: 2 });
  expect(Object.fromEntries(tests.map(({ name, verdict }) => [name, verdict]))).toEqual(VERDICTS);
  expect(tests.filter((each) => !each.passed).map(({ name }) => name)).toEqual([
    'test_fails',
    'test_unknown',
    'test_keeps',
  ]);
});

test('a file that is skipped as a whole is one line of the report', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.root.getByTestId('exercise').selectOption('own');
  await python.write(`import pytest

pytest.importorskip("numpy", reason="needs numpy")


def test_never():
    raise AssertionError
`);
  await python.prove.click();
  await expect(python.tests).toHaveText([/program\.py::collection\s+needs numpy\s+SKIPPED/]);
  await expect(python.root.getByTestId('program-test-status')).toContainText('1 skipped in');
});
