/** Runs that do not complete: out of memory, errors, terminated workers. */

import type { Page } from '@playwright/test';
import { expect, test } from '../lib/fixtures';
import { recordTexts, textsOn } from './lib/canvas';
import { phasesOf } from './lib/expected';
import { Playground } from './lib/playground';

const MB = 1024 ** 2;

test.describe('out of memory', () => {
  test('the hard limit ends a run with everything before it, and that run alone', async ({
    page,
  }) => {
    await recordTexts(page);
    const playground = await new Playground(page).open(
      '?policies=class/unbounded,class/lru:128&hard-limit=100MB&preview=0',
    );
    await expect(playground.root.getByText('Advanced: hard limit 100MB')).toBeVisible();
    const [exhausted, completed] = await playground.runToEnd();

    expect(exhausted?.outcome).toBe('out-of-memory');
    expect(exhausted?.error).toBe('linear memory reached the hard limit of 100.0MiB');
    expect(exhausted?.memory.hardLimit).toBe(100 * MB);
    expect(exhausted?.memory.linear).toBeLessThanOrEqual(100 * MB);
    expect(exhausted?.memory.linear).toBeGreaterThan(99 * MB);
    // The first phase had ended, the second had not.
    expect(exhausted?.phases).toEqual(phasesOf('class/unbounded').slice(0, 1));
    const calls = exhausted?.calls ?? 0;
    expect(calls).toBeGreaterThan(499_000);
    // The call in progress has been counted as a miss already.
    expect((exhausted?.cache.hits ?? 0) + (exhausted?.cache.misses ?? 0)).toBe(calls);

    const at = `at call ${calls.toLocaleString('en-US')}`;
    await expect(playground.state('class/unbounded')).toContainText(`Out of memory ${at}:`);
    await expect(playground.verdict('class/unbounded')).toHaveText(`Fail out of memory ${at}`);
    await expect(playground.status).toHaveText('2 runs done, 1 out of memory, 1 over 70 MB');
    await expect
      .poll(() => textsOn(playground.canvas))
      .toContainEqual(expect.stringContaining(`out of memory ${at}`));
    const timelines = await playground.timelines();
    expect(timelines['class/unbounded']?.at(-1)?.[0]).toBe(calls);
    expect(timelines['class/unbounded']?.at(-1)?.[2]).toBe(exhausted?.memory.linear);
    // CPython's peak for the whole run does not apply to a part.
    await expect(playground.cell('class/unbounded', 'Peak live')).not.toContainText('CPython');

    expect(completed?.outcome).toBe('completed');
    expect(completed?.phases).toEqual(phasesOf('class/lru:128'));
    await expect(playground.verdict('class/lru:128')).toHaveText('Pass');
  });

  test('memory refused by the browser ends a run the same way', async ({ page }) => {
    await page.route('**/highwater_engine*.wasm', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: withMostPages(await response.body(), 256) });
    });
    const playground = await new Playground(page).open(
      '?policies=class/unbounded,class/lru:128&ranges=500&preview=0',
    );
    const [refused, completed] = await playground.runToEnd();
    expect(refused?.outcome).toBe('out-of-memory');
    expect(refused?.error).toBe('the browser refused to let linear memory grow');
    expect(refused?.memory.linear).toBe(256 * 64 * 1024);
    expect(refused?.calls).toBeGreaterThan(0);
    await expect(playground.state('class/unbounded')).toContainText(
      `Out of memory at call ${refused?.calls.toLocaleString('en-US')}:`,
    );
    expect(completed?.outcome).toBe('completed');
  });

  test('a hard limit too small for the engine itself has a result as well', async ({ page }) => {
    const playground = await new Playground(page).open(
      '?policies=class/unbounded,class/lru:1&ranges=100&hard-limit=1KB&preview=0',
    );
    const results = await playground.runToEnd();
    for (const { policy, outcome, error } of results) {
      expect({ policy, outcome, error }).not.toMatchObject({ outcome: 'failed' });
    }
    expect(results).toHaveLength(2);
    await expect(playground.run).toBeEnabled();
  });
});

