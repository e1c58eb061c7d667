import { html, LitElement, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { TestController } from '../exercise-tests/test-controller.ts';
import type { TestOptions } from '../exercise-tests/test-options.ts';
import { LessonController } from '../lesson/lesson-controller.ts';
import type { EitherResult } from '../model/program-result.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import { readRunName } from '../model/run-name.ts';
import type { TestReport } from '../model/test-report.ts';
import { TimelineController } from '../plot/timeline-controller.ts';
import type { ProgramTestReport } from '../python/program-tests-controller.ts';
import { queryReaders } from '../runs/query-readers.ts';
import { endOfTicks, type RunView, viewsOf } from '../runs/run-view.ts';
import { RunsController } from '../runs/runs-controller.ts';
import { SharedValues } from '../runs/shared-values.ts';
import { TestRunner } from '../runs/test-runner.ts';
import { addPolicy, removePolicy, textsOf } from '../settings/chosen-policies.ts';
import { announce, type PartEvent } from '../settings/events.ts';
import {
  ATTRIBUTES,
  type Attribute,
  type Attributes,
  type Problem,
  type Settings,
} from '../settings/settings.ts';
import { partOf } from '../settings/visible-part.ts';
import { FileDrop } from '../ui/file-drop-controller.ts';
import { LatePart } from '../ui/late-part.ts';
import { renderLoadError, renderStart } from '../ui/load-state.ts';
import { SHARED_STYLES } from '../ui/shared.ts';
import themed from '../ui/theme.css?inline';
import {
  checkedProperty,
  type PropertyReaders,
  readBlob,
  readRecords,
  readSignal,
  readTextArgument,
} from '../util/arguments.ts';
import { messageOf } from '../util/errors.ts';
import { loadPart } from '../util/parts.ts';
import { CacheEngine } from './cache-engine.ts';
import styles from './highwater-playground.css?inline';
import { previewJobsOf } from './jobs.ts';
import { LazyStartController } from './lazy-start-controller.ts';
import type { PlaygroundEngine } from './playground-engine.ts';
import { PythonEngine } from './python-engine.ts';
import { SettingsController } from './settings-controller.ts';
import visiblePart from './visible-part.css?inline';
import { describeNothing, describeResults, describeRun } from './wording.ts';
import '../plot/memory-plot.ts';
import './policy-list.ts';
import '../ui/problem-list.ts';
import './run-controls.ts';

const PROPERTY_READERS: PropertyReaders = {
  pageProblems: (problems) => readRecords('pageProblems', problems, ['name', 'message']),
};

/**
 * The playground: cache policies are chosen and run, and their memory is shown; or, with
 * `engine="python"`, a Python program from `exercise`, the property `source` or a
 * `<script type="text/x-python">` inside.
 *
 * Attributes (each is also a parameter of the page's address): `engine` (caches, python),
 * `exercise` (an id, an address, or JSON), `policies` (comma separated), `ranges`, `limit`,
 * `hard-limit`, `growth`, `traced`, `native`, `scale` (linear, log, fit), `theme` (auto, light,
 * dark), `autorun`, `preview`, `lesson` and `embed` (1, 0), `challenge` (a name or JSON); and for
 * the reports `report` (high-water-mark, leaks, temporary, at, difference), `view` (flamegraph,
 * table, tree, summary, by-cause, stats), `of` and `beside` (a policy), `at`, `between`,
 * `threshold`, `hide`, `only`, `metric`, `layout`, `inverted`, `search` and `zoom`. With `embed`
 * the `view` can also be a single part (full, plot, lesson, tests), and nothing heavy is loaded
 * until the element is visible or, with `autorun` 0, until the reader starts it.
 *
 * An element moved within a document keeps its runs and continues. A removed element stops and
 * drops its runs, and has no results when it is inserted again.
 *
 * @fires highwater-progress - About eight times a second while a policy runs: {policy, calls,
 *   plannedCalls, rate, elapsedMs, remainingMs}. Bubbles and crosses shadow roots.
 * @fires highwater-result - The result of a policy, at the end of its run. Bubbles and crosses
 *   shadow roots.
 * @fires highwater-test - The tests of a policy, at their end: {policy, ranges, limit, passed,
 *   failed, tests}. Bubbles and crosses shadow roots.
 * @fires highwater-test-progress - During the tests: {policy, name, index, count, calls,
 *   plannedCalls, outcome}. Bubbles and crosses shadow roots.
 * @fires highwater-challenge - The challenge has judged a policy: {challenge, policy, passed,
 *   evidence}. Bubbles and crosses shadow roots.
 * @fires highwater-change - The attributes that restore the current settings, after each change.
 *   Bubbles and crosses shadow roots.
 */
@customElement('highwater-playground')
export class HighwaterPlayground extends LitElement {
  static override styles = [
    ...SHARED_STYLES,
    unsafeCSS(themed),
    unsafeCSS(styles),
    unsafeCSS(visiblePart),
  ];

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalizes the class on which this is called.
    return [...super.observedAttributes, ...ATTRIBUTES];
  }

  static override getPropertyDescriptor(
    ...property: Parameters<typeof LitElement.getPropertyDescriptor>
  ): PropertyDescriptor | undefined {
    // biome-ignore lint/complexity/noThisInStatic: Lit reads the prototype of the class it is called on.
    return checkedProperty(PROPERTY_READERS, property[0], super.getPropertyDescriptor(...property));
  }

  /** Problems found by the page, shown with the element's own. */
  @property({ attribute: false }) pageProblems: readonly Problem[] = [];
  @state() private status = '';
  private views: readonly RunView[] = [];
  private warnings: readonly string[] = [];
  /** The settings of the current views and warnings. */
  #seen: Settings | null = null;
  /** The runs of the current views. */
  #seenRuns: RunsController['all'] | null = null;
  readonly #runs = new RunsController(this, {
    started: (policy, index, count) => {
      this.status = `Running ${policy}, ${index} of ${count}`;
    },
    progressed: (progress) => announce(this, 'highwater-progress', progress),
    finished: (result) => announce(this, 'highwater-result', result),
    ended: (results) => {
      this.status = describeResults(results, this.#settings.settings?.limit ?? null);
    },
    cleared: () => {
      this.status = '';
    },
  });
  /** The panels below the plot, once there is something to report on. */
  readonly #belowThePlot = new LatePart(
    this,
    'the part with reports and tests',
    () => import('./deferred-panels.ts'),
  );
  readonly #settings = new SettingsController(this, {
    policiesChosen: (policies) => this.#runs.session.keepOnly(policies),
    changed: (attributes) => announce(this, 'highwater-change', attributes),
    settled: () => this.#preview(),
  });
  readonly #timeline = new TimelineController(this, {
    settings: () => this.#settings.settings?.report ?? null,
    end: () => endOfTicks(this.views),
    arePreviews: () => this.#arePreviews(),
    change: (change) => this.#settings.changeReport(change),
  });
  readonly #python = new PythonEngine(this, {
    asked: () => this.#start.pass(),
    met: (problem) => this.#settings.meet(problem),
    settled: (name) => this.#settings.dismiss(name),
  });
  readonly #testRunner = new TestRunner(this.#runs.session);
  readonly #tests = new TestController(this, this.#testRunner, async () => {
    const { engine, settings } = await this.#caches.needed();
    return { engine, ranges: settings.ranges };
  });
  readonly #caches: CacheEngine = new CacheEngine({
    runs: this.#runs,
    settings: this.#settings,
    tests: this.#tests,
    ready: () => this.#ready(),
    beginning: () => this.#timeline.begin(),
  });
  readonly #lesson = new LessonController(this, () => this.#settings.settings?.lesson ?? false);
  readonly #start = new LazyStartController(this, () => this.#begin());
  readonly #shared = new SharedValues(this);
  readonly #drop = new FileDrop(this, ([file]) => file && this.#openPicked(file));

  /** The Python source that `engine="python"` runs. */
  @property({ attribute: false })
  get source(): string {
    return this.#python.source;
  }

  set source(source: string) {
    this.#python.source = readTextArgument('source', source, 'a text of Python code');
  }

  /**
   * The attributes that restore the current settings, and the invalid ones; the original attributes
   * until the engine is loaded.
   */
  get current(): { readonly attributes: Attributes; readonly problems: readonly Problem[] } {
    const { attributes, problems } = this.#settings;
    return { attributes, problems };
  }

  /**
   * The results of the chosen policies that have been run, in list order; with the Python engine,
   * the results of the stored runs.
   */
  get results(): EitherResult[] {
    return this.#chosen.results;
  }

  /**
   * Runs the chosen policies one after another, or the program; resolves with the results and never
   * rejects.
   */
  run(): Promise<EitherResult[]> {
    return this.#chosen.run();
  }

  /**
   * Answers a query about the run of a policy, or of a program by its name, as plain JSON. Rejects
   * with the reason as text.
   */
  async report(policy: string, query: ReportQuery): Promise<ReportAnswer> {
    const { readQuery } = await queryReaders();
    return this.#chosen.report(readRunName(policy), readQuery(query));
  }

  /**
   * The capture of a run, as a file. The run is repeated for it, because runs do not retain their
   * records. Rejects if there is no such run, or the signal is aborted.
   */
  async capture(policy: string, signal?: AbortSignal): Promise<Blob> {
    return this.#chosen.capture(readRunName(policy), readSignal('signal', signal));
  }

  /**
   * A report as a file of a format: `stats-json`, `csv`, `collapsed`, `speedscope`, `dhat`,
   * `firefox-profiler` or `pprof`. Rejects as `report` does.
   */
  async export(policy: string, format: string, query: ReportQuery): Promise<Uint8Array> {
    const { readFormatName, readQuery } = await queryReaders();
    return this.#chosen.export(readRunName(policy), readFormatName(format), readQuery(query));
  }

  /**
   * Runs the exercise's unit tests under a policy. The memory test uses a run of the element's
   * ranges, the page's if it has one, the others a new engine. The tests wait for the page's runs.
   * With the Python engine it runs the tests of the program, and takes no policy. Rejects with the
   * reason as text if the tests cannot be run, or the signal is aborted.
   */
  async test(policy = '', options: TestOptions = {}): Promise<TestReport | ProgramTestReport> {
    const { readTestOptions } = await loadPart(
      'the part that runs tests',
      () => import('../exercise-tests/test-options.ts'),
    );
    return this.#chosen.test(readRunName(policy), readTestOptions(options));
  }

  /**
   * Opens a saved capture: its policy is shown as if it had just been run. Rejects with the reason
   * as text, always with the Python engine; the page is then unchanged.
   */
  async open(file: Blob): Promise<EitherResult> {
    return this.#chosen.open(readBlob('file', file, 'a Blob or a File with a capture'));
  }

  /** Stops the run in progress at once. Its result has the outcome `stopped`. */
  stop(): void {
    this.#caches.stop();
    this.#python.stop();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (old !== value && isAttribute(name)) {
      this.#settings.take(name, value);
      this.#python.take(name, value);
      if (name === 'engine') {
        this.stop();
        this.requestUpdate();
        this.#start.reopen();
      }
    }
  }

  override willUpdate(): void {
    const { settings } = this.#settings;
    const { all } = this.#runs;
    const isOther = settings !== this.#seen;
    if (isOther) {
      this.warnings = this.#findWarnings();
    }
    if (isOther || all !== this.#seenRuns) {
      this.views = viewsOf(settings?.policies ?? [], all);
    }
    [this.#seen, this.#seenRuns] = [settings, all];
    const { engine, selected } = this.#settings;
    const { views } = this;
    this.#shared.set({ engine, views, selected, theme: settings?.theme ?? 'auto' });
  }

  override updated(): void {
    if (this.#hasSomethingToShow()) {
      this.#belowThePlot.need();
    }
  }

  override render(): TemplateResult {
    const { loadError, engine, settings, selected, hovered } = this.#settings;
    const start = () => this.#start.open();
    if (this.#python.chosen) {
      return html`${this.#renderProblems()}${this.#python.render(this.#start.waits, start)}`;
    }
    if (loadError !== '') {
      return renderLoadError('The engine could not be loaded.', loadError, () => this.#retry());
    }
    if (this.#start.waits) {
      return renderStart('Run the cache policies in this page.', start);
    }
    const { views } = this;
    const { running, all } = this.#runs;
    const { instant, chosen, span, walked } = this.#timeline;
    const end = endOfTicks(views);
    const caption = describeRun(settings, all, running);
    const preview = this.#arePreviews();
    const part = settings?.part ?? partOf(this.#settings.attributes);
    return html`
      ${this.#renderProblems()}
      <div class="layout" data-part=${part} ?data-dropping=${this.#drop.over} @problem=${this.#problemMet}>
        <section class="controls" aria-label="Run">
          <highwater-run-controls
            .settings=${settings}
            .running=${running}
            .warnings=${this.warnings}
            .status=${this.#settings.isLate ? 'Fetching the engine…' : this.status}
            ?bare=${part !== 'full'}
            @setting-change=${this.#settingChanged}
            @run-request=${() => this.run()}
            @stop-request=${() => this.stop()}
          ></highwater-run-controls>
        </section>
        <div class="side">
        ${this.#lesson.renderLesson(settings, {
          running,
          change: (change) => this.#settings.changeOne(change),
          setUp: (request) => {
            if (!this.#runs.running && this.#settings.setUp(request)) {
              this.run();
            }
          },
          run: () => this.run(),
          stop: () => this.stop(),
        })}
        <section class="code" aria-label="Code" ?hidden=${settings?.policies.length === 0}>
          ${this.#lesson.renderCodeProblem()}
          <highwater-code
            .ranges=${settings?.ranges ?? ''}
            .locked=${running}
            .marked=${this.#lesson.markedLine(settings)}
            @policy-replace=${this.#policyReplaced}
            @policy-select=${this.#policySelected}
          ></highwater-code>
        </section>
        </div>
        <div class="main">
        <section class="plot" aria-label="Memory over calls">
          <highwater-memory-plot
            .views=${views}
            .highlighted=${hovered ?? selected}
            .instant=${instant}
            .end=${end}
            .scale=${settings?.scale ?? 'linear'}
            .limit=${settings?.limit ?? null}
            .span=${span}
            .walking=${walked !== null}
            .caption=${caption}
            .preview=${preview}
            .placeholder=${describeNothing(settings, all)}
            @setting-change=${this.#settingChanged}
            @instant-change=${this.#instantChanged}
            @span-change=${this.#spanChanged}
            @play-request=${({ detail }: PartEvent<'play-request'>) => this.#timeline.play(detail)}
          ></highwater-memory-plot>
        </section>
        <section class="policies" aria-label="Policies">
          <highwater-policy-list
            .hovered=${hovered}
            .locked=${running}
            @policy-add=${(event: PartEvent<'policy-add'>) =>
              this.#settings.changePolicies((policies) => addPolicy(policies, event.detail))}
            @policy-replace=${this.#policyReplaced}
            @policy-remove=${(event: PartEvent<'policy-remove'>) =>
              this.#settings.changePolicies((policies) => removePolicy(policies, event.detail))}
            @policy-select=${this.#policySelected}
            @policy-hover=${this.#policyHovered}
          ></highwater-policy-list>
        </section>
        <section class="details" aria-label="Values" ?hidden=${settings?.policies.length === 0}>
          <highwater-count-plot
            .views=${views}
            .highlighted=${hovered ?? selected}
            .instant=${instant}
            .span=${span}
            .end=${end}
            @instant-change=${this.#instantChanged}
            @span-change=${this.#spanChanged}
          ></highwater-count-plot>
          <highwater-instant-readout
            .instant=${instant}
            .chosen=${chosen !== null}
            .highlighted=${hovered ?? selected}
            @instant-change=${this.#instantChanged}
            @policy-hover=${this.#policyHovered}
          ></highwater-instant-readout>
          <highwater-plot-data .end=${end}></highwater-plot-data>
          <highwater-holders-section
            .ranges=${settings?.ranges ?? ''}
            .calls=${chosen}
            .running=${running}
          ></highwater-holders-section>
        </section>
        </div>
        <section class="results" aria-label="Results">
          <highwater-results-table
            .limit=${settings?.limit ?? null}
            .hovered=${hovered}
            .caption=${caption}
            .preview=${preview}
            @policy-select=${this.#policySelected}
            @policy-hover=${this.#policyHovered}
          ></highwater-results-table>
        </section>
        ${this.#belowThePlot.renderProblem()}
        <section class="prove" aria-label="Challenge and tests" ?hidden=${settings?.policies.length === 0}>
          <highwater-challenge-panel
            .chosen=${settings?.challenge ?? null}
            .testRunner=${this.#testRunner}
            @setting-change=${this.#settingChanged}
            @policy-select=${this.#policySelected}
          ></highwater-challenge-panel>
          <highwater-tests-panel
            .unitTests=${engine?.unitTests ?? null}
            .run=${this.#tests.run}
            @policy-select=${this.#policySelected}
            @test-request=${({ detail }: PartEvent<'test-request'>) =>
              // The test panel shows the error.
              this.#chosen.test(detail.policy, { limit: detail.limit }).catch(() => {})}
            @test-stop=${() => this.#tests.stop()}
          ></highwater-tests-panel>
        </section>
        <section class="reports" aria-label="Reports" ?hidden=${settings?.policies.length === 0}>
          <highwater-report-panel
            @capture-open=${({ detail }: PartEvent<'capture-open'>) => this.#openPicked(detail)}
            .settings=${settings?.report ?? null}
            .passing=${walked}
            .native=${settings?.native ?? false}
            @setting-change=${this.#settingChanged}
            @native-run-request=${({ detail }: PartEvent<'native-run-request'>) => this.#caches.runNatively(detail)}
            @report-change=${({ detail }: PartEvent<'report-change'>) => this.#settings.changeReport(detail)}
          ></highwater-report-panel>
        </section>
      </div>
    `;
  }

  #renderProblems(): TemplateResult {
    return html`<highwater-problem-list
      .problems=${[...this.pageProblems, ...this.#settings.problems]}
      @dismiss=${this.#dismissProblems}
    ></highwater-problem-list>`;
  }

  get #chosen(): PlaygroundEngine {
    return this.#python.chosen ? this.#python : this.#caches;
  }

  /** True if there are reports to show, or reports come first. */
  #hasSomethingToShow(): boolean {
    const { views } = this;
    const { settings } = this.#settings;
    return (
      settings !== null &&
      settings.part !== 'lesson' &&
      (!settings.preview ||
        views.length === 0 ||
        views.some(({ run }) => run?.phase === 'finished'))
    );
  }

  /** Opens a capture that the reader has chosen or dropped. */
  async #openPicked(file: File): Promise<void> {
    try {
      const { policy } = await this.open(file);
      this.#settings.dismiss(file.name);
      this.status = `Opened ${file.name}: ${policy}`;
    } catch (error) {
      this.#settings.meet({ name: file.name, message: messageOf(error) });
    }
  }

  /** Shows the initial content: the run, or a preview of it. */
  async #begin(): Promise<void> {
    if (this.#python.chosen) {
      return this.#python.begin();
    }
    const settings = await this.#ready();
    if (settings?.autorun && this.isConnected) {
      this.run();
    } else {
      this.#preview();
    }
  }

  /** The settings; a call of the element's API loads the engine. */
  #ready(): Promise<Settings | null> {
    this.#start.pass();
    return this.#settings.ready();
  }

  /** Shows small runs of the policies until real ones are requested. */
  #preview(): void {
    const { engine, settings } = this.#settings;
    if (
      engine !== null &&
      settings?.preview &&
      this.isConnected &&
      this.#caches.results.length === 0
    ) {
      this.#runs.session.preview(previewJobsOf(settings, engine));
    }
  }

  #findWarnings(): string[] {
    const { engine, settings } = this.#settings;
    if (engine === null || settings === null) {
      return [];
    }
    const all = textsOf(settings.policies).flatMap((text) =>
      engine.warnings(text, settings.ranges),
    );
    return [...new Set(all)];
  }

  readonly #policyReplaced = ({ detail }: PartEvent<'policy-replace'>): void =>
    this.#settings.replacePolicy(detail);

  readonly #settingChanged = ({ detail }: PartEvent<'setting-change'>): void =>
    this.#settings.changeOne(detail);

  readonly #policySelected = ({ detail }: PartEvent<'policy-select'>): void =>
    this.#settings.select(detail);

  readonly #policyHovered = ({ detail }: PartEvent<'policy-hover'>): void =>
    this.#settings.hover(detail);

  readonly #instantChanged = ({ detail }: PartEvent<'instant-change'>): void =>
    this.#timeline.look(detail);

  readonly #spanChanged = ({ detail }: PartEvent<'span-change'>): void =>
    this.#timeline.brush(detail);

  readonly #problemMet = ({ detail }: PartEvent<'problem'>): void => this.#settings.meet(detail);

  #arePreviews(): boolean {
    return this.views.some(({ run }) => run?.preview);
  }

  #dismissProblems(): void {
    this.#settings.dismiss();
    this.pageProblems = [];
  }

  #retry(): void {
    this.#settings.forgive();
    this.#begin();
  }
}

function isAttribute(name: string): name is Attribute {
  return (ATTRIBUTES as readonly string[]).includes(name);
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-playground': HighwaterPlayground;
  }
}
