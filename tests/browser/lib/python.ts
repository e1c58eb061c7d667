/** The Python page as users see it. */

import type { Locator, Page } from '@playwright/test';
import type { ProgramResult } from '../../../web/src/model/program-result';
import type { ReportAnswer, ReportQuery, TableAnswer } from '../../../web/src/model/report-answers';
import type { ProgramTestReport } from '../../../web/src/python/program-tests-controller';
import { expect } from '../../lib/fixtures';

/** The parts of the element used by the tests. */
export interface PythonElement extends HTMLElement {
  source: string;
  hardLimit: number | null;
  readonly results: ProgramResult[];
  run(): Promise<ProgramResult | null>;
  stop(): void;
  test(): Promise<ProgramTestReport>;
  report(query: ReportQuery, name?: string): Promise<ReportAnswer>;
}

/** Maximum time of a whole run of the exercise on a slow and busy machine, in milliseconds. */
export const WHOLE_RUN = 120_000;

export class PythonPage {
  readonly root: Locator;
  readonly run: Locator;
  readonly stop: Locator;
  readonly prove: Locator;
  readonly status: Locator;
  readonly output: Locator;
  readonly raised: Locator;
  readonly traceback: Locator;
  readonly editor: Locator;
  /** The text in the editor. */
  readonly code: Locator;
  readonly runs: Locator;
  readonly tests: Locator;

  constructor(readonly page: Page) {
    const root = page.locator('highwater-python');
    this.root = root;
    this.run = root.getByRole('button', { name: 'Run', exact: true });
    this.stop = root.getByRole('button', { name: 'Stop', exact: true });
    this.prove = root.getByRole('button', { name: 'Run tests' });
    this.status = root.getByTestId('program-status');
    this.output = root.getByTestId('output');
    this.raised = root.getByTestId('raised');
    this.traceback = root.getByTestId('traceback');
    this.code = root.locator('.cm-content');
    this.editor = root.getByRole('textbox', { name: /\.py$/ });
    this.runs = root.getByTestId('program-run');
    this.tests = root.getByTestId('program-test');
  }

  async open(query = ''): Promise<this> {
    await this.page.goto(`./python.html${query}`);
    await expect(this.code).toContainText('def ');
    return this;
  }

  /** Replaces all of the code, as pasting does. */
  async write(source: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.editor.evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, source);
    await expect
      .poll(() => this.root.evaluate((element) => (element as PythonElement).source))
      .toBe(source);
  }

  /** Keeps copied texts in the page: tests at the same time share the clipboard of the machine. */
  async keepCopies(): Promise<void> {
    await this.page.evaluate(() => {
      navigator.clipboard.writeText = async (text) => {
        document.documentElement.dataset.copied = text;
      };
    });
  }

  /** The link that the button copies. */
  async copyLink(): Promise<string> {
    await this.keepCopies();
    await this.root.getByRole('button', { name: 'Copy link' }).click();
    await expect(this.root.getByTestId('share-note')).toHaveText('Link copied.');
    return (await this.page.locator('html').getAttribute('data-copied')) ?? '';
  }

  /** Presses Run and waits for the end. */
  async runToEnd(timeout = WHOLE_RUN): Promise<ProgramResult> {
    // A short run may end before its progress is visible.
    const ended = this.root.evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          element.addEventListener('highwater-result', () => resolve(), { once: true });
        }),
    );
    await this.run.click();
    await ended;
    await expect(this.run).toBeEnabled({ timeout });
    const results = await this.results();
    return results.at(-1) as ProgramResult;
  }

  /** Writes a program and runs it. */
  async runProgram(source: string, timeout = WHOLE_RUN): Promise<ProgramResult> {
    await this.write(source);
    return this.runToEnd(timeout);
  }

  results(): Promise<ProgramResult[]> {
    return this.root.evaluate((element) => (element as PythonElement).results);
  }

  report(query: ReportQuery): Promise<ReportAnswer> {
    return this.root.evaluate((element, asked) => (element as PythonElement).report(asked), query);
  }

  async table(): Promise<TableAnswer> {
    return (await this.report({ kind: 'table' })) as TableAnswer;
  }
}
