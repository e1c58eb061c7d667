/** Programs rewritten for a shadow stack do in browsers what they did before. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Told, tellFrom } from '../lib/shadow-page.ts';

/** Both forms did the same, and every shadow stack was the engine's. */
function check(told: Told): void {
  expect(told.error).toBeUndefined();
  expect(told.resvg.after).toEqual(told.resvg.before);
  const { legacyExceptions, exceptions, references } = told.own;
  for (const { before, after } of [told.sqlite, legacyExceptions, exceptions, references]) {
    expect(after.outcome).toEqual(before.outcome);
    expect(after.observation.differences).toEqual([]);
    expect(after.observation.samples).toBeGreaterThan(0);
  }
  expect(legacyExceptions.after.outcome).toEqual([7, 42, 42]);
  expect(exceptions.after.outcome).toEqual([9, 42, 42]);
  expect(references.after.outcome).toEqual([14, 16, 16]);
  for (const { after } of [legacyExceptions, exceptions, references]) {
    expect(after.restored).toBe(true);
  }
}

test('rewritten programs in Chromium', async ({ page }) => {
  check(await tellFrom((url) => page.goto(url)));
});

test('rewritten programs in Firefox', async () => {
  const firefox = process.env.FIREFOX ?? 'firefox';
  const found = spawnSync(firefox, ['--version']).status === 0;
  test.skip(!found, 'no firefox on PATH');
  const profile = mkdtempSync(join(tmpdir(), 'shadow-stack-firefox-'));
  let browser: ChildProcess | undefined;
  try {
    const told = await tellFrom(async (url) => {
      browser = spawn(firefox, ['--headless', '--no-remote', '--profile', profile, url]);
    });
    check(told);
  } finally {
    const ended = new Promise((done) => browser?.once('exit', done));
    browser?.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  }
});
