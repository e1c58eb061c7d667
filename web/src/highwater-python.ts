import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PythonEditor } from './editor/editor.ts';
import type { PartEvent } from './elements/events.ts';
import { glyph, SHARED_STYLES } from './elements/shared.ts';
import { endOfCalls } from './elements/view.ts';
import type { Exercise } from './exercises/exercise.ts';
import styles from './highwater-python.css?inline';
import { limitOf } from './program/limit.ts';
import type { ProgramResult } from './program/result.ts';
import { nameOfEdit } from './program/views.ts';
import { ProgramControl } from './program-control.ts';
import { type ProgramTestReport, ProvingControl } from './proving-control.ts';
import type { ReportAnswer, ReportQuery } from './report/answers.ts';
import { captureOf, exportOf, finishedRun, reportOf } from './run/asking.ts';
import type { DownloadProgress } from './run/python-modules.ts';
import { formatSize } from './size.ts';
import { messageOf } from './state/reading.ts';
import {
  REPORT_DEFAULTS,
  type ReportSettings,
  readReportSettings,
} from './state/report-settings.ts';
import type { Scale } from './state/settings.ts';
import bar from './styles/progress-bar.css?inline';
import { TimelineControl } from './timeline-control.ts';
import './elements/memory-plot.ts';
import './elements/program-output.ts';
import './elements/program-runs.ts';
import './elements/program-tests.ts';
import './elements/report-panel.ts';

/** What the reports show until the reader chooses. */
const REPORT: ReportSettings = readReportSettings(
  (name, read) => read(REPORT_DEFAULTS[name]),
  (text) => text,
  'flamegraph',
);

/**
 * A Python file that is edited, run on the traced allocator and tested, with the memory of each
 * line beside it, the curve of each run, and the reports of any.
 *
 * The file is that of the exercise, or of the property `source`, or of a
 * `<script type="text/x-python">` inside the element.
 *
 * @fires highwater-progress
 * @fires highwater-result
 * @fires highwater-test
 */
