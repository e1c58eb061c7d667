/** The report panel alone on a page, with answers that have native frames. */

import type { Locator, Page } from '@playwright/test';
import type { ReportQuery } from '../../../web/src/model/report-answers';
import { expect } from '../../lib/fixtures';
import { DIFFERENCE_ROW, HYBRID, PYTHON, STACK, SUMMARY, TABLE } from '../../unit/native-answers';
import { openEmbedding } from './embedding';

const LINES = ['def main():', '    return f(n - 1) * n'];

/** The parts of the panel used by the tests. */
interface PanelElement extends HTMLElement {
  native: boolean;
  theme: string;
  settings: object;
  views: readonly object[];
}

export interface PanelOptions {
  readonly native?: boolean;
  /** True for each of the two policies whose run has native stacks. */
  readonly made?: readonly [boolean, boolean];
  readonly settings?: object;
  /** The symbol problems of the runs' inspectors. */
  readonly symbolsProblem?: string;
  readonly theme?: 'light' | 'dark';
}

/** A panel whose settings are stored as in the playground, and whose queries are recorded. */
export class NativePanel {
  readonly root: Locator;
  readonly switch: Locator;
  readonly graph: Locator;
  readonly crumbs: Locator;
  readonly notice: Locator;
  readonly filters: Locator;
  readonly story: Locator;
  readonly journey: Locator;

  constructor(readonly page: Page) {
    this.root = page.locator('highwater-report-panel');
    this.switch = this.root.getByRole('button', { name: 'Native', exact: true });
    this.graph = this.root.locator('highwater-flamegraph');
    this.crumbs = this.graph.getByRole('navigation', { name: 'Zoom' }).getByRole('button');
    this.notice = this.root.locator('highwater-native-notice');
    this.filters = this.root.locator('highwater-native-filters');
    this.story = this.root.locator('highwater-native-story');
    this.journey = this.root.locator('highwater-native-journey');
  }

  async open(options: PanelOptions = {}): Promise<this> {
    await this.page.emulateMedia({ reducedMotion: 'reduce' });
    await openEmbedding(this.page, '<main><h1>Reports</h1></main>');
    await this.#styleAsThePage(options.theme ?? 'light');
    await this.page.evaluate(
      async ([answers, lines, options]) => {
        const { hybrid, python, stack, table, summary, differenceRow } = answers;
        const asked: ReportQuery[] = [];
        const sent: unknown[] = [];
        const answer = (query: ReportQuery): object => {
          const native = query.frames === 'native';
          switch (query.kind) {
            case 'stack':
              return stack;
            case 'table':
              return query.between === undefined
                ? { kind: 'table', calls: 1000, ...table }
                : { kind: 'table', calls: 1000, ...differenceRow, rows: [differenceRow] };
            case 'by-cause':
              return { kind: 'by-cause', calls: 1000, bytes: 0, count: 0, rows: [] };
            case 'summary':
              return { kind: 'summary', calls: 1000, ...summary };
            default:
              return { ...(native ? hybrid : python), kind: query.kind, calls: 1000 };
          }
        };
        const viewOf = (policy: string, slot: number, native: boolean) => ({
          name: policy,
          slot,
          description: { policy },
          run: {
            phase: 'finished',
            preview: false,
            file: null,
            released: Promise.resolve(),
            snapshot: null,
            request: { run: policy, ranges: [5], traced: true, native },
            inspector: {
              ask: async (question: { is: string; query: ReportQuery }) => {
                if (question.is === 'symbols') {
                  const { symbolsProblem: reason } = options;
                  return reason === undefined ? null : { reason, canRetry: false };
                }
                if (question.is !== 'report') return [];
                asked.push(question.query);
                return answer(question.query);
              },
            },
          },
        });
        const panel = document.createElement('highwater-report-panel') as PanelElement;
        const [first, second] = options.made ?? [true, true];
        Object.assign(panel, {
          engine: {
            pythonProgram: () => ({ file: 'app.py', text: lines.join('\n') }),
          },
          views: [viewOf('class/unbounded', 0, first), viewOf('class/lru:1', 1, second)],
          native: options.native ?? false,
          theme: options.theme ?? 'light',
          settings: {
            ...{ subject: 'high-water-mark', view: 'flamegraph', policy: null, beside: null },
            ...{ at: null, between: null, threshold: 1, hide: ['allocator'], only: null },
            flamegraph: {
              ...{ metric: 'bytes', layout: 'icicle', inverted: false, imports: false },
              ...{ search: '', zoom: [] },
            },
            ...options.settings,
          },
        });
        panel.addEventListener('report-change', (event) => {
          panel.settings = { ...panel.settings, ...(event as CustomEvent).detail };
        });
        panel.addEventListener('setting-change', (event) => {
          const { detail } = event as CustomEvent<{ name: string; value: string }>;
          sent.push(detail);
          panel.native = detail.value === '1';
        });
        panel.addEventListener('native-run-request', (event) => {
          sent.push({ runs: (event as CustomEvent).detail });
        });
        document.querySelector('main')?.append(panel);
        Object.assign(window, { asked, sent });
      },
      [
        {
          hybrid: HYBRID,
          python: PYTHON,
          stack: STACK,
          table: TABLE,
          summary: SUMMARY,
          differenceRow: DIFFERENCE_ROW,
        },
        LINES,
        options,
      ] as const,
    );
    await expect(this.switch).toBeVisible();
    return this;
  }

  /** Gives the page the style sheet of the built one, whose colour scheme its parts follow. */
  async #styleAsThePage(theme: string): Promise<void> {
    const index = await (await this.page.request.get('./')).text();
    const href = index.match(/<link rel="stylesheet"[^>]* href="([^"]+)"/)?.[1] ?? '';
    await this.page.evaluate(
      async ([href, theme]) => {
        const viewport = document.createElement('meta');
        viewport.name = 'viewport';
        viewport.content = 'width=device-width';
        const sheet = document.createElement('link');
        sheet.rel = 'stylesheet';
        sheet.href = href;
        const loaded = new Promise((resolve) => sheet.addEventListener('load', resolve));
        document.documentElement.dataset.theme = theme;
        document.head.append(viewport, sheet);
        await loaded;
      },
      [href, theme] as const,
    );
  }

  /** The queries, in order. */
  asked(): Promise<ReportQuery[]> {
    return this.page.evaluate(() => (window as unknown as { asked: ReportQuery[] }).asked);
  }

  /** The panel's events, except changes of its own settings. */
  sent(): Promise<unknown[]> {
    return this.page.evaluate(() => (window as unknown as { sent: unknown[] }).sent);
  }

  /** The frames of the zoom. */
  zoom(): Promise<string[]> {
    return this.root.evaluate(
      (panel) =>
        (panel as unknown as { settings: { flamegraph: { zoom: string[] } } }).settings.flamegraph
          .zoom,
    );
  }
}
