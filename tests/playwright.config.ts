import { defineConfig, devices } from '@playwright/test';
import { ENGINES } from './engines/lib/engines.ts';
import type { EngineOptions } from './engines/lib/test.ts';
import { CHROMIUM_ARGS, chromiumPath } from './lib/chromium.mjs';

export default defineConfig<object, EngineOptions>({
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // One waits while a page loads or a run is awaited: two keep both cores of a small machine busy.
  workers: 2,
  // The whole exercise with several policies, on a slow and busy machine.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../target/test-logs/playwright.json' }]],
  webServer: {
    command: 'node lib/serve.mjs',
    // The port is any free one; the named group makes the address a variable of the environment.
    wait: { stdout: /serving at (?<highwater_site>\S+)/ },
  },
  use: {
    // Each test has an empty storage and a blank page, but not its own context: a new one takes more
    // time than the load of a page. Permissions that a test grants remain for later ones.
    reuseContext: true,
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    baseURL: process.env.HIGHWATER_SITE,
    launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_ARGS },
  },
  // A run of a project empties its folder of results at its start.
  projects: [
    { name: 'unit', testDir: 'unit', outputDir: '../target/test-results/unit' },
    {
      name: 'desktop',
      testDir: 'browser',
      outputDir: '../target/test-results/desktop',
      grepInvert: /@phone-only/,
      use: { ...devices['Desktop Chrome'] },
    },
    {
      // The tests tagged `@phone` (run on the desktop too) and `@phone-only`.
      name: 'phone',
      testDir: 'browser',
      outputDir: '../target/test-results/phone',
      grep: /@phone/,
      use: { ...devices['Pixel 7'] },
    },
    {
      name: 'hostile',
      testDir: 'hostile',
      testIgnore: 'soak.spec.ts',
      outputDir: '../target/test-results/hostile',
      use: { ...devices['Desktop Chrome'] },
    },
    {
      // As long as it is asked for.
      name: 'soak',
      testDir: 'hostile',
      testMatch: 'soak.spec.ts',
      timeout: 0,
      outputDir: '../target/test-results/soak',
      use: { ...devices['Desktop Chrome'] },
    },
    // One project for each browser engine, called by its name.
    ...ENGINES.map((engine) => ({
      name: engine,
      testDir: 'engines',
      // An engine may run programs at half the speed of another.
      timeout: 1_200_000,
      outputDir: `../target/test-results/${engine}`,
      use: { engine },
    })),
  ],
});
