import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ProgramResult } from '../model/program-result.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import { readFormatName, readQuery, readRunName } from '../model/report-query.ts';
import { SharedValues } from '../runs/shared-values.ts';
import { announce, type PartEvent } from '../settings/events.ts';
import { SHARED_STYLES } from '../ui/shared.ts';
import { checkedProperty, readSignal, readTextArgument, wrongArgument } from '../util/arguments.ts';
import { whenIdle } from '../util/idle.ts';
import { formatSize } from '../util/size.ts';
import { POLICY_EXERCISE } from './compared-policies.ts';
import { unindented } from './dedent.ts';
import { EditorController } from './editor/editor-controller.ts';
import { attributeProblem, READERS } from './element-properties.ts';
import { ExerciseLoader } from './exercises/exercise-loader.ts';
import { OWN_PROGRAM } from './exercises/own-program.ts';
import { FilesController } from './files-controller.ts';
import styles from './highwater-python.css?inline';
import { findRun, nameOfRun } from './kept-runs.ts';
import { PolicyComparisonController } from './policy-comparison-controller.ts';
import { ProblemController } from './problem-controller.ts';
import { type ProgramJob, ProgramRunsController } from './program-runs-controller.ts';
import { type ProgramTestReport, ProgramTestsController } from './program-tests-controller.ts';
import { SelectedRunController } from './selected-run-controller.ts';
import { ShareController, sharing } from './share-controller.ts';
import { SourceController } from './source-controller.ts';
import './file-tabs.ts';
import './interpreter-download.ts';
import './program-live.ts';
import './program-output.ts';
import './program-runs.ts';
import './program-tests.ts';
import './program-toolbar.ts';
import '../reports/report-panel.ts';

// Its place in the page is empty until it is loaded.
if (import.meta.env.HIGHWATER_AWAITS_PYTHON) {
  import('./interpreter-wait.ts').catch(() => {
    // Runs wait for the interpreter all the same, and name the missing part.
  });
}

/** The default exercise of an element. */
const DEFAULT_EXERCISE = 'lru-cache';

/**
 * A Python program that is edited, run on the traced allocator and tested, with the memory of each
 * line beside it, the curve of each run, and reports on any run.
 *
 * The program is that of the exercise, or one of the reader's own, of any number of files, or that
 * of the property `source`, or of a `<script type="text/x-python">` inside the element.
 *
 * An element moved within a document keeps its runs and continues. A removed element stops and
 * drops its runs, and has no results when it is inserted again; its code stays.
 *
 * @fires highwater-progress - About eight times a second while the program runs: {policy, calls,
 *   plannedCalls, rate, elapsedMs, remainingMs}, `policy` being the run's name and `calls`
 *   allocations. Bubbles and crosses shadow roots.
 * @fires highwater-result - The result of a run, at its end. Bubbles and crosses shadow roots.
 * @fires highwater-test - The results of the tests, at their end: {passed, failed, tests, changed}.
 *   Bubbles and crosses shadow roots.
 * @fires highwater-exercise - The exercise that the reader has chosen: its id or its URL, or `own`.
 *   Bubbles and crosses shadow roots.
 * @fires highwater-share - The URL fragment that restores the code, when its link is requested.
 *   Bubbles and crosses shadow roots.
 */
