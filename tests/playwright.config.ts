import { defineConfig, devices } from '@playwright/test';
import { ENGINES } from './engines/lib/engines.ts';
import type { EngineOptions } from './engines/lib/test.ts';
import { CHROMIUM_ARGS, chromiumPath } from './lib/chromium.mjs';

export default defineConfig<object, EngineOptions>({
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // A page has threads for both cores of a small machine. The `unit` tests need one each.
  workers: 1,
  // The whole exercise with several policies, on a slow and busy machine.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  outputDir: '../target/test-results',
  reporter: [['list'], ['json', { outputFile: '../target/test-logs/playwright.json' }]],
  webServer: {
    command: 'node lib/serve.mjs',
    // The port is any free one; the named group makes the address a variable of the environment.
    wait: { stdout: /serving at (?<highwater_site>\S+)/ },
  },
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    baseURL: process.env.HIGHWATER_SITE,
    launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_ARGS },
  },
  projects: [
    { name: 'unit', testDir: 'unit' },
    {
      name: 'desktop',
      testDir: 'browser',
      grepInvert: /@phone-only/,
      use: { ...devices['Desktop Chrome'] },
    },
    {
      // The tests tagged `@phone` (run on the desktop too) and `@phone-only`.
      name: 'phone',
      testDir: 'browser',
      grep: /@phone/,
      use: { ...devices['Pixel 7'] },
    },
    // One project for each browser engine, called by its name.
    ...ENGINES.map((engine) => ({ name: engine, testDir: 'engines', use: { engine } })),
  ],
});