@customElement('highwater-python')
export class HighwaterPython extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(bar), unsafeCSS(styles)];

  /** The id of the exercise to begin with. */
  @property() exercise = 'lru-cache';
  /** The theme: `auto`, `light` or `dark`. */
  @property({ reflect: true }) theme = 'auto';
  /** The most bytes that linear memory may have; `null` for as many as the browser gives. */
  @property({ attribute: 'hard-limit', type: Number }) hardLimit: number | null = null;
  /** By how much linear memory grows at a time. */
  @property() growth = 'adaptive';
  @state() private exercises: readonly Exercise[] = [];
  @state() private text = '';
  @state() private loadError = '';
  @state() private selected: string | null = null;
  @state() private download: DownloadProgress | null = null;
  @state() private shown: ReportSettings = REPORT;
  @state() private scale: Scale = 'linear';
  @state() private editing = false;
  @state() private status = '';
  @query('.editor') private place!: HTMLElement | null;
  #editor: Promise<PythonEditor> | null = null;
  #given: string | null = null;
  #watching: Promise<() => void> | null = null;
  readonly #programs = new ProgramControl(this, {
    progressed: (view) => this.#emit('highwater-progress', { name: view.policy }),
    finished: (result) => this.#emit('highwater-result', result),
  });
  readonly #proving = new ProvingControl(this);
  readonly #timeline = new TimelineControl(this, {
    settings: () => this.shown,
    end: () => endOfCalls(this.#programs.views),
    arePreviews: () => false,
    change: (change) => {
      this.shown = { ...this.shown, ...change };
    },
  });

  /** The Python that is run. */
  get source(): string {
    return this.text;
  }

  set source(source: string) {
    this.#given = source;
    this.#replaceText(source);
  }

  /** The results of the runs that are kept, in their order. */
  get results(): readonly ProgramResult[] {
    return this.#programs.named.flatMap(({ name }) => this.#programs.resultOf(name) ?? []);
  }

  /** Runs the program. The promise never rejects: what went wrong is in the result. */
  async run(): Promise<ProgramResult | null> {
    await this.#ready();
    const { exercise } = this;
    const chosen = this.#exercise;
    const name = this.#nameOf(this.text);
    this.#timeline.begin();
    this.#openEditor();
    const running = this.#programs.run({
      name,
      file: { name: chosen?.file.name ?? 'program.py', source: this.text },
      hardLimit: this.hardLimit,
      growth: this.growth,
    });
    const named = this.#programs.named.find(({ source }) => source === this.text);
    this.selected = named?.name ?? name;
    this.shown = { ...this.shown, policy: this.selected };
    this.status = `Running ${this.selected}`;
    const result = await running;
    if (exercise === this.exercise) {
      await this.#showRun(result);
    }
    this.status = result === null ? '' : describeEnd(result);
    return result;
  }

  /** Ends the run and the tests in progress at once. */
  stop(): void {
    this.#programs.session.stop();
    this.#proving.stop();
  }

  /** Runs the tests of the exercise, and those in the file itself. */
  async test(): Promise<ProgramTestReport> {
    await this.#ready();
    const exercise = this.#exercise;
    const report = await this.#proving.test({
      file: { name: exercise?.file.name ?? 'program.py', source: this.text },
      tests: exercise?.tests ?? null,
      given: exercise?.file.source ?? null,
      hardLimit: this.hardLimit,
    });
    this.#emit('highwater-test', report);
    return report;
  }

  /** A report of a run by its name: of the one that is selected unless told. */
  async report(query: ReportQuery, name = this.selected ?? ''): Promise<ReportAnswer> {
    return reportOf(finishedRun(this.#programs.session, name), query);
  }

  /** A report as a file, in one of the formats of exports. */
  async export(
    format: string,
    query: ReportQuery,
    name = this.selected ?? '',
  ): Promise<Uint8Array<ArrayBuffer>> {
    return exportOf(finishedRun(this.#programs.session, name), format, query);
  }

  /** The capture of a run as a file. */
  async capture(name = this.selected ?? ''): Promise<Blob> {
    return captureOf(finishedRun(this.#programs.session, name));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const script = this.querySelector<HTMLScriptElement>('script[type="text/x-python"]');
    if (script !== null && this.#given === null) {
      this.source = unindented(script.textContent ?? '');
    }
    this.#ready();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('exercise') && changed.get('exercise') !== undefined) {
      this.#given = null;
      this.#ready();
    }
  }

  get #exercise(): Exercise | null {
    return this.exercises.find(({ id }) => id === this.exercise) ?? this.exercises[0] ?? null;
  }

  /** What is shown of the source's origin, as the name of its run. */
  #nameOf(source: string): string {
    const exercise = this.#exercise;
    if (source === (this.#given ?? exercise?.file.source)) {
      return 'as given';
    }
    const solution = exercise?.solutions.find((one) => one.source === source);
    return solution?.title ?? nameOfEdit(this.#programs.named, source);
  }

  override render(): TemplateResult {
    const { running } = this.#programs;
    const proving = this.#proving.running;
    const { views } = this.#programs;
    const { instant, span, walked } = this.#timeline;
    const end = endOfCalls(views);
    const exercise = this.#exercise;
    const output = this.#programs.outputOf(this.selected ?? '');
    return html`
      ${this.loadError === '' ? nothing : html`<p class="bad" role="alert">${this.loadError}</p>`}
      ${this.#renderExercise(exercise)}
      <div class="layout">
        <section class="code" aria-label="Code">
          ${this.#renderControls(exercise, running, proving)}
          <div class="editor" data-testid="editor" ?hidden=${!this.editing}></div>
          ${
            this.editing
              ? nothing
              : html`<button
                  class="given"
                  data-testid="given"
                  aria-label="Edit ${exercise?.file.name ?? 'the program'}"
                  @click=${() => this.#edit()}
                ><pre>${this.text}</pre></button>`
          }
        </section>
        <div class="side">
          <section class="output" aria-label="Output">
            <highwater-program-output
              .output=${output}
              ?running=${running}
              @line-request=${({ detail }: CustomEvent<number>) => this.#goTo(detail)}
            ></highwater-program-output>
          </section>
          <section class="runs" aria-label="Runs">
            <highwater-program-runs
              .views=${views}
              .selected=${this.selected}
              ?locked=${running}
              @run-select=${({ detail }: CustomEvent<string>) => this.#select(detail)}
              @run-remove=${({ detail }: CustomEvent<string>) => this.#programs.remove(detail)}
            ></highwater-program-runs>
          </section>
          <section class="plot" aria-label="Memory over allocations" ?hidden=${views.length === 0}>
            <highwater-memory-plot
              .views=${views}
              .highlighted=${this.selected}
              .selected=${this.selected}
              .instant=${instant}
              .end=${end}
              .theme=${this.theme}
              .scale=${this.scale}
              .clock=${'allocations'}
              .limit=${limitOf(exercise?.limit ?? null)}
              .span=${span}
              .walking=${walked !== null}
              .placeholder=${running ? 'The program runs…' : ''}
              @setting-change=${({ detail }: PartEvent<'setting-change'>) => {
                this.scale = detail.value as Scale;
              }}
              @instant-change=${({ detail }: PartEvent<'instant-change'>) => this.#timeline.look(detail)}
              @span-change=${({ detail }: PartEvent<'span-change'>) => this.#timeline.brush(detail)}
              @play-request=${({ detail }: PartEvent<'play-request'>) => this.#timeline.play(detail)}
            ></highwater-memory-plot>
          </section>
        </div>
        <section class="tests" aria-label="Tests">
          <highwater-program-tests .run=${this.#proving.run}></highwater-program-tests>
        </section>
        <section class="reports" aria-label="Reports" ?hidden=${views.length === 0}>
          <highwater-report-panel
            .views=${views}
            .settings=${this.shown}
            .passing=${walked}
            .clock=${'allocations'}
            .theme=${this.theme}
            @report-change=${({ detail }: PartEvent<'report-change'>) => {
              this.shown = { ...this.shown, ...detail };
            }}
          ></highwater-report-panel>
        </section>
      </div>
      <p class="visually-hidden" role="status" data-testid="program-status">${this.status}</p>
    `;
  }

  #renderExercise(exercise: Exercise | null): TemplateResult | typeof nothing {
    if (exercise === null) {
      return nothing;
    }
    return html`<section class="exercise" aria-label="Exercise">
      <h2>${exercise.title}</h2>
      ${exercise.text.map((paragraph) => html`<p>${paragraph}</p>`)}
    </section>`;
  }

  #renderControls(
    exercise: Exercise | null,
    running: boolean,
    proving: boolean,
  ): TemplateResult {
    const busy = running || proving;
    return html`<div class="controls">
        <label>
          Exercise
          <select
            data-testid="exercise"
            ?disabled=${busy}
            @change=${({ target }: Event) => this.#choose((target as HTMLSelectElement).value)}
          >
            ${this.exercises.map(
              ({ id, title }) =>
                html`<option value=${id} ?selected=${id === exercise?.id}>${title}</option>`,
            )}
          </select>
        </label>
        <label>
          Code
          <select data-testid="solution" ?disabled=${busy} @change=${this.#solutionChosen}>
            <option value="" ?selected=${this.text === exercise?.file.source}>As given</option>
            ${exercise?.solutions.map(
              ({ title, source }, index) =>
                html`<option value=${index} ?selected=${source === this.text}>${title}</option>`,
            )}
            ${this.#isEdit ? html`<option value="edit" selected>Your own</option>` : nothing}
          </select>
        </label>
        <div class="buttons">
          <button class="primary" ?disabled=${busy || this.text === ''} @click=${() => this.run()}>
            ${glyph('run')} Run
          </button>
          <button ?disabled=${!busy} @click=${() => this.stop()}>${glyph('stop')} Stop</button>
          <button
            ?disabled=${busy || this.text === ''}
            @click=${() => {
              // What goes wrong is shown among the tests.
              this.test().catch(() => {});
            }}
          >
            ${glyph('check')} Run tests
          </button>
        </div>
      </div>
      ${this.#renderDownload()}`;
  }

  #renderDownload(): TemplateResult | typeof nothing {
    const { download } = this;
    if (download === null || download.loaded >= download.total || download.loaded === 0) {
      return nothing;
    }
    const { loaded, total } = download;
    return html`<p class="download small muted" data-testid="download">
      <progress max=${total} value=${loaded} aria-label="Fetching the Python interpreter"></progress>
      Fetching the Python interpreter, ${formatSize(loaded)} of ${formatSize(total)}
    </p>`;
  }

  async #ready(): Promise<void> {
    this.#watching ??= import('./run/python-modules.ts').then(({ watchDownload }) =>
      watchDownload((progress) => {
        this.download = progress;
      }),
    );
    try {
      const { EXERCISES } = await import('./exercises/built-in.ts');
      this.exercises = EXERCISES;
      if (this.text === '') {
        this.#replaceText(this.#given ?? this.#exercise?.file.source ?? '');
      }
    } catch (error) {
      this.loadError = messageOf(error);
    }
  }

  /** Whether the text is none of those that the exercise offers. */
  get #isEdit(): boolean {
    const exercise = this.#exercise;
    const offered = [exercise?.file.source, ...(exercise?.solutions ?? []).map((one) => one.source)];
    return !offered.includes(this.text);
  }

  readonly #solutionChosen = ({ target }: Event): void => {
    const exercise = this.#exercise;
    const { value } = target as HTMLSelectElement;
    const source =
      value === '' ? exercise?.file.source : exercise?.solutions[Number(value)]?.source;
    if (source !== undefined) {
      this.#replaceText(source);
    }
  };

  #choose(id: string): void {
    this.exercise = id;
    this.#given = null;
    this.#replaceText(this.#exercise?.file.source ?? '');
  }

  #select(name: string): void {
    this.selected = name;
    this.shown = { ...this.shown, policy: name };
  }

  /** Sets the text, in the editor too. */
  #replaceText(source: string): void {
    this.text = source;
    this.#editor?.then((editor) => {
      editor.source = source;
      this.#forgetRun(editor);
    });
  }

  /** Opens the editor for a reader who wants to write. */
  async #edit(): Promise<void> {
    (await this.#openEditor())?.focus();
  }

  #openEditor(): Promise<PythonEditor | null> {
    this.#editor ??= this.#makeEditor();
    return this.#editor.catch((error: unknown) => {
      this.#editor = null;
      this.loadError = messageOf(error);
      return null;
    });
  }

  async #makeEditor(): Promise<PythonEditor> {
    const { openEditor } = await import('./editor/editor.ts');
    this.editing = true;
    await this.updateComplete;
    const editor = openEditor({
      parent: this.place as HTMLElement,
      root: this.renderRoot as ShadowRoot,
      source: this.text,
      label: this.#exercise?.file.name ?? 'program.py',
      onChange: (source) => {
        this.text = source;
        this.#forgetRun(editor);
      },
      onRun: () => {
        this.run();
      },
    });
    return editor;
  }

  /** What was found out by a run is about lines that may have been others. */
  #forgetRun(editor: PythonEditor): void {
    editor.showMemory(null);
    editor.showError(null);
  }

  async #goTo(line: number): Promise<void> {
    (await this.#openEditor())?.goTo(line);
  }

  /** Shows beside the lines what a run has found. */
  async #showRun(result: ProgramResult | null): Promise<void> {
    const editor = await this.#openEditor();
    const run = this.#programs.named.find(({ name }) => name === result?.policy);
    if (editor !== null && run?.source === this.text) {
      editor.showMemory(this.#programs.lines);
      editor.showError(result?.error?.line ?? null);
    }
  }

  #emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function describeEnd({ policy, outcome, memory, error }: ProgramResult): string {
  const peak = `peak ${formatSize(memory.peakLive)}`;
  return outcome === 'completed'
    ? `${policy} ended: ${peak}`
    : `${policy}: ${outcome.replaceAll('-', ' ')}, ${peak}${error === null ? '' : `; ${error.type}`}`;
}

/** The text of a script, without the indentation that it has in its page. */
function unindented(text: string): string {
  const lines = text.replace(/^\s*\n/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const least = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return `${lines.map((line) => line.slice(Math.min(least, line.length))).join('\n')}\n`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-python': HighwaterPython;
  }
}