@customElement('highwater-python')
export class HighwaterPython extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  static override getPropertyDescriptor(
    ...property: Parameters<typeof LitElement.getPropertyDescriptor>
  ): PropertyDescriptor | undefined {
    // biome-ignore lint/complexity/noThisInStatic: Lit reads the prototype of the class it is called on.
    return checkedProperty(READERS, property[0], super.getPropertyDescriptor(...property));
  }

  /**
   * The exercise: its id, the URL of its folder's JSON, or the exercise as JSON; `own` for a program
   * of the reader's own. A `<script type="application/json">` inside the element is equivalent to
   * the JSON.
   */
  @property()
  get exercise(): string {
    return this.#exercises.named;
  }

  set exercise(named: string | null) {
    const before = this.exercise;
    if (named !== null) {
      readTextArgument('exercise', named, 'the id, the address or the JSON of an exercise');
    }
    if ((named ?? DEFAULT_EXERCISE) !== before) {
      this.#exercises.ask(named ?? DEFAULT_EXERCISE);
      this.requestUpdate('exercise', before);
    }
  }

  /** The theme: `auto`, `light` or `dark`. */
  @property({ reflect: true, converter: (text) => text ?? 'auto' }) theme = 'auto';
  /** Maximum bytes of linear memory; `null` for the browser's maximum. */
  @property({ attribute: 'hard-limit', type: Number }) hardLimit: number | null = null;
  /** The growth step of linear memory. */
  @property({ converter: (text) => text ?? 'adaptive' }) growth = 'adaptive';
  /** True if runs are traced: untraced runs have no reports, and no bytes until the end. */
  @property({ attribute: false }) traced = true;
  /** True if runs record native stacks, and reports show native frames. */
  @property({ attribute: false }) native = false;
  /** The URL of the page that a shared link opens; empty for the current page. */
  @property({ attribute: false }) sharePage = '';
  @state() private status = '';
  @query('.editor') private place!: HTMLElement | null;
  readonly #problem = new ProblemController(this);
  readonly #exercises = new ExerciseLoader(DEFAULT_EXERCISE, {
    found: (exercises, id, problem) => this.#source.choose(exercises, id, problem),
    failed: (error, retry) => this.#problem.show(error, retry),
  });
  readonly #source = new SourceController(this, () => {
    const { chosen, shown, given } = this.#source;
    this.#programs.turnTo(chosen ?? '');
    this.#proving.turnTo(chosen ?? '');
    this.#view.turn();
    this.#share.reset();
    this.#editor.set(shown.name, shown.source, given);
    whenIdle(() => this.isConnected && this.#editor.open());
  });
  readonly #editor: EditorController = new EditorController(this, {
    typed: (source) => {
      this.#share.reset();
      this.#source.type(source);
    },
    run: () => {
      this.run();
    },
    failed: (error, retry) => this.#problem.show(error, retry),
  });
  readonly #programs = new ProgramRunsController(this, {
    progressed: (progress) => announce(this, 'highwater-progress', progress),
    finished: (result) => announce(this, 'highwater-result', result),
    cleared: () => {
      this.#editor.clearMarks();
      this.status = '';
    },
  });
  readonly #view = new SelectedRunController(this, this.#programs);
  readonly #policies = new PolicyComparisonController(this, this.#programs, {
    begun: (name) => {
      this.#view.begin();
      if (!this.#programs.named.some((run) => run.name === this.#view.selected)) {
        this.#view.select(name);
      }
      this.#view.change({ beside: name });
      this.status = `Running ${name}`;
    },
    ended: (result) => {
      this.status = result === null ? '' : describeEnd(result);
    },
    failed: (error) => this.#problem.show(error),
  });
  readonly #proving = new ProgramTestsController(this);
  readonly #shared = new SharedValues(this);
  readonly #share = new ShareController(this);
  readonly #files = new FilesController(this, this.#source, {
    dropped: (files) => this.openFiles(files),
    own: () => {
      this.#choose(OWN_PROGRAM);
      return this.#exercises.ready();
    },
    failed: (error) => this.#problem.show(error),
  });

  /** The Python source. */
  get source(): string {
    return this.#source.text;
  }

  set source(source: string) {
    this.#source.take(readTextArgument('source', source, 'a text of Python code'));
  }

  /** The results of the stored runs, in order. */
  get results(): readonly ProgramResult[] {
    return this.#programs.named.flatMap(({ name }) => this.#programs.resultOf(name) ?? []);
  }

  /** Opens shared code. Rejects with the reason as text if the fragment has none. */
  async openShared(fragment: string): Promise<void> {
    readTextArgument('fragment', fragment, 'the fragment of a shared link');
    const { readFragment } = await sharing();
    const shared = await readFragment(fragment);
    await this.#exercises.ready();
    if (shared !== null) {
      if (this.#source.chosen !== shared.exercise) {
        this.exercise = shared.exercise;
        await this.#exercises.ready();
      }
      this.#source.adopt(shared.source);
    }
  }

  /**
   * Opens Python files of the reader's computer: the file of the exercise in its place, other files
   * in the program of the reader's own. Never rejects: a problem is shown.
   */
  async openFiles(files: readonly File[]): Promise<void> {
    if (this.#programs.running || this.#proving.running) {
      this.#problem.show('Files can be opened when nothing runs: press Stop, or wait for the end.');
    } else {
      await this.#files.open(files);
    }
  }

  /** Shows an error. */
  tell(problem: string): void {
    this.#problem.show(readTextArgument('problem', problem, 'a text'));
  }

  /**
   * Runs the program. The promise never rejects: errors are in the result. A call during a run
   * waits for its end and resolves with `null`.
   */
  async run(): Promise<ProgramResult | null> {
    const { stops } = this.#programs.runs;
    await this.#exercises.ready();
    // It was stopped, or the element removed, while it waited.
    if (stops !== this.#programs.runs.stops) {
      return null;
    }
    const { packed, files, main, chosen } = this.#source;
    return this.#start({
      name: nameOfRun(this.#source.origin, this.#programs.named, packed),
      exercise: chosen ?? '',
      files,
      main,
      source: packed,
      hardLimit: this.hardLimit,
      growth: this.growth,
      traced: this.traced,
      // Untraced runs have no stacks.
      native: this.native && this.traced,
    });
  }

  async #start(job: ProgramJob): Promise<ProgramResult | null> {
    this.#view.begin();
    const running = this.#programs.run(job);
    this.#view.select(findRun(this.#programs.named, job)?.name ?? job.name);
    this.status = `Running ${this.#view.selected}`;
    const result = await running;
    // If the element was removed meanwhile, the run is gone.
    if (result !== null && this.#programs.resultOf(result.policy) !== null) {
      const { lines } = this.#programs;
      await this.#editor.show({ files: job.files, lines, error: result.error });
      this.status = describeEnd(result);
    }
    return result;
  }

  /**
   * Runs a cache policy in the exercise's engine, for comparison with programs. Rejects if the
   * policy is invalid.
   */
  async compare(policy: string): Promise<ProgramResult | null> {
    readTextArgument('policy', policy, 'a policy such as "class/lru:10"');
    return this.#policies.compare(policy, this);
  }

  /** Stops the run and the tests in progress at once. */
  stop(): void {
    this.#programs.runs.stop();
    this.#proving.stop();
  }

  /** Runs the tests of the exercise, and those in the file itself, until the signal is aborted. */
  async test(signal?: AbortSignal): Promise<ProgramTestReport> {
    readSignal('signal', signal);
    await this.#exercises.ready();
    const { files, packed, exercise } = this.#source;
    const proving = {
      name: nameOfRun(this.#source.origin, this.#programs.named, packed),
      source: packed,
      files,
      tests: exercise?.tests ?? null,
      given: exercise?.file ?? null,
      hardLimit: this.hardLimit,
    };
    const report = await this.#proving.test(proving, signal);
    announce(this, 'highwater-test', report);
    return report;
  }

  /** A report of a run by name; of the selected run by default. */
  async report(query: ReportQuery, name = this.#view.selected ?? ''): Promise<ReportAnswer> {
    return this.#programs.runs.report(readRunName(name), readQuery(query));
  }

  /** A report as a file, in one of the export formats. */
  async export(
    format: string,
    query: ReportQuery,
    name = this.#view.selected ?? '',
  ): Promise<Uint8Array<ArrayBuffer>> {
    const [run, wanted] = [readRunName(name), readQuery(query)];
    return this.#programs.runs.export(run, readFormatName(format), wanted);
  }

  /** The capture of a run as a file. */
  async capture(name = this.#view.selected ?? '', signal?: AbortSignal): Promise<Blob> {
    return this.#programs.runs.capture(readRunName(name), readSignal('signal', signal));
  }

  /** Takes the code and the exercise from scripts inside an element, if there are any. */
  takeScripts(within: Element): void {
    if (!(within instanceof Element)) {
      throw wrongArgument('within', within, 'an element with scripts inside');
    }
    const textOf = (type: string) =>
      within.querySelector(`:scope > script[type="${type}"]`)?.textContent ?? null;
    const exercise = textOf('application/json');
    if (exercise !== null) {
      this.exercise = exercise;
    }
    const source = textOf('text/x-python');
    if (source !== null) {
      this.source = unindented(source);
    }
  }

  /** The parent element of the editor. */
  editorPlace(): HTMLElement | null {
    return this.place;
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    const problem = attributeProblem(name, value);
    if (problem === '') {
      super.attributeChangedCallback(name, old, value);
    } else {
      this.#problem.show(problem);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#source.chosen === null && this.#source.isBlank) {
      this.takeScripts(this);
    }
    this.#exercises.ready();
  }

  override willUpdate(): void {
    const { theme } = this;
    const { views } = this.#programs;
    this.#shared.set({
      engine: this.#policies.engine,
      views,
      selected: this.#view.selected,
      theme,
    });
  }

  override render(): TemplateResult {
    const { exercise, files, shown, chosen } = this.#source;
    const { running, named } = this.#programs;
    const { selected } = this.#view;
    const busy = running || this.#proving.running;
    const tested = this.#proving.run?.progress ?? null;
    return html`
      ${this.#problem.render(this.#source.notice)}
      ${
        exercise === null
          ? nothing
          : html`<section class="exercise" aria-label="Exercise">
              <h2>${exercise.title}</h2>
              ${exercise.text.map((paragraph) => html`<p>${paragraph}</p>`)}
            </section>`
      }
      <div class="layout">
        <section class="code" aria-label="Code" ?data-over=${this.#files.over}>
          <highwater-program-toolbar
            .exercises=${this.#source.exercises}
            .chosen=${chosen}
            .versions=${this.#source.versions}
            .origin=${this.#source.origin}
            .note=${this.#share.note}
            ?busy=${busy}
            ?ready=${!this.#source.isBlank}
            @exercise-choose=${({ detail }: PartEvent<'exercise-choose'>) => this.#choose(detail)}
            @origin-choose=${({ detail }: PartEvent<'origin-choose'>) => this.#source.go(detail)}
            @version-save=${({ detail }: PartEvent<'version-save'>) => this.#source.save(detail)}
            @version-delete=${({ detail }: PartEvent<'version-delete'>) => this.#source.delete(detail)}
            @run-request=${() => this.run()}
            @stop-request=${() => this.stop()}
            @prove-request=${() => {
              // The test panel shows the error.
              this.test().catch(() => {});
            }}
            @files-open=${({ detail }: PartEvent<'files-open'>) => this.openFiles(detail)}
            @file-save=${() => this.#files.save()}
            @share-request=${this.#copyLink}
            ><highwater-program-live
              ?running=${busy}
              .result=${tested === null ? this.#programs.progress : tested.result}
              .test=${tested}
            ></highwater-program-live
          ></highwater-program-toolbar>
          ${
            import.meta.env.HIGHWATER_AWAITS_PYTHON
              ? html`<highwater-interpreter-wait></highwater-interpreter-wait>`
              : nothing
          }
          <highwater-interpreter-download ?awaited=${running}></highwater-interpreter-download>
          <highwater-file-tabs
            .files=${files}
            .shown=${shown.name}
            ?busy=${busy}
            ?hidden=${files.length < 2}
            @file-show=${({ detail }: PartEvent<'file-show'>) => this.#source.show(detail)}
            @file-remove=${({ detail }: PartEvent<'file-remove'>) => this.#source.remove(detail)}
          ></highwater-file-tabs>
          ${this.#editor.render()}
        </section>
        <div class="side">
          <section class="output" aria-label="Output">
            <highwater-program-output
              .output=${selected === null ? null : this.#programs.outputOf(selected)}
              .failure=${selected === null ? null : this.#programs.failureOf(selected)}
              ?running=${running}
              @run-request=${() => this.run()}
              @line-request=${({ detail }: PartEvent<'line-request'>) => this.#goTo(detail)}
            ></highwater-program-output>
          </section>
          <section class="runs" aria-label="Runs">
            <highwater-program-runs
              ?locked=${running}
              @run-select=${({ detail }: PartEvent<'run-select'>) => this.#view.select(detail)}
              @run-remove=${({ detail }: PartEvent<'run-remove'>) => this.#programs.remove(detail)}
            ></highwater-program-runs>
            ${exercise?.id === POLICY_EXERCISE ? this.#policies.render(busy, this) : nothing}
          </section>
          ${this.#view.renderPlot(
            this.#source.limit,
            chosen === OWN_PROGRAM ? (limit) => this.#source.limitTo(limit) : null,
          )}
          <section class="tests" aria-label="Tests">
            <highwater-program-tests
              .run=${this.#proving.run}
              .source=${this.#source.packed}
              ?own=${exercise === null}
            ></highwater-program-tests>
          </section>
        </div>
        <section class="reports" aria-label="Reports" ?hidden=${named.length === 0}>
          <highwater-report-panel
            .settings=${this.#view.shown}
            .passing=${this.#view.walked}
            plain
            .native=${this.native}
            @setting-change=${({ detail }: PartEvent<'setting-change'>) => {
              this.native = detail.value === '1';
            }}
            @native-run-request=${({ detail }: PartEvent<'native-run-request'>) => {
              const job = this.#programs.jobOf(detail);
              if (job === null) {
                this.#problem.show(
                  'Native stacks for cache policies are available on the main page.',
                );
              } else {
                this.#start({ ...job, traced: true, native: true });
              }
            }}
            @report-change=${({ detail }: PartEvent<'report-change'>) => {
              this.#view.change(detail);
            }}
          ></highwater-report-panel>
        </section>
      </div>
      <p class="visually-hidden" role="status" data-testid="program-status">${this.status}</p>
    `;
  }

  /** The reader chooses an exercise. */
  #choose(id: string): void {
    this.exercise = id;
    announce(this, 'highwater-exercise', this.#exercises.addressOf(id) ?? id);
  }

  /** Moves to a line of the file of the selected run's exception. */
  async #goTo(line: number): Promise<void> {
    const { raised } = this.#programs.outputOf(this.#view.selected ?? '');
    if (raised !== null && this.#source.files.some(({ name }) => name === raised.file)) {
      this.#source.show(raised.file ?? '');
    }
    (await this.#editor.open())?.goTo(line);
  }

  readonly #copyLink = async (): Promise<void> => {
    try {
      const exercise = this.#source.chosen ?? OWN_PROGRAM;
      const fragment = await this.#share.copy({
        exercise,
        address: this.#exercises.addressOf(exercise),
        source: this.#source.packed,
        page: this.sharePage,
      });
      announce(this, 'highwater-share', fragment);
      this.status = this.#share.note;
      this.#problem.show('');
    } catch (error) {
      this.#problem.show(error, this.#copyLink);
    }
  };
}

function describeEnd({ policy, outcome, memory, error }: ProgramResult): string {
  const peak = `peak ${formatSize(memory.peakLive)}`;
  const ending = outcome === 'completed' ? 'ended' : outcome.replaceAll('-', ' ');
  return `${policy} ${ending}, ${peak}${error === null ? '' : `; ${error.type}`}`;
}

declare global {
  interface HTMLElementEventMap {
    'highwater-result': CustomEvent<ProgramResult>;
  }
  interface HTMLElementTagNameMap {
    'highwater-python': HighwaterPython;
  }
}