test.describe('a terminated worker', () => {
  // The browser logs failed requests.
  test.use({ allowedProblems: /^console: Failed to load resource/ });

  const POLICIES = ['class/lru:1', 'class/unbounded', 'class/lru:3'] as const;
  const QUERY = `?policies=${POLICIES.join()}&ranges=300&preview=0`;

  for (const name of ['engine', 'inspector'] as const) {
    test(`the ${name}'s before the start is an error on its policy alone`, async ({ page }) => {
      await onSecondWorker(page, name, (route) => route.abort());
      const playground = await new Playground(page).open(QUERY);
      const results = await playground.runToEnd();
      expect(results.map(({ outcome }) => outcome)).toEqual(['completed', 'failed', 'completed']);
      const error = `the ${name} could not be loaded`;
      expect(results[1]).toMatchObject({ calls: 0, error });
      await expect(playground.state(POLICIES[1])).toHaveText(`Failed: ${error}`);
      await expect(playground.row(POLICIES[1])).toContainText(`Failed: ${error}`);
      await expect(playground.verdict(POLICIES[0])).toHaveText('Pass');
      await expect(playground.verdict(POLICIES[2])).toHaveText('Pass');
      await expect(playground.status).toHaveText('3 runs done, 1 failed, none over 70 MB');

      // With the worker available again, the next run is normal.
      await page.unrouteAll();
      const again = await playground.runToEnd();
      expect(again.map(({ outcome }) => outcome)).toEqual(Array(3).fill('completed'));
    });
  }

  // The engine fails when it sends its records, the inspector after a first snapshot.
  const BREAKDOWNS = {
    engine: `
      const send = MessagePort.prototype.postMessage;
      let sent = 0;
      MessagePort.prototype.postMessage = function (...message) {
        sent += message[0].type === 'records' ? 1 : 0;
        if (sent === 2) throw new Error('the worker broke down');
        send.apply(this, message);
      };`,
    inspector: `
      const send = self.postMessage.bind(self);
      self.postMessage = (message, transfer) => {
        send(message, transfer);
        if (message.type === 'snapshot') throw new Error('the worker broke down');
      };`,
  };
  for (const name of ['engine', 'inspector'] as const) {
    test(`the ${name}'s by its own error keeps the numbers so far`, async ({ page }) => {
      await onSecondWorker(page, name, async (route) => {
        const response = await route.fetch();
        const body = `${BREAKDOWNS[name]}\n${await response.text()}`;
        await route.fulfill({ response, body });
      });
      const playground = await new Playground(page).open(QUERY);
      const results = await playground.runToEnd();
      expect(results.map(({ outcome }) => outcome)).toEqual(['completed', 'failed', 'completed']);
      expect(results[1]?.error).toContain('the worker broke down');
      expect(results[1]?.calls).toBeGreaterThan(0);
      expect(results[1]?.memory.peakLive).toBeGreaterThan(0);
      await expect(playground.state(POLICIES[1])).toContainText('Failed: ');
      await expect(playground.verdict(POLICIES[1])).toContainText('the worker broke down');
      const timelines = await playground.timelines();
      expect(timelines[POLICIES[1]]?.length).toBeGreaterThan(1);
    });
  }

  test('without a message is detected', async ({ page }) => {
    await onSecondWorker(page, 'engine', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'self.close()' }),
    );
    await page.clock.install();
    const playground = await new Playground(page).open(QUERY);
    await playground.run.click();
    await expect(playground.status).toHaveText(`Running ${POLICIES[1]}, 2 of 3`);
    // The page waits half a minute for the start of a worker; its clock can be advanced.
    await expect(async () => {
      await page.clock.runFor(10_000);
      await expect(playground.status).not.toHaveText(/, 2 of 3$/, { timeout: 100 });
    }).toPass();
    const results = await playground.ended();
    expect(results.map(({ outcome, error }) => [outcome, error])).toEqual([
      ['completed', null],
      ['failed', 'the engine has not started in 30 seconds: the connection may be lost'],
      ['completed', null],
    ]);
  });

  test('a failed request for the engine is reported, and tried again', async ({ page }) => {
    await page.route('**/highwater_engine*.wasm', (route) => route.abort());
    const playground = new Playground(page);
    await page.goto(`./${QUERY}`);
    const alert = playground.root.getByRole('alert');
    await expect(alert).toContainText('The engine could not be loaded.');
    await expect(alert).toContainText(/highwater_engine.*\.wasm could not be fetched/);
    await page.unrouteAll();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert.filter({ hasText: 'could not be loaded' })).toHaveCount(0);
    const results = await playground.runToEnd();
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(3).fill('completed'));
  });
});

test("Python's recursion limit is a failure with Python's message, and has a warning", async ({
  page,
}) => {
  const playground = await new Playground(page).open(
    '?policies=none/unbounded,class/lru:0,class/lru:1&ranges=1000&preview=0',
  );
  await expect(playground.warnings).toContainText(
    "none/unbounded computes each result from the start: past n = 993 it ends with Python's RecursionError. Ranges up to 994 complete.",
  );
  await expect(playground.warnings).toContainText(
    'class/lru:0 computes each result from the start',
  );
  await expect(playground.warnings.getByRole('listitem')).toHaveCount(4);

  const results = await playground.runToEnd();
  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'completed']);
  expect(results[0]?.error).toMatch(
    /^RecursionError: maximum recursion depth exceeded in factorial_plus\(994\)/,
  );
  expect(results[1]?.error).toMatch(
    /^RecursionError: maximum recursion depth exceeded in factorial_plus\(497\)/,
  );
  await expect(playground.state('none/unbounded')).toContainText('Failed: RecursionError: ');
  await expect(playground.verdict('none/unbounded')).toContainText('failed: RecursionError: ');

  // Small ranges complete, without a warning.
  await playground.ranges.fill('30');
  await playground.ranges.press('Enter');
  await expect(playground.warnings).toHaveCount(0);
});

/** Lets a handler answer requests for the script of the second worker. */
async function onSecondWorker(
  page: Page,
  name: 'engine' | 'inspector',
  handle: (route: Parameters<Parameters<Page['route']>[1]>[0]) => Promise<void>,
): Promise<void> {
  let workers = 0;
  await page.route(`**/${name}-worker-*.js`, async (route) => {
    workers += 1;
    await (workers === 2 ? handle(route) : route.continue());
  });
}

/** A module whose memory has at most `pages` pages instead of all 65,536. */
function withMostPages(module: Buffer, pages: number): Buffer {
  // 65,536 takes three bytes as LEB128, and a smaller number can be padded to the same length.
  const all = Buffer.from([0x80, 0x80, 0x04]);
  const fewer = Buffer.from([(pages & 0x7f) | 0x80, (pages >> 7) | 0x80, 0]);
  const MEMORY_SECTION = 5;
  let at = 8;
  for (;;) {
    const section = module[at];
    let size = 0;
    let shift = 0;
    for (let byte = 0x80; byte & 0x80; shift += 7) {
      at += 1;
      byte = module[at] ?? 0;
      size |= (byte & 0x7f) << shift;
    }
    at += 1;
    if (section === MEMORY_SECTION) {
      const limit = module.indexOf(all, at);
      if (limit < 0 || limit >= at + size) throw new Error('the memory has another limit');
      return Buffer.concat([module.subarray(0, limit), fewer, module.subarray(limit + 3)]);
    }
    at += size;
  }
}
