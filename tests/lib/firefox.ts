/** The Firefox of this machine, where there is one: `firefox` on the path, or what FIREFOX names. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FIREFOX = process.env.FIREFOX ?? 'firefox';

/** Why nothing can be opened in it; empty where it can. */
export const NO_FIREFOX: string =
  spawnSync(FIREFOX, ['--version']).status === 0 ? '' : 'no firefox on PATH';

/** Opens a page in a Firefox of its own while `wait` goes on, and ends it then. */
export async function inFirefox<T>(
  wait: (open: (url: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'highwater-firefox-'));
  let browser: ChildProcess | undefined;
  try {
    return await wait(async (url) => {
      browser = spawn(FIREFOX, ['--headless', '--no-remote', '--profile', profile, url]);
    });
  } finally {
    if (browser !== undefined) {
      const ended = new Promise((done) => browser?.once('exit', done));
      browser.kill();
      await ended;
    }
    rmSync(profile, { recursive: true, force: true });
  }
}
