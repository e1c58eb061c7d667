/** The browser engines of this machine, each driven through its WebDriver. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, type WebDriver } from 'selenium-webdriver';
import {
  ServiceBuilder as Chromedriver,
  Options as ChromeOptions,
} from 'selenium-webdriver/chrome.js';
import {
  Options as FirefoxOptions,
  ServiceBuilder as Geckodriver,
} from 'selenium-webdriver/firefox.js';
import { DriverService } from 'selenium-webdriver/remote/index.js';
import { CHROMIUM_ARGS, CHROMIUM_NAMES } from '../../lib/chromium.mjs';
import { findProgram } from '../../lib/find-program.mjs';

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;

export type EngineName = (typeof ENGINES)[number];

/** A browser that was started. */
export interface StartedBrowser {
  readonly driver: WebDriver;
  /** The folder of its downloads. */
  readonly downloads: string;
  quit(): Promise<void>;
}

/** The programs of an engine: the variable that overrides the path, and their names on `PATH`. */
const PROGRAMS = {
  chromium: {
    browser: ['CHROMIUM', CHROMIUM_NAMES],
    driver: ['CHROMEDRIVER', ['chromedriver']],
  },
  firefox: {
    browser: ['FIREFOX', ['firefox-esr', 'firefox']],
    driver: ['GECKODRIVER', ['geckodriver']],
  },
  webkit: {
    driver: ['WEBKIT_DRIVER', ['WebKitWebDriver']],
    screen: ['XVFB', ['Xvfb']],
  },
} as const satisfies Record<EngineName, Record<string, readonly [string, readonly string[]]>>;

/** The reason why an engine cannot be started; empty if it can. */
export function missingOf(engine: EngineName): string {
  const missing = Object.values(PROGRAMS[engine]).flatMap(([variable, names]) =>
    findProgram(variable, names) === '' ? [names[0]] : [],
  );
  return missing.length === 0 ? '' : `no ${missing.join(' and no ')}`;
}

function pathOf([variable, names]: readonly [string, readonly string[]]): string {
  return findProgram(variable, names);
}

/** Starts a browser, with `locale` as that of the system. */
export async function startBrowser(engine: EngineName, locale: string): Promise<StartedBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-downloads-'));
  const environment = { ...process.env, LC_ALL: locale };
  const { driver, end } = await START[engine](folder, environment);
  return {
    driver,
    downloads: folder,
    async quit() {
      await driver.quit();
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}

type Environment = Record<string, string | undefined>;

/** Starts a browser that saves downloads to the folder. `end` ends what it leaves behind. */
type Start = (
  downloads: string,
  environment: Environment,
) => Promise<{ driver: WebDriver; end(): Promise<void> }>;

const START: Record<EngineName, Start> = {
  async chromium(downloads, environment) {
    const { browser, driver } = PROGRAMS.chromium;
    const options = new ChromeOptions();
    options.setBinaryPath(pathOf(browser));
    options.addArguments('--headless=new', ...CHROMIUM_ARGS);
    options.setUserPreferences({ 'download.default_directory': downloads });
    const service = new Chromedriver(pathOf(driver));
    service.setEnvironment(environment as Record<string, string>);
    const builder = new Builder().forBrowser('chrome').setChromeOptions(options);
    return { driver: await builder.setChromeService(service).build(), end: async () => {} };
  },

  async firefox(downloads, environment) {
    const { browser, driver } = PROGRAMS.firefox;
    const options = new FirefoxOptions();
    options.setBinary(pathOf(browser));
    options.addArguments('-headless');
    const ITS_OWN_FOLDER = 2;
    options.setPreference('browser.download.folderList', ITS_OWN_FOLDER);
    options.setPreference('browser.download.dir', downloads);
    const service = new Geckodriver(pathOf(driver));
    service.setEnvironment(environment as Record<string, string>);
    const builder = new Builder().forBrowser('firefox').setFirefoxOptions(options);
    return { driver: await builder.setFirefoxService(service).build(), end: async () => {} };
  },

  async webkit(downloads, environment) {
    const { driver, screen } = PROGRAMS.webkit;
    const folder = mkdtempSync(join(tmpdir(), 'highwater-webkit-'));
    writeFileSync(join(folder, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
    // WebKitGTK has no headless mode: it draws on a screen in memory, of the number that is free.
    const display = spawn(
      pathOf(screen),
      ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const service = async () => {
      const [number] = await once(display.stdout, 'data');
      const builder = new DriverService.Builder(pathOf(driver));
      builder.setLoopback(true);
      builder.setEnvironment({
        ...environment,
        DISPLAY: `:${String(number).trim()}`,
        XDG_CONFIG_HOME: folder,
        // A machine without a desktop has no bus for assistive technology.
        NO_AT_BRIDGE: '1',
      } as Record<string, string>);
      return builder.build();
    };
    const started = await service();
    const end = async () => {
      await started.kill();
      await endOf(display);
      rmSync(folder, { recursive: true });
    };
    try {
      // Its driver knows where the browser of its own version is.
      const binary = process.env.MINIBROWSER;
      const capabilities = {
        browserName: 'MiniBrowser',
        ...(binary
          ? { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }
          : undefined),
      };
      const builder = new Builder().usingServer(await started.start());
      return { driver: await builder.withCapabilities(capabilities).build(), end };
    } catch (error) {
      await end();
      throw error;
    }
  },
};

async function endOf(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill();
  await ended;
}
