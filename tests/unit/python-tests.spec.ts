/**
 * The files of tests/parity/test-files in the page's interpreter: their tests, in order, and each
 * verdict are compared with recordings of pytest and pytest-memray.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ProgramTest } from '../../web/src/engine/python-messages.ts';
import type { VerdictName } from '../../web/src/model/program-news.ts';
import type { ReportAnswer, ReportQuery } from '../../web/src/model/report-answers.ts';
import type { ProgramFile } from '../../web/src/model/run-result.ts';
import { judgeMemory } from '../../web/src/python/test-memory.ts';
import { REPOSITORY } from '../lib/dist.ts';
import { listTests, runPython } from './python-run.ts';

const FOLDER = join(REPOSITORY, 'tests/parity/test-files');

/** The verdict of a test, as record_tests.py describes it. */
interface Recorded {
  readonly name: string;
  readonly verdict: VerdictName;
  readonly reason?: string;
  readonly type?: string;
  readonly message?: string;
}

interface Recording {
  readonly skipped: string | null;
  readonly error: string | null;
  readonly tests: readonly Recorded[];
}

const questions: readonly ReportQuery[] = [{ kind: 'table' }, { kind: 'at', at: 'end' }];

/** The verdict of one test, with its limits. */
async function verdictOf(
  files: readonly ProgramFile[],
  main: string,
  listed: ProgramTest,
): Promise<Recorded & { line: number | null }> {
  const run = await runPython(files, { main, test: listed.name, questions });
  expect(run.thrown).toBeNull();
  const { name } = listed;
  const { verdict, reason, peak } = run.verdict ?? { verdict: 'error', reason: '', peak: 0 };
  const line = run.error?.line ?? null;
  if (verdict === 'passed' || verdict === 'xpassed') {
    const { peakLive, startUp = 0 } = run.result.memory;
    const message = await judgeMemory({
      ask: async ({ kind }) => run.answers[kind === 'table' ? 0 : 1] as ReportAnswer,
      files,
      test: listed,
      peak,
      isWholePeak: peakLive - startUp <= peak,
    });
    if (message !== null) return { name, verdict: 'failed', line };
  }
  const { type = '', message = '' } = run.error ?? {};
  return { name, verdict, reason, type, message, line };
}

/** The names of the files with tests, with their folders. */
const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)test_\w+\.py$/.test(name))
  .sort();

const sourceOf = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

test('there are at least 25 files', () => {
  expect(names.length).toBeGreaterThanOrEqual(25);
});

for (const name of names) {
  const folder = dirname(name);
  const main = name.slice(name.lastIndexOf('/') + 1);
  const files = [
    { name: main, source: sourceOf(name) },
    ...(folder === '.'
      ? []
      : [{ name: 'conftest.py', source: sourceOf(join(folder, 'conftest.py')) }]),
  ];
  const recording = JSON.parse(sourceOf(name.replace(/py$/, 'json'))) as Recording;

  test(`${name} has the tests and the verdicts of pytest`, async () => {
    const { tests, skipped, error } = await listTests(files, main);
    expect(skipped).toBe(recording.skipped);
    expect(error === null).toBe(recording.error === null);
    if (recording.error === 'Failed') expect(error?.type).toBe('Failed');
    expect(tests.map((each) => each.name)).toEqual(recording.tests.map((each) => each.name));
    for (const [index, listed] of tests.entries()) {
      const expected = recording.tests[index] as Recorded;
      const told = await verdictOf(files, main, listed);
      expect.soft(told.verdict, listed.name).toBe(expected.verdict);
      expect.soft(told.reason ?? '', listed.name).toBe(expected.reason ?? '');
      if (expected.type !== undefined) expect.soft(told.type, listed.name).toBe(expected.type);
      if (expected.message !== undefined) {
        expect.soft(told.message?.split('\n')[0], listed.name).toBe(expected.message);
      }
    }
  });
}

/** The first test of a file, run. */
async function only(source: string) {
  const files = [{ name: 'test_it.py', source: `import pytest\n\n${source}` }];
  const { tests, error } = await listTests(files, 'test_it.py');
  if (error !== null) return { error, run: null, files, listed: undefined };
  const run = await runPython(files, { test: tests[0]?.name, questions });
  return { error: run.error, run, files, listed: tests[0] };
}

