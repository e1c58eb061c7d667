/** `<highwater-playground engine="python">` in a host page. */

import type { Page } from '@playwright/test';
import type { ProgramResult } from '../../web/src/model/program-result';
import type { ReportAnswer, ReportQuery, TableAnswer } from '../../web/src/model/report-answers';
import type { ProgramTestReport } from '../../web/src/python/program-tests-controller';
import { expect, test } from '../lib/fixtures';
import { FROM_ANOTHER_ORIGIN, openEmbedding, openFromAnotherOrigin } from './lib/embedding';
import { kindsOf, MEMORY, RESULT } from './lib/result-kinds';

/** The element with this engine. */
interface PythonPlayground extends HTMLElement {
  source: string;
  readonly results: ProgramResult[];
  run(): Promise<ProgramResult[]>;
  stop(): void;
  test(): Promise<ProgramTestReport>;
  report(name: string, query: ReportQuery): Promise<ReportAnswer>;
  export(name: string, format: string, query: ReportQuery): Promise<Uint8Array>;
  capture(name: string): Promise<Blob>;
  open(file: Blob): Promise<unknown>;
}

const PROGRAM = `
kept = [str(number) for number in range(20_000)]
print(len(kept))


def test_the_last():
    assert kept[-1] == '19999'


def test_the_first():
    assert kept[0] == '1'
`;

const WITH_SCRIPT = `
  <highwater-playground engine="python">
    <script type="text/x-python">${PROGRAM.replaceAll(/^(?=.)/gm, '      ')}</script>
  </highwater-playground>`;

const BARE = '<highwater-playground engine="python"></highwater-playground>';

const element = (page: Page) => page.locator('highwater-playground');

/** The text in the editor. */
const code = (page: Page) => page.locator('highwater-python .cm-content');

test('the script inside is run, and the host page receives its events', async ({ page }) => {
  await openEmbedding(page, WITH_SCRIPT);
  await expect(code(page)).toContainText('kept = [');
  const heard = await page.evaluateHandle(() => {
    const events: [string, string, unknown][] = [];
    for (const name of ['highwater-progress', 'highwater-result', 'highwater-test']) {
      document.addEventListener(name, (event) => {
        const { localName } = event.target as Element;
        const { policy, passed } = (event as CustomEvent).detail;
        events.push([name, localName, policy ?? passed]);
      });
    }
    return events;
  });
  const [result, ...others] = await element(page).evaluate((host) =>
    (host as PythonPlayground).run(),
  );
  expect(others).toEqual([]);
  expect(result?.stdout).toBe('20000\n');
  expect(kindsOf(result)).toEqual({
    ...RESULT,
    ranges: [],
    phases: [],
    memory: { ...MEMORY, startUp: 'number' },
    stdout: 'string',
    stderr: 'string',
  });
  const asked = await element(page).evaluate(async (host, name) => {
    const python = host as PythonPlayground;
    const [table, file, capture, tests] = [
      await python.report(name, { kind: 'table' }),
      await python.export(name, 'collapsed', { kind: 'high-water-mark' }),
      await python.capture(name),
      await python.test(),
    ];
    const refused = await Promise.all([
      python.report('nobody', { kind: 'table' }).catch(String),
      python.open(capture).catch(String),
    ]);
    return { table, file: new TextDecoder().decode(file), size: capture.size, tests, refused };
  }, result?.policy ?? '');
  const { rows, bytes } = asked.table as TableAnswer;
  expect(bytes).toBe(result?.memory.peakLive);
  expect(rows.some(({ file, line }) => file === 'program.py' && line === 1)).toBe(true);
  expect(asked.file).toContain('program.py');
  expect(asked.size).toBeGreaterThan(1000);
  expect(asked.tests).toMatchObject({ passed: 1, failed: 1, changed: [] });
  expect(asked.tests.tests.map(({ name, passed }) => [name, passed])).toEqual([
    ['test_the_last', true],
    ['test_the_first', false],
  ]);
  expect(asked.refused).toEqual([
    expect.stringContaining('nobody has not been run'),
    expect.stringContaining('captures cannot be opened'),
  ]);
  const events = await heard.jsonValue();
  expect(events.filter(([name]) => name !== 'highwater-progress')).toEqual([
    ['highwater-result', 'highwater-playground', 'as given'],
    ['highwater-test', 'highwater-playground', 1],
  ]);
});

test('the property sets the program, and an error is reported with its line', async ({ page }) => {
  await openEmbedding(page, BARE);
  const { result, source, latest } = await element(page).evaluate(async (host) => {
    const python = host as PythonPlayground;
    python.source = 'import sys\nprint("on", file=sys.stderr)\n1 / 0\n';
    const [[result], again] = await Promise.all([python.run(), python.run()]);
    return { result, source: python.source, latest: [again[0]?.policy, python.results.length] };
  });
  expect(source).toContain('1 / 0');
  expect(latest).toEqual([result?.policy, 1]);
  expect(result).toMatchObject({ outcome: 'failed', stdout: '', stderr: 'on\n' });
  expect(Object.keys(result?.error ?? {}).sort()).toEqual([
    'file',
    'line',
    'message',
    'traceback',
    'type',
  ]);
  expect(result?.error).toMatchObject({
    type: 'ZeroDivisionError',
    message: 'division by zero',
    file: 'program.py',
    line: 3,
  });
});

