import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Engine } from '../engine/engine.ts';
import type { FlamegraphElement } from '../flamegraph/flamegraph-element.ts';
import type { Source } from '../model/places.ts';
import type {
  CauseAnswer,
  DifferenceAnswer,
  DifferenceTableAnswer,
  ReportAnswer,
  StatsAnswer,
  SummaryAnswer,
  TableAnswer,
  TreeAnswer,
} from '../model/report-answers.ts';
import { isAnswering } from '../runs/query-run.ts';
import { type RunView, unitOf } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { type PartEvent, send } from '../settings/events.ts';
import type { ReportSettings } from '../settings/report-settings.ts';
import { SHARED_STYLES, swatch } from '../ui/shared.ts';
import { messageOf } from '../util/errors.ts';
import { withFrames } from './frames.ts';
import { Crates, lacksNative, renderNotice, renderStory } from './native/report-native.ts';
import { describeSubject, queryOf } from './queries.ts';
import {
  Comparison,
  describeComparison,
  isComparable,
  renderComparisonChoice,
  renderComparisonHead,
} from './report-comparison.ts';
import styles from './report-panel.css?inline';
import {
  answerTo,
  fits,
  isSame,
  type ReportState,
  settingsBeside,
  type Wanted,
  whyNot,
  widthOf,
} from './report-request.ts';
import { Sources } from './source-lines-cache.ts';
import '../flamegraph/flamegraph-element.ts';
import './report-causes.ts';
import './report-controls.ts';
import './report-files.ts';
import './report-stats.ts';
import './report-summary.ts';
import './report-table.ts';
import './report-tree.ts';

/**
 * The reports of one policy's run: what to show, how to show it, and the view itself; beside it,
 * where that is asked for, the flamegraph of a second policy on the same scale.
 *
 * Native frames are shown where `native` is set and the run has them.
 *
 * @fires report-change
 * @fires setting-change
 * @fires native-run-request
 */
