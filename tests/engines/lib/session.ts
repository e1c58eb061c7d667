/** A page in a browser of any engine: what a person does in it, and what a script asks of it. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Key, type WebElement } from 'selenium-webdriver';
import { REPOSITORY } from '../../lib/dist.ts';
import type { EngineName, StartedBrowser } from './engines.ts';

/** The folder of the screenshots. */
const PICTURES = join(REPOSITORY, 'target', 'engines');

/** Milliseconds after which a script in a page is given up. */
const SCRIPT = 1_180_000;

/** Milliseconds for a run of the whole exercise: WebKit takes minutes where all processors are busy. */
export const WHOLE_EXERCISE = 1_100_000;

/** The value of a script, or what it threw. */
interface Outcome<T> {
  value?: T;
  error?: string;
}

/**
 * Elements of the page, in whatever shadow roots, that match a selector, in the order of the
 * document; if `name` is given, those alone whose label or text it is. ` >>> ` in a selector goes
 * from an element to all that it contains, in whatever shadow roots.
 *
 * It runs in the page and uses nothing around it.
 */
function findAll(path: string, name: string | null): Element[] {
  const within = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [element, ...inShadow(element)]);
  const inShadow = ({ shadowRoot }: Element) => (shadowRoot === null ? [] : within(shadowRoot));
  const nameOf = (element: Element) => {
    const { labels } = element as HTMLInputElement;
    const text = element.getAttribute('aria-label') ?? labels?.[0]?.textContent;
    return (text ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
  };
  const [first = '', ...others] = path.split(' >>> ');
  let found = within(document).filter((element) => element.matches(first));
  for (const selector of others) {
    found = found
      .flatMap((element) => [...inShadow(element), ...within(element)])
      .filter((element) => element.matches(selector));
  }
  return found.filter((element) => name === null || nameOf(element) === name);
}

export class Session {
  constructor(
    readonly engine: EngineName,
    readonly browser: StartedBrowser,
    readonly site: string,
  ) {}

  /** Sets what all pages of the session rely on. */
  async prepare(): Promise<this> {
    const { driver } = this.browser;
    await driver.manage().setTimeouts({ script: SCRIPT, pageLoad: 60_000 });
    await driver.manage().window().setRect({ x: 0, y: 0, width: 1360, height: 900 });
    return this;
  }

  /** Opens an address, relative to the built page. */
  async open(address: string): Promise<void> {
    await this.browser.driver.get(new URL(address, this.site).href);
  }

  /** Calls a function in the page, which uses nothing around it, and returns its plain value. */
  async call<A extends unknown[], T>(
    body: (...values: A) => T | Promise<T>,
    ...values: A
  ): Promise<T> {
    const text = await this.browser.driver.executeAsyncScript<string>(
      `const values = JSON.parse(arguments[0]);
      const done = arguments[1];
      (async () => (${body})(...values))().then(
        (value) => done(JSON.stringify({ value })),
        (error) => done(JSON.stringify({ error: error + '\\n' + error?.stack })),
      );`,
      JSON.stringify(values),
    );
    const { value, error }: Outcome<T> = JSON.parse(text);
    if (error !== undefined) throw new Error(error);
    return value as T;
  }

  /** Waits for an element and returns it. */
  async find(selector: string, name: string | null = null): Promise<WebElement> {
    let found: WebElement | null = null;
    await expect
      .poll(
        async () => {
          found = await this.browser.driver.executeScript<WebElement | null>(
            `return (${findAll})(...arguments)[0] ?? null;`,
            selector,
            name,
          );
          return found !== null;
        },
        { message: `${selector} ${name ?? ''}`, intervals: [50], timeout: 30_000 },
      )
      .toBe(true);
    return found as unknown as WebElement;
  }

  /** Clicks an element as soon as it is enabled and no longer moves. */
  async click(selector: string, name: string | null = null): Promise<void> {
    const element = await this.find(selector, name);
    await this.browser.driver.executeAsyncScript(
      `const [element, done] = arguments;
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      let before = '';
      const look = () => {
        const { x, y, width } = element.getBoundingClientRect();
        const now = [x, y, width, element.isConnected].join();
        if (!element.matches(':disabled') && now === before) done();
        else { before = now; setTimeout(look, 50); }
      };
      look();`,
      element,
    );
    await element.click();
  }

  /** Chooses a file for an input of files, which need not be visible. */
  async choose(selector: string, path: string): Promise<void> {
    await (await this.find(selector)).sendKeys(path);
  }

  /** The text of each element that matches, without surplus white space. */
  texts(selector: string): Promise<string[]> {
    return this.browser.driver.executeScript<string[]>(
      `return (${findAll})(arguments[0], null).map((element) =>
        element.textContent.replace(/\\s+/g, ' ').trim());`,
      selector,
    );
  }

  /** Waits until the text of the first element that matches has a pattern. */
  async expectText(selector: string, pattern: RegExp, timeout = 300_000): Promise<void> {
    await expect
      .poll(async () => (await this.texts(selector))[0] ?? '', {
        message: selector,
        intervals: [100],
        timeout,
      })
      .toMatch(pattern);
  }

  /** Presses keys one after another, wherever the focus is. */
  async press(...keys: string[]): Promise<void> {
    await this.browser.driver
      .actions()
      .sendKeys(...keys)
      .perform();
  }

  /** Presses a key while another one is held. */
  async chord(held: string, key: string): Promise<void> {
    await this.browser.driver.actions().keyDown(held).sendKeys(key).keyUp(held).perform();
  }

  /** The element with the focus, as its tag and its label or text. */
  focused(): Promise<string> {
    return this.browser.driver.executeScript<string>(`
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const label = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent;
      return element === null ? '' :
        (element.localName + ' ' + (label ?? element.textContent)).replace(/\\s+/g, ' ').trim();`);
  }

  /** Presses Tab, with Shift if it goes back, until the focus is on what a pattern describes. */
  async tabTo(target: RegExp, { back = false } = {}): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      if (target.test(await this.focused())) return;
      await (back ? this.chord(Key.SHIFT, Key.TAB) : this.press(Key.TAB));
    }
    throw new Error(`Tab never reaches ${target}`);
  }

  /** Keeps what the window shows as a picture below target/, which people look at. */
  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    const content = await this.browser.driver.takeScreenshot();
    writeFileSync(join(PICTURES, `${this.engine}-${name}.png`), content, 'base64');
  }
}
