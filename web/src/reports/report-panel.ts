import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Engine } from '../engine/engine.ts';
import type { Source } from '../model/places.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import { isAnswering } from '../runs/query-run.ts';
import { type RunView, unitOf } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import type { ReportSettings } from '../settings/report-settings.ts';
import { LatePart } from '../ui/late-part.ts';
import { SHARED_STYLES, swatch } from '../ui/shared.ts';
import { withFrames } from './native/frames.ts';
import { lacksNative, renderNotice, renderStory } from './native/report-native.ts';
import { PanelAnswers } from './panel-answers.ts';
import {
  Comparison,
  describeComparison,
  isComparable,
  renderComparisonChoice,
  renderComparisonHead,
} from './report-comparison.ts';
import styles from './report-panel.css?inline';
import { fits, type ReportState, settingsBeside, type Wanted, whyNot } from './report-request.ts';
import { Sources } from './source-lines-cache.ts';
import { REPORT_VIEWS } from './views/index.ts';
import { describeSubject, type MissingQuery, queryOf, stackQueryOf } from './views/queries.ts';
import './report-controls.ts';
import './report-files.ts';

/**
 * The reports of one policy's run: the controls, and the view itself; with a second policy, its
 * flamegraph beside it on the same scale.
 *
 * Native frames are shown if `native` is set and the run has them.
 *
 * @fires report-change @fires setting-change @fires native-run-request
 */