const NOT_HERE: readonly (readonly [what: string, source: string, words: string])[] = [
  ['a fixture', 'def test_a(tmp_path):\n    pass\n', "the fixture 'tmp_path' is not available"],
  ['another fixture', 'def test_a(caplog):\n    pass\n', "the fixture 'caplog' is not available"],
  [
    'a function',
    'def test_a():\n    pytest.warns(Warning)\n',
    'pytest.warns is not available in this playground',
  ],
  [
    'a mark',
    '@pytest.mark.filterwarnings("error")\ndef test_a():\n    pass\n',
    'pytest.mark.filterwarnings is not available',
  ],
  [
    'a filter of leaks',
    '@pytest.mark.limit_leaks("1 MB", filter_fn=len)\ndef test_a():\n    pass\n',
    'limit_leaks(filter_fn=…) is not available',
  ],
  [
    'a hook',
    'def pytest_generate_tests(metafunc):\n    pass\n\n\ndef test_a():\n    pass\n',
    'pytest_generate_tests is not available',
  ],
  [
    'a part of the request',
    'def test_a(request):\n    request.config\n',
    'request.config is not available',
  ],
  [
    'a folder',
    'def test_a(monkeypatch):\n    monkeypatch.chdir("x")\n',
    'monkeypatch.chdir is not available',
  ],
];

for (const [what, source, words] of NOT_HERE) {
  test(`${what} that is not there is refused by its name`, async () => {
    const { error } = await only(source);
    expect(error?.message).toContain(words);
  });
}

test('an unknown fixture is named, with those that are there', async () => {
  const { error, run } = await only(
    '@pytest.fixture\ndef own():\n    pass\n\n\ndef test_a(absent):\n    pass\n',
  );
  expect(run?.verdict?.verdict).toBe('error');
  expect(error?.message).toMatch(
    /^fixture 'absent' not found\navailable fixtures: .*capsys.*monkeypatch.*own/,
  );
});

test('a limit that cannot be read makes an error of a test that passes', async () => {
  const { error, run, listed } = await only(
    '@pytest.mark.limit_memory("10 XB")\ndef test_a():\n    pass\n',
  );
  expect(listed?.limit).toBeNull();
  expect(run?.verdict?.verdict).toBe('error');
  expect(error?.message).toBe('Invalid memory size format: 10 XB');
});

test('a traceback has no lines of the package that runs tests', async () => {
  const { error } = await only(
    'def test_a():\n    with pytest.raises(ValueError, match="x"):\n        raise ValueError("y")\n',
  );
  const lines = error?.traceback.match(/File "[^"]*"/g) ?? [];
  expect(new Set(lines)).toEqual(new Set(['File "test_it.py"']));
  expect(error?.line).toBe(4);
});

test('the allocations of a test are its own alone', async () => {
  const { run, files, listed } = await only(`@pytest.fixture
def large():
    return bytearray(5_000_000)


@pytest.mark.limit_memory("100 KB")
def test_a(large):
    with pytest.raises(ValueError, match="a"):
        kept = bytearray(200_000)
        raise ValueError("a")
`);
  const message = await judgeMemory({
    ask: async () => run?.answers[0] as ReportAnswer,
    files,
    test: listed as ProgramTest,
    peak: run?.verdict?.peak ?? 0,
    isWholePeak: true,
  });
  const [largest, ...others] = (message ?? '')
    .split('Largest locations at that instant:\n')[1]
    ?.split('\n')
    .filter((line) => /^ {2}\S/.test(line.trimEnd()) || / in \d+ other/.test(line)) ?? [''];
  expect(largest).toContain('test_a test_it.py:11');
  for (const line of others) expect(line).not.toMatch(/pytest|interpreter|root/);
  // The context, the exception and its information.
  expect(run?.verdict?.peak).toBeLessThan(200_000 + 20_000);
});

test('a test that imports nothing needs less than 4 KiB', async () => {
  for (const body of [
    'pass',
    'assert 0.3 == pytest.approx(0.1 + 0.2)',
    'assert [0.3] == pytest.approx([0.1 + 0.2])',
    'assert pytest.raises(ZeroDivisionError, divmod, 1, 0).match("zero")',
  ]) {
    const { run } = await only(`def test_a(capsys, monkeypatch):\n    ${body}\n`);
    expect(run?.verdict?.verdict, body).toBe('passed');
    expect(run?.verdict?.peak, body).toBeLessThan(4096);
  }
});

test('a program that has no tests imports nothing of them', async () => {
  const { stdout } = await runPython(
    'import sys\nprint("pytest" in sys.modules, "re" in sys.modules)\n',
  );
  expect(stdout).toBe('False False\n');
});