test('a property set before the script is loaded counts', async ({ page }) => {
  await openEmbedding(page, BARE, { script: null });
  await page.evaluate(() => {
    const host = document.querySelector('highwater-playground') as PythonPlayground;
    host.source = 'print("early")\n';
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', src: './highwater.js' });
    document.head.append(script);
  });
  await expect(code(page)).toHaveText('print("early")');
});

test('attributes are applied, and an invalid one is reported', async ({ page }) => {
  await openEmbedding(
    page,
    '<highwater-playground engine="python" exercise="a-list-for-a-sum" hard-limit="64MB" theme="dark"></highwater-playground>',
  );
  const inner = page.locator('highwater-python');
  await expect(inner.getByRole('heading', { name: 'A list for a sum' })).toBeVisible();
  await expect(inner).toHaveAttribute('theme', 'dark');
  const [result] = await element(page).evaluate((host) => {
    const python = host as PythonPlayground;
    python.source = 'kept = []\nwhile True:\n    kept.append("x" * 1000)\n';
    return python.run();
  });
  expect(result).toMatchObject({
    outcome: 'out-of-memory',
    error: { type: 'MemoryError', line: 3 },
    memory: { hardLimit: 64 * 1024 * 1024 },
  });
  await element(page).evaluate((host) => host.setAttribute('hard-limit', 'plenty'));
  await expect(element(page).getByTestId('problems')).toContainText(
    'hard-limit: “plenty” is not a size',
  );
  await element(page).evaluate((host) => host.removeAttribute('hard-limit'));
  await expect(element(page).getByTestId('problems')).toHaveCount(0);
});

test('the engine can be changed on the page', async ({ page }) => {
  await openEmbedding(page, '<highwater-playground ranges="30"></highwater-playground>');
  await expect(element(page).locator('highwater-memory-plot')).toBeVisible();
  await element(page).evaluate((host) => host.setAttribute('engine', 'python'));
  await expect(code(page)).toBeVisible();
  await element(page).evaluate((host) => host.removeAttribute('engine'));
  await expect(page.locator('highwater-python')).toHaveCount(0);
  await expect(element(page).getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
});

test('stop() ends the run and keeps what it printed', async ({ page }) => {
  await openEmbedding(page, BARE);
  const running = element(page).evaluate((host) => {
    const python = host as PythonPlayground;
    python.source = 'print("on")\nwhile True:\n    [0] * 1000\n';
    return python.run();
  });
  await expect(element(page).getByTestId('output')).toHaveText('on\n', { useInnerText: true });
  await element(page).evaluate((host) => (host as PythonPlayground).stop());
  const results = await running;
  expect(results.map(({ outcome, stdout }) => [outcome, stdout])).toEqual([['stopped', 'on\n']]);
});

test('embedded, it waits for the reader', async ({ page }) => {
  await openEmbedding(
    page,
    '<highwater-playground engine="python" embed autorun="0"></highwater-playground>',
  );
  const start = element(page).getByRole('button', { name: 'Start' });
  await expect(element(page)).toContainText('the memory of each line');
  await expect(page.locator('highwater-python')).toHaveCount(0);
  await start.click();
  await expect(code(page)).toBeVisible();
});

test('a shared link opens the page of the build', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openEmbedding(page, BARE);
  await expect(code(page)).toContainText('def ');
  await element(page).evaluate((host) => {
    (host as PythonPlayground).source = 'print("shared")\n';
  });
  await page
    .locator('highwater-python')
    .getByRole('button', { name: /link|share/i })
    .click();
  const link = await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('/some/sub/path/python.html#code=')
    .then(() => page.evaluate(() => navigator.clipboard.readText()));
  await page.goto(link);
  await expect(code(page)).toHaveText('print("shared")');
});

test('the single-file page reports that it has no interpreter, with an alternative', async ({
  page,
}) => {
  await page.goto('./highwater.html?engine=python');
  await expect(element(page).getByTestId('load-error')).toContainText(
    'The Python engine is not available.',
  );
  await expect(element(page)).toContainText('python.html');
  const answers = await element(page).evaluate(async (host) => {
    const python = host as PythonPlayground;
    return [await python.run(), await python.test().catch(String)];
  });
  expect(answers).toEqual([
    [],
    expect.stringContaining('The interpreter is too large for the single-file page'),
  ]);
  // It links to no other page.
  await expect(page.locator('header a')).toHaveCount(0);
});

test('the first page links to the Python page, and loads nothing of it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const width of [360, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('./');
    await expect(element(page).locator('highwater-memory-plot canvas').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  expect(asked.filter((url) => /python|brotli/.test(url))).toEqual([]);
  await page.getByRole('link', { name: 'Your own Python' }).click();
  await expect(code(page)).toContainText('def ');
});

test.describe('from another origin', () => {
  test.use({ allowedProblems: FROM_ANOTHER_ORIGIN });

  test('it runs and tests, under a strict policy that names that origin', async ({ page }) => {
    const close = await openFromAnotherOrigin(page, WITH_SCRIPT, test.info().outputPath('site'));
    try {
      await expect(code(page)).toContainText('kept = [');
      const [results, { passed, failed }] = await element(page).evaluate(async (host) => {
        const python = host as PythonPlayground;
        return [await python.run(), await python.test()] as const;
      });
      expect(results.map(({ outcome, stdout }) => [outcome, stdout])).toEqual([
        ['completed', '20000\n'],
      ]);
      expect([passed, failed]).toEqual([1, 1]);
    } finally {
      await close();
    }
  });
});