@customElement('highwater-report-panel')
class ReportPanel extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @shared @property({ attribute: false }) engine: Engine | null = null;
  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @property({ attribute: false }) settings: ReportSettings | null = null;
  /** The instant under the pointer, shown in place of the chosen one. */
  @property({ attribute: false }) passing: number | null = null;
  @shared @property() theme = 'auto';
  /** True if opening captures is hidden. */
  @property({ type: Boolean }) plain = false;
  /** True if native frames are requested. */
  @property({ type: Boolean }) native = false;
  /** True if two runs are shown by their difference instead of side by side. */
  @state() private different = false;
  readonly #answers = new PanelAnswers(() => this.requestUpdate());
  readonly #sources = new Sources();
  readonly #comparison = new Comparison();
  readonly #nativeParts = new LatePart(
    this,
    'the part with native stacks',
    () => import('./native/index.ts'),
  );

  override willUpdate(changed: PropertyValues): void {
    if (this.native && changed.has('native')) {
      this.#nativeParts.need();
    }
    if (['views', 'settings', 'passing', 'native'].some((name) => changed.has(name))) {
      this.#answers.ask(this.#findWanted(), this.native);
    }
  }

  override render(): TemplateResult {
    const { settings } = this;
    if (settings === null) {
      return html``;
    }
    const {
      wanted: [wanted],
      crates,
      symbolsProblem,
    } = this.#answers;
    // Exports contain trees, whatever the view.
    const exported = this.#queryOf({ ...settings, view: 'flamegraph' });
    const view = this.#viewOf(settings);
    const lacking = this.#lacking(settings);
    const lacks = lacking.includes(view?.name ?? '');
    const isProgram = view?.run?.request.program !== undefined;
    return html`
      <highwater-report-controls
        .views=${this.views}
        .settings=${settings}
        .policy=${view?.name ?? ''}
        .passing=${this.passing}
        .native=${this.native}
        .crates=${crates.names}
        ?program=${isProgram}
      ></highwater-report-controls>
      ${this.native ? this.#nativeParts.renderProblem() : nothing}
      ${renderNotice(lacking, this.native ? symbolsProblem : null, this.views)}
      ${lacks ? nothing : this.renderReport(settings)}
      ${
        // Its explanation of slots and lines does not apply to an interpreter, whose loop is
        // omitted.
        wanted?.query.frames === 'native' && !isProgram
          ? renderStory(
              wanted.run,
              stackQueryOf(settings),
              this.#sourceOf(wanted.view.name),
              symbolsProblem,
            )
          : nothing
      }
      <highwater-report-files
        .view=${view}
        .query=${'missing' in exported ? null : exported}
        .root=${this.renderRoot}
        .pictures=${this.#answers.main === null ? [] : REPORT_VIEWS[settings.view].pictures}
        .ready=${view !== null && view.run !== null && whyNot(view.run) === '' && !lacks}
        ?plain=${this.plain}
      ></highwater-report-files>
    `;
  }

  private renderReport(settings: ReportSettings): TemplateResult {
    const query = this.#queryOf(this.#passed(settings));
    const view = this.#viewOf(settings);
    const { main, second, wanted, error } = this.#answers;
    const said =
      'missing' in query
        ? query.missing
        : (view === null || view.run === null
            ? 'Run a policy to see its report.'
            : whyNot(view.run)) || error;
    if (said !== '') {
      return html`<p class="placeholder" role="status" data-testid="report-message">${said}</p>`;
    }
    if (main === null || !fits(main, wanted[0])) {
      return html`<p class="placeholder" role="status" data-testid="report-message">Reading…</p>`;
    }
    const beside = second !== null && fits(second, wanted[1]) ? second : null;
    if (beside === null) {
      return html`<div class="reports" data-testid="report">${this.renderOne(main, null)}</div>`;
    }
    const possible = isComparable(main);
    const different = possible && this.different;
    return html`
      ${renderComparisonChoice(different, possible, (difference) => {
        this.different = difference;
      })}
      <div class="reports" data-testid="report" ?data-two=${!different}>
        ${
          different
            ? this.renderDifference(main, beside)
            : [this.renderOne(main, beside.answer), this.renderOne(beside, main.answer)]
        }
      </div>
    `;
  }

  /** The difference between two runs, from the first in list order to the other. */
  private renderDifference(...both: readonly [ReportState, ReportState]): TemplateResult {
    const place = ({ run: name }: ReportState) =>
      this.views.findIndex((view) => view.name === name);
    const [before, after] = [...both]
      .sort((one, other) => place(one) - place(other))
      .map((shown) => ({ shown, source: this.#sourceOf(shown.run), slot: this.#slotOf(shown) }));
    if (before === undefined || after === undefined) {
      return html``;
    }
    const { settings } = both[0];
    const difference = this.#comparison.between(before, after);
    if (difference === null) {
      return html``;
    }
    const { answer, source } = difference;
    const label = `From ${before.shown.run} to ${after.shown.run}, ${describeComparison(settings)}`;
    return html`<section class="one" data-testid="run-difference" aria-label=${label}>
      ${renderComparisonHead(before, after, settings)}
      ${this.renderView(settings, answer, source, label, null)}
    </section>`;
  }

  /** The report of one run, on the same scale as another run's answer. */
  private renderOne(shown: ReportState, beside: ReportAnswer | null): TemplateResult {
    const { run: name, settings, answer } = shown;
    const slot = this.#slotOf(shown);
    const view = this.views.find((one) => one.name === name);
    const unit = view === undefined ? 'calls' : unitOf(view);
    const { queries } = REPORT_VIEWS[settings.view];
    const subject = describeSubject(queries, settings, answer.calls, unit);
    return html`<section class="one" data-slot=${slot} data-policy=${name} aria-label="Report of ${name}">
      <h3>
        ${swatch(slot)}<code>${name}</code>
        <span class="subject" data-testid="report-subject">
          ${subject}
        </span>
      </h3>
      ${this.renderView(settings, answer, this.#sourceOf(name), `${name}: ${subject}`, beside)}
    </section>`;
  }

  private renderView(
    settings: ReportSettings,
    answer: ReportAnswer,
    source: Source,
    label: string,
    beside: ReportAnswer | null,
  ): TemplateResult | typeof nothing {
    return REPORT_VIEWS[settings.view].render(answer, {
      source,
      label,
      theme: this.theme,
      flamegraph: this.settings?.flamegraph ?? settings.flamegraph,
      beside,
      change: (change) => send(this, 'report-change', change),
    });
  }

  /** The settings with the instant under the pointer in place of the chosen one. */
  #passed(settings: ReportSettings): ReportSettings {
    return this.passing === null ? settings : { ...settings, subject: 'at', at: this.passing };
  }

  /** The query of the chosen view, with native frames if requested and supported. */
  #queryOf(settings: ReportSettings): ReportQuery | MissingQuery {
    const { queries, nativeFrames } = REPORT_VIEWS[settings.view];
    const query = queryOf(queries, settings);
    return 'missing' in query ? query : withFrames(query, this.native && nativeFrames, settings);
  }

  /** The displayed policies whose runs lack the requested native frames. */
  #lacking(settings: ReportSettings): string[] {
    const query = this.#queryOf(this.#passed(settings));
    return this.#places(settings).flatMap((view) =>
      view?.run && !('missing' in query) && whyNot(view.run) === '' && lacksNative(view.run, query)
        ? [view.name]
        : [],
    );
  }

  /** The hue of a displayed run. */
  #slotOf({ run: name }: ReportState): number {
    return this.views.find((view) => view.name === name)?.slot ?? 0;
  }

  /** The run of the report, and the run beside it. */
  #places(settings: ReportSettings): (RunView | null)[] {
    const main = this.#viewOf(settings);
    const beside = this.views.find(({ name }) => name === settings.beside) ?? null;
    return [main, beside?.name === main?.name ? null : beside];
  }

  /** The view of the report's run. */
  #viewOf({ run: name }: ReportSettings): RunView | null {
    const chosen = this.views.find((view) => view.name === name);
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

  /** The lines of the Python behind a run. */
  #sourceOf(name: string): Source {
    const view = this.views.find((one) => one.name === name);
    return this.#sources.of(view?.run?.request, this.engine);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-panel': ReportPanel;
  }
}
