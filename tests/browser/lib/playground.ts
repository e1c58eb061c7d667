/** The playground as users see it: its parts by name. */

import type { Locator, Page } from '@playwright/test';
import type { ReportAnswer, ReportQuery } from '../../../web/src/model/report-answers';
import type { RunResult } from '../../../web/src/model/run-result';
import type { TestReport } from '../../../web/src/model/test-report';
import { expect } from '../../lib/fixtures';

/** The parts of the element used by the tests; its own type would include its whole module. */
export interface PlaygroundElement extends HTMLElement {
  readonly results: RunResult[];
  run(): Promise<RunResult[]>;
  stop(): void;
  report(policy: string, query: ReportQuery): Promise<ReportAnswer>;
  capture(policy: string, signal?: AbortSignal): Promise<Blob>;
  export(policy: string, format: string, query: ReportQuery): Promise<Uint8Array>;
  open(file: Blob): Promise<RunResult>;
  test(
    policy: string,
    options?: { limit?: string | number; ranges?: string; signal?: AbortSignal },
  ): Promise<TestReport>;
}

/** A row of a timeline without its wall time: calls, live, linear, instances, entries. */
export type Row = readonly [number, number, number, number, number];

/** Numbers in a row of the element's timelines; the last one is wall time. */
const COLUMNS = 6;

/** One playground on a page. */
export class Playground {
  readonly root: Locator;
  readonly run: Locator;
  readonly stop: Locator;
  readonly status: Locator;
  readonly ranges: Locator;
  readonly limit: Locator;
  readonly add: Locator;
  readonly editor: Locator;
  readonly cards: Locator;
  readonly rows: Locator;
  readonly problems: Locator;
  readonly warnings: Locator;
  readonly caption: Locator;
  /** The memory plot as a slider over the calls made. */
  readonly plot: Locator;
  /** The part of the plot's box with the curves. */
  readonly area: Locator;
  readonly canvas: Locator;
  /** The instant of the displayed values. */
  readonly instant: Locator;
  /** The part of the page with the reports. */
  readonly reports: Locator;
  /** The subjects of the displayed reports, one for each. */
  readonly subjects: Locator;

  constructor(
    readonly page: Page,
    selector = 'highwater-playground',
  ) {
    const root = page.locator(selector);
    this.root = root;
    this.run = root.getByRole('button', { name: 'Run', exact: true });
    this.stop = root.getByRole('button', { name: 'Stop', exact: true });
    this.status = root.getByTestId('status');
    this.ranges = root.getByLabel('Ranges', { exact: true });
    this.limit = root.getByLabel('Limit', { exact: true });
    this.add = root.getByRole('button', { name: 'Add a policy' });
    this.editor = root.locator('highwater-policy-editor');
    this.cards = root.getByTestId('policy-card');
    this.rows = root.getByTestId('result-row');
    this.problems = root.getByTestId('problems');
    this.warnings = root.getByTestId('warnings');
    this.caption = root.getByTestId('plot-caption');
    this.plot = root.getByTestId('memory-plot');
    this.area = root.locator('highwater-memory-plot .u-over');
    this.canvas = root.locator('highwater-memory-plot canvas');
    this.instant = root.getByTestId('readout-instant');
    this.reports = root.locator('highwater-report-panel');
    this.subjects = root.getByTestId('report-subject');
  }

  /** Opens the page with parameters, and waits until it is usable. */
  async open(query = ''): Promise<this> {
    await this.page.goto(`./${query}`);
    await expect(this.ranges).toBeVisible();
    return this;
  }

  /** Presses Run and waits for the end of all runs. */
  async runToEnd(timeout = 60_000): Promise<RunResult[]> {
    await this.run.click();
    return this.ended(timeout);
  }

  /** Waits for the end of runs in progress. */
  async ended(timeout = 60_000): Promise<RunResult[]> {
    await expect(this.status).toHaveText(/runs? done|Stopped/, { timeout });
    await expect(this.run).toBeEnabled();
    return this.results();
  }

  results(): Promise<RunResult[]> {
    return this.root.evaluate((element) => (element as PlaygroundElement).results);
  }

  /** Requests a report from the element. */
  report<Answer = ReportAnswer>(policy: string, query: ReportQuery): Promise<Answer> {
    return this.root.evaluate(
      (element, [policy, query]) => (element as PlaygroundElement).report(policy, query),
      [policy, query] as const,
    ) as Promise<Answer>;
  }

  /** One of the choices of a report's subject or view. */
  choice(name: string): Locator {
    return this.reports
      .locator('highwater-report-controls')
      .getByRole('button', { name, exact: true });
  }

  /** Drags on the plot from one call to another. */
  async brush(from: number, to: number, calls: number): Promise<void> {
    const box = await this.area.boundingBox();
    if (box === null) throw new Error('the plot is not shown');
    const x = (call: number) => box.x + (call / calls) * box.width;
    const y = box.y + box.height / 2;
    await this.page.mouse.move(x(from), y);
    await this.page.mouse.down();
    await this.page.mouse.move((x(from) + x(to)) / 2, y);
    await this.page.mouse.move(x(to), y);
    await this.page.mouse.up();
  }

  card(policy: string): Locator {
    return this.cards.and(this.root.locator(`[data-policy="${policy}"]`));
  }

  row(policy: string): Locator {
    return this.rows.and(this.root.locator(`[data-policy="${policy}"]`));
  }

  /** A cell of the table of results, by the name of its column. */
  cell(policy: string, column: string): Locator {
    return this.row(policy).locator(`td[data-label="${column}"]`);
  }

  verdict(policy: string): Locator {
    return this.row(policy).getByTestId('verdict');
  }

  /** The progress of a policy's run, on its card. */
  state(policy: string): Locator {
    return this.card(policy).getByTestId('run-state');
  }

  /** The row of a policy among the values at the instant. */
  readout(policy: string): Locator {
    return this.root.getByTestId('readout-row').and(this.root.locator(`[data-policy="${policy}"]`));
  }

  /** The policies in the order they are listed. */
  policies(): Promise<string[]> {
    return this.cards.evaluateAll((cards) =>
      cards.map((card) => card.getAttribute('data-policy') ?? ''),
    );
  }

  /** The parameters in the address. */
  parameters(): Record<string, string> {
    return Object.fromEntries(new URL(this.page.url()).searchParams);
  }

  /** The parameters in the address, once they are these. */
  async expectParameters(expected: Record<string, string>): Promise<void> {
    await expect.poll(() => this.parameters()).toEqual(expected);
  }

  /** Every point of the plots, by policy. */
  async timelines(): Promise<Record<string, Row[]>> {
    const flat = await this.root.locator('highwater-plot-data').evaluate((element) => {
      const { views } = element as unknown as {
        views: { name: string; run: { snapshot: { timeline: Float64Array } | null } | null }[];
      };
      return views.map(
        ({ name, run }) => [name, Array.from(run?.snapshot?.timeline ?? [])] as const,
      );
    });
    return Object.fromEntries(
      flat.map(([policy, numbers]) => [
        policy,
        Array.from(
          { length: numbers.length / COLUMNS },
          (_, row) => numbers.slice(row * COLUMNS, row * COLUMNS + COLUMNS - 1) as unknown as Row,
        ),
      ]),
    );
  }
}

/** The values after `calls` calls, by a timeline. */
export function rowAt(timeline: readonly Row[], calls: number): Row {
  const row = timeline.findLast(([at]) => at <= calls);
  if (row === undefined) throw new Error(`the timeline has nothing at call ${calls}`);
  return row;
}
