/** The pages before the interpreter is compiled, and its arrival without a reload. */

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { InterpreterState } from '../../web/src/engine/awaited-interpreter';
import type { ProgramResult } from '../../web/src/model/program-result';
import { AwaitingSite, buildAwaitingPages } from '../lib/awaiting-site';
import { expect, test as pageTest } from '../lib/fixtures';
import type { PlaygroundElement } from './lib/playground';
import { type PythonElement, PythonPage, WHOLE_RUN } from './lib/python';

const test = pageTest.extend<{ site: AwaitingSite }, { pages: string }>({
  pages: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires the pattern
    async ({}, use) => {
      const folder = buildAwaitingPages();
      await use(folder);
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  site: async ({ pages }, use) => {
    const site = await AwaitingSite.open(pages);
    await use(site);
    await site.close();
  },
  baseURL: async ({ site }, use) => use(site.url),
});

const COMPILING: InterpreterState = {
  state: 'compiling',
  step: 'compiling its crates',
  done: 212,
  total: 430,
  share: 0.2,
  secondsLeft: 301,
};

const FAILED: InterpreterState = { state: 'failed', log: 'target/serve/interpreter.log' };

const PROGRAM = 'print("written while it was compiled")\n';

test('the pages without the interpreter need none of its files', ({ pages }) => {
  const files = readdirSync(join(pages, 'assets'));
  expect(files.filter((name) => /highwater_python|python-worker|licences/.test(name))).toEqual([]);
  // The engine of the first load, and the one with all policies.
  expect(files.filter((name) => /highwater_engine_bg/.test(name))).toHaveLength(2);
});

test('the page shows the progress, and a waiting program runs when the interpreter is ready @phone', async ({
  page,
  site,
}) => {
  site.report(COMPILING);
  const python = await new PythonPage(page).open();
  const wait = python.root.getByTestId('interpreter-wait');
  await expect(wait).toContainText(
    'The Python interpreter is being compiled on this machine: compiling its crates, 212 of 430, about 5 minutes left.',
  );
  await expect(wait.getByRole('progressbar')).toHaveAttribute('value', '0.2');

  await python.write(PROGRAM);
  await python.run.click();
  await expect(python.stop).toBeEnabled();
  site.report({
    ...COMPILING,
    step: 'compressing it',
    done: 0,
    total: 0,
    share: 0.9,
    secondsLeft: 20,
  });
  await expect(wait).toContainText('on this machine: compressing it, less than a minute left.');
  await expect(python.stop).toBeEnabled();

  site.complete();
  await expect(python.root.getByTestId('interpreter-ready')).toHaveText(
    'The interpreter is ready.',
  );
  await expect(wait).toHaveCount(0);
  await expect(python.run).toBeEnabled({ timeout: WHOLE_RUN });
  const [result] = await python.results();
  expect(result).toMatchObject({
    outcome: 'completed',
    error: null,
    stdout: 'written while it was compiled\n',
  });
  expect(await python.root.evaluate((element) => (element as PythonElement).source)).toBe(PROGRAM);
  await expect(page.locator('#licences a')).toHaveText('Third-party licences');

  // Files that the page loads later are available too: the tests' worker and the native build of
  // the interpreter.
  const { passed, failed } = await python.root.evaluate((element) => {
    const playground = element as PythonElement;
    playground.source = 'def test_one():\n    assert 1 + 1 == 2\n';
    return playground.test();
  });
  expect(passed + failed).toBeGreaterThan(0);
  const native = await python.root.evaluate(async (element) => {
    const playground = element as PythonElement & { native: boolean };
    playground.native = true;
    playground.source = 'kept = [str(n) for n in range(1000)]\n';
    await playground.run();
    return playground.report({ kind: 'tree', frames: 'native' });
  });
  expect(JSON.stringify(native)).toContain('rustpython');
});

test('a waiting program can be stopped', async ({ page, site }) => {
  site.report(COMPILING);
  const python = await new PythonPage(page).open();
  await python.run.click();
  await python.stop.click();
  await expect(python.run).toBeEnabled();
  expect(await python.results()).toMatchObject([{ outcome: 'stopped', stdout: '' }]);
});

test('a failed compilation is shown with the path of its log', async ({ page, site }) => {
  site.report(FAILED);
  const python = await new PythonPage(page).open();
  const why =
    'he interpreter could not be compiled: see target/serve/interpreter.log or the terminal of ./www-build.sh serve';
  await expect(python.root.getByTestId('interpreter-failed')).toHaveText(`T${why}.`);
  const result = await python.runToEnd();
  expect(result.outcome).toBe('failed');
  expect(JSON.stringify(result.error)).toContain(`t${why}`);

  // The next `serve` compiles it again, with the page still open.
  site.report(COMPILING);
  await expect(python.root.getByTestId('interpreter-wait')).toContainText('212 of 430');
});

test('a playground whose engine is Python waits too', async ({ page, site }) => {
  site.report(COMPILING);
  await page.goto('./');
  const results = page.evaluate(async (source) => {
    const element = document.createElement('highwater-playground') as PlaygroundElement & {
      source: string;
    };
    element.setAttribute('engine', 'python');
    element.source = source;
    document.body.prepend(element);
    const [result] = await element.run();
    return result as unknown as ProgramResult;
  }, PROGRAM);
  await expect(page.getByTestId('interpreter-wait')).toContainText('212 of 430');
  site.complete();
  expect((await results).stdout).toBe('written while it was compiled\n');
});
