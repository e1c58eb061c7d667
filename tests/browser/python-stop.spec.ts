/** Programs that are stopped: everything that they recorded and printed is there. */

import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';
import { type PythonElement, PythonPage } from './lib/python';
import { countHandovers } from './lib/workers';

const MB = 1024 ** 2;
const ALLOCATED = 500 * MB;

/** The steps after the allocation of 500 MB, without another one. */
const ENDLESS = {
  'a loop': 'while True:\n    pass',
  'a sleep': 'import time\ntime.sleep(3600)',
  calls: 'def f():\n    pass\nfor _ in iter(int, 1):\n    f()',
  'a single step': 'import itertools\n0 in itertools.repeat(1)',
};

for (const [what, code] of Object.entries(ENDLESS)) {
  test(`500 MB before ${what} are shown while it runs, and after Stop`, async ({ page }) => {
    const python = await new PythonPage(page).open();
    await python.write(`import itertools\nkept = bytearray(${ALLOCATED})\n${code}\n`);
    await python.run.click();
    // The curve has it while the program runs.
    await expect(python.runs).toContainText(/peak 5\d\d(\.\d)?\s*MiB.*running/s, {
      timeout: 60_000,
    });
    await python.stop.click();
    await expect(python.run).toBeEnabled();
    const [result] = await python.results();
    expect(result).toMatchObject({ outcome: 'stopped', error: null });
    expect(result?.memory.peakLive).toBeGreaterThanOrEqual(ALLOCATED);
    expect(result?.memory.endLive).toBeGreaterThanOrEqual(ALLOCATED);
    expect(result?.memory.linear).toBeGreaterThanOrEqual(ALLOCATED);
    await expect(python.runs).toContainText('stopped');
    const { rows } = await python.table();
    expect(rows[0]).toMatchObject({ file: 'lru_cache.py', line: 2 });
    expect(rows[0]?.bytes).toBeGreaterThanOrEqual(ALLOCATED);
  });
}

test('what a program allocated and printed up to a tenth of a second before Stop is there', async ({
  page,
}) => {
  const python = await new PythonPage(page).open();
  await python.write(`
import time
kept = []
while True:
    kept.append(bytearray(100_000))
    print(len(kept), int(time.time() * 1000))
    time.sleep(0.01)
`);
  const lags: number[] = [];
  for (let times = 0; times < 4; times += 1) {
    await python.run.click();
    await expect(python.output).toContainText('\n20 ');
    const stoppedAt = await python.root.evaluate((element) => {
      const now = Date.now();
      (element as PythonElement).stop();
      return now;
    });
    await expect(python.run).toBeEnabled();
    const [result] = await python.results();
    expect(result).toMatchObject({ outcome: 'stopped', error: null });
    const [count, printedAt] = (result?.stdout.trim().split('\n').at(-1) ?? '')
      .split(' ')
      .map(Number);
    lags.push(stoppedAt - (printedAt ?? 0));
    // Each line is sent with the records before it.
    expect(result?.memory.peakLive).toBeGreaterThanOrEqual((count ?? 0) * 100_000);
    expect(result?.memory.endLive).toBeGreaterThanOrEqual((count ?? 0) * 100_000);
  }
  // The least of them: a busy machine may let the worker wait at any time.
  expect(Math.min(...lags)).toBeLessThan(100);
});

for (const [what, code] of [
  ['allocates without end', 'while True:\n    kept = str(1.5)'],
  ['loops without an allocation', 'while True:\n    pass'],
] as const) {
  test(`a program that ${what} hands over its records ten times a second`, async ({ page }) => {
    const handovers = await countHandovers(page, 'python-worker');
    const python = await new PythonPage(page).open();
    await python.write(code);
    await python.run.click();
    await expect(python.runs).toContainText(/allocations in ([2-9]|\d\d)\.\d+ s/, {
      timeout: 30_000,
    });
    await python.stop.click();
    await expect(python.run).toBeEnabled();
    const [result] = await python.results();
    const seconds = (result?.durationMs ?? 0) / 1000;
    expect(seconds).toBeGreaterThan(1.9);
    expect(await handovers()).toBeGreaterThanOrEqual(10 * seconds);
  });
}

test('so does the exercise', async ({ page }) => {
  const handovers = await countHandovers(page, 'engine-worker');
  const playground = await new Playground(page).open(
    '?policies=class/unbounded&ranges=2000&preview=0',
  );
  await playground.run.click();
  await expect
    .poll(async () => (await handovers()) >= 40, { timeout: 60_000, intervals: [50] })
    .toBe(true);
  await playground.stop.click();
  await expect(playground.run).toBeEnabled();
  const [result] = await playground.results();
  expect(result?.outcome).toBe('stopped');
  expect(await handovers()).toBeGreaterThanOrEqual(((result?.durationMs ?? 0) / 1000) * 10);
});

test('the time of a program that waits goes on', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.write('import time\ntime.sleep(3600)\n');
  await python.run.click();
  await expect(python.runs).toContainText(/allocations in ([3-9]|\d\d)\.\d+ s/, {
    timeout: 30_000,
  });
  await python.stop.click();
  await expect(python.run).toBeEnabled();
  const [result] = await python.results();
  expect(result?.durationMs).toBeGreaterThan(2900);
});

test('an unfinished line is shown while the program runs, and after Stop', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.write('print("whole line")\nprint("begun", end="")\nwhile True:\n    pass\n');
  await python.run.click();
  await expect(python.output).toHaveText('whole line\nbegun');
  await python.stop.click();
  await expect(python.run).toBeEnabled();
  await expect(python.output).toHaveText('whole line\nbegun');
  expect(await python.results()).toMatchObject([
    { outcome: 'stopped', stdout: 'whole line\nbegun' },
  ]);
});

test('a stopped program can be run again at once, and is whole', async ({ page }) => {
  const python = await new PythonPage(page).open();
  await python.write('kept = [str(n) for n in range(400_000)]\nprint(len(kept))\n');
  const results = await python.root.evaluate(async (element) => {
    const host = element as HTMLElement & {
      run(): Promise<{ outcome: string; stdout: string } | null>;
      stop(): void;
    };
    const begun = new Promise((resolve) => {
      host.addEventListener('highwater-progress', resolve, { once: true });
    });
    const first = host.run();
    await begun;
    host.stop();
    const second = host.run();
    return Promise.all([first, second]);
  });
  expect(results[0]).toMatchObject({ outcome: 'stopped' });
  expect(results[1]).toMatchObject({ outcome: 'completed', stdout: '400000\n' });
});