@customElement('highwater-report-panel')
export class ReportPanel extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @shared @property({ attribute: false }) engine: Engine | null = null;
  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @property({ attribute: false }) settings: ReportSettings | null = null;
  /** An instant that is shown in passing, in the place of the chosen one. */
  @property({ attribute: false }) passing: number | null = null;
  @shared @property() theme = 'auto';
  /** Whether captures from files are not offered. */
  @property({ type: Boolean }) plain = false;
  /** Whether native frames are wanted. */
  @property({ type: Boolean }) native = false;
  /** Why native frames have no names, in words without a full stop; `null` where they have. */
  @state() private symbolsProblem: string | null = null;
  @state() private main: ReportState | null = null;
  @state() private second: ReportState | null = null;
  @state() private error = '';
  /** Whether two runs are shown by their difference, not side by side. */
  @state() private different = false;
  @query('highwater-flamegraph') private graph!: FlamegraphElement | null;
  #wanted: readonly (Wanted | null)[] = [];
  #asking = false;
  #asked: readonly (Wanted | null)[] = [];
  readonly #sources = new Sources();
  readonly #comparison = new Comparison();
  readonly #crates = new Crates();

  override willUpdate(changed: PropertyValues): void {
    if (this.native && changed.has('native')) {
      import('./native/index.ts').catch((error: unknown) => {
        this.error = messageOf(error);
      });
    }
    if (['views', 'settings', 'passing', 'native'].some((name) => changed.has(name))) {
      this.#wanted = this.#findWanted();
      this.#ask();
    }
  }

  override render(): TemplateResult {
    const { settings } = this;
    if (settings === null) {
      return html``;
    }
    const asked = this.#queryOf({ ...settings, view: 'flamegraph' });
    const view = this.#viewOf(settings);
    const lacking = this.#lacking(settings);
    const lacks = lacking.includes(view?.name ?? '');
    const [wanted] = this.#wanted;
    const isProgram = view?.run?.request.program !== undefined;
    return html`
      <highwater-report-controls
        .views=${this.views}
        .settings=${settings}
        .policy=${view?.name ?? ''}
        .passing=${this.passing}
        .native=${this.native}
        .crates=${this.#crates.names}
        ?program=${isProgram}
      ></highwater-report-controls>
      ${renderNotice(lacking, this.native ? this.symbolsProblem : null, this.views)}
      ${lacks ? nothing : this.renderReport(settings)}
      ${
        // What it tells of slots and lines is not so of an interpreter, whose loop is left out.
        wanted?.query.frames === 'native' && !isProgram
          ? renderStory(wanted.run, settings, this.#sourceOf(wanted.view.name), this.symbolsProblem)
          : nothing
      }
      <highwater-report-files
        .view=${view}
        .query=${'missing' in asked ? null : asked}
        .flamegraph=${() => this.graph}
        .pictured=${settings.view === 'flamegraph' && this.main !== null}
        .ready=${view !== null && view.run !== null && whyNot(view.run) === '' && !lacks}
        ?plain=${this.plain}
      ></highwater-report-files>
    `;
  }

  private renderReport(settings: ReportSettings): TemplateResult {
    const query = this.#queryOf(this.#passed(settings));
    const view = this.#viewOf(settings);
    const said =
      'missing' in query
        ? query.missing
        : (view === null || view.run === null
            ? 'There is a report when a policy has been run.'
            : whyNot(view.run)) || this.error;
    if (said !== '') {
      return html`<p class="placeholder" role="status" data-testid="report-message">${said}</p>`;
    }
    const { main, second } = this;
    if (main === null || !fits(main, this.#wanted[0])) {
      return html`<p class="placeholder" role="status" data-testid="report-message">Reading…</p>`;
    }
    const beside = second !== null && fits(second, this.#wanted[1]) ? second : null;
    if (beside === null) {
      return html`<div class="reports" data-testid="report">${this.renderOne(main, null)}</div>`;
    }
    const possible = isComparable(main);
    const different = possible && this.different;
    const scale = Math.max(widthOf(main, settings), widthOf(beside, settings));
    return html`
      ${renderComparisonChoice(different, possible, (difference) => {
        this.different = difference;
      })}
      <div class="reports" data-testid="report" ?data-two=${!different}>
        ${
          different
            ? this.renderDifference(main, beside)
            : [main, beside].map((shown) => this.renderOne(shown, scale))
        }
      </div>
    `;
  }

  /** How two runs differ, from the one that is first among all to the other. */
  private renderDifference(...both: readonly [ReportState, ReportState]): TemplateResult {
    const place = ({ policy }: ReportState) => this.views.findIndex((view) => view.name === policy);
    const [before, after] = [...both]
      .sort((one, other) => place(one) - place(other))
      .map((shown) => ({ shown, source: this.#sourceOf(shown.policy), slot: this.#slotOf(shown) }));
    if (before === undefined || after === undefined) {
      return html``;
    }
    const { settings } = both[0];
    const { answer, source } = this.#comparison.between(before, after);
    const label = `From ${before.shown.policy} to ${after.shown.policy}, ${describeComparison(settings)}`;
    return html`<section class="one" data-testid="run-difference" aria-label=${label}>
      ${renderComparisonHead(before, after, settings)}
      ${this.renderView(settings, answer, source, label, null)}
    </section>`;
  }

  private renderOne(shown: ReportState, scale: number | null): TemplateResult {
    const { policy, settings, answer } = shown;
    const slot = this.#slotOf(shown);
    const view = this.views.find((one) => one.name === policy);
    const unit = view === undefined ? 'calls' : unitOf(view);
    const subject = describeSubject(settings, answer.calls, unit);
    return html`<section class="one" data-slot=${slot} data-policy=${policy} aria-label="Report of ${policy}">
      <h3>
        ${swatch(slot)}<code>${policy}</code>
        <span class="subject" data-testid="report-subject">
          ${subject}
        </span>
      </h3>
      ${this.renderView(settings, answer, this.#sourceOf(policy), `${policy}: ${subject}`, scale)}
    </section>`;
  }

  private renderView(
    settings: ReportSettings,
    answer: ReportAnswer,
    source: Source,
    label: string,
    scale: number | null,
  ): TemplateResult {
    const difference = answer.kind === 'difference';
    switch (settings.view) {
      case 'flamegraph':
        return html`<highwater-flamegraph
          .root=${answer as TreeAnswer | DifferenceAnswer}
          .difference=${difference}
          .state=${this.settings?.flamegraph ?? settings.flamegraph}
          .total=${scale}
          .source=${source}
          .theme=${this.theme}
          .label=${label}
          @flamegraph-change=${(event: PartEvent<'flamegraph-change'>) =>
            send(this, 'report-change', { flamegraph: event.detail })}
        ></highwater-flamegraph>`;
      case 'table':
        return html`<highwater-report-table
          .rows=${answer as TableAnswer | DifferenceTableAnswer}
          .source=${source}
        ></highwater-report-table>`;
      case 'tree':
        return html`<highwater-report-tree
          .root=${answer as TreeAnswer | DifferenceAnswer}
          .difference=${difference}
          .source=${source}
        ></highwater-report-tree>`;
      case 'summary':
        return html`<highwater-report-summary .rows=${answer as SummaryAnswer}></highwater-report-summary>`;
      case 'by-cause':
        return html`<highwater-report-causes .rows=${answer as CauseAnswer}></highwater-report-causes>`;
      case 'stats':
        return html`<highwater-report-stats .stats=${answer as StatsAnswer}></highwater-report-stats>`;
    }
  }

  /** The settings with the instant in passing in the place of the chosen one. */
  #passed(settings: ReportSettings): ReportSettings {
    return this.passing === null ? settings : { ...settings, subject: 'at', at: this.passing };
  }

  /** The question behind what is set, with the frames that are wanted. */
  #queryOf(settings: ReportSettings): ReturnType<typeof queryOf> {
    const query = queryOf(settings);
    return 'missing' in query ? query : withFrames(query, this.native, settings);
  }

  /** The policies on show whose runs lack the native frames that are wanted. */
  #lacking(settings: ReportSettings): string[] {
    const query = this.#queryOf(this.#passed(settings));
    return this.#places(settings).flatMap((view) =>
      view?.run && !('missing' in query) && whyNot(view.run) === '' && lacksNative(view.run, query)
        ? [view.name]
        : [],
    );
  }

  /** The hue of a run on show. */
  #slotOf({ policy }: ReportState): number {
    return this.views.find((view) => view.name === policy)?.slot ?? 0;
  }

  /** What is reported on, and what is beside it. */
  #places(settings: ReportSettings): (RunView | null)[] {
    const main = this.#viewOf(settings);
    const beside = this.views.find(({ name }) => name === settings.beside) ?? null;
    return [main, beside?.name === main?.name ? null : beside];
  }

  /** The view of the policy that is reported on. */
  #viewOf({ policy }: ReportSettings): RunView | null {
    const chosen = this.views.find((view) => view.name === policy);
    const ready = this.views.find(({ run }) => run !== null && whyNot(run) === '');
    return chosen ?? ready ?? this.views[0] ?? null;
  }

  #findWanted(): (Wanted | null)[] {
    if (this.settings === null) {
      return [];
    }
    const passed = this.#passed(this.settings);
    const [main] = this.#places(passed);
    return this.#places(passed).map((view) => {
      if (!view || !main) {
        return null;
      }
      const settings = settingsBeside(passed, main, view);
      const query = this.#queryOf(settings);
      return view.run === null ||
        whyNot(view.run) !== '' ||
        !isAnswering(view.run) ||
        'missing' in query ||
        lacksNative(view.run, query)
        ? null
        : { view, run: view.run, settings, query };
    });
  }

  /** Asks for what is wanted. One question is under way at a time, and the latest is asked last. */
  async #ask(): Promise<void> {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      for (;;) {
        const wanted = this.#wanted;
        if (
          wanted.length === this.#asked.length &&
          wanted.every((one, place) => isSame(one, this.#asked[place]))
        ) {
          break;
        }
        this.#asked = wanted;
        try {
          const [main = null, second = null] = await Promise.all(wanted.map(answerTo));
          if (this.native && main !== null) {
            this.#crates.learn(main);
            this.symbolsProblem = await main.inspector.ask({ is: 'symbols' });
          }
          [this.main, this.second, this.error] = [main, second, ''];
        } catch (error) {
          this.error = messageOf(error);
        }
      }
    } finally {
      this.#asking = false;
    }
  }

  /** The lines of the Python behind a run. */
  #sourceOf(policy: string): Source {
    const view = this.views.find((one) => one.name === policy);
    return this.#sources.of(view?.run?.request, this.engine);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-panel': ReportPanel;
  }
}
