import type { ReactiveControllerHost } from 'lit';
import { programModules } from '../engine/python-modules.ts';
import { modulesOf } from '../engine/run-modules.ts';
import { withPieces } from '../model/output-blocks.ts';
import {
  NO_OUTPUT,
  type ProgramOutput,
  type ProgramResult,
  programResult,
} from '../model/program-result.ts';
import type { TableAnswer } from '../model/report-answers.ts';
import type { ProgramFile, RunRequest, RunResult } from '../model/run-result.ts';
import type { RunView } from '../runs/run-view.ts';
import { RunsController } from '../runs/runs-controller.ts';
import type { Job, Progress } from '../runs/session.ts';
import type { PolicyJob } from './compared-policies.ts';
import { findRun, type NamedRun, viewsOfRuns, withRun } from './kept-runs.ts';
import { type LineMemory, linesOf } from './line-sums.ts';

/** The settings of a program's run. */
export interface ProgramJob {
  /** The name of the run. */
  readonly name: string;
  /** The id of the run's exercise; empty if there is none. */
  readonly exercise: string;
  readonly files: readonly ProgramFile[];
  /** The name of the file that is run. */
  readonly main: string;
  /** All files as one text. */
  readonly source: string;
  /** Maximum bytes of linear memory; `null` for the browser's maximum. */
  readonly hardLimit: number | null;
  readonly growth: string;
  /** True if allocations are recorded: untraced runs have no reports. */
  readonly traced: boolean;
  /** True if native stacks of allocations are recorded too. */
  readonly native: boolean;
}

/** Callbacks for the runs of an element. */
interface ProgramListener {
  progressed(progress: Progress): void;
  finished(result: ProgramResult): void;
  /** All runs were removed, because the element was removed. */
  cleared(): void;
}

/** The memory of lines, by the name of their file. */
type LinesByFile = ReadonlyMap<string, ReadonlyMap<number, LineMemory>>;

/** The number of allocations of a program is unknown in advance. */
const UNKNOWN = 0;

/**
 * The runs of an element's programs: the latest few are stored, each with its name, hue and output.
 */
export class ProgramRunsController {
  readonly runs: RunsController;
  readonly #host: ReactiveControllerHost;
  readonly #outputs = new Map<string, ProgramOutput>();
  #named: readonly NamedRun[] = [];
  #exercise = '';
  #lines: LinesByFile | null = null;

  constructor(host: ReactiveControllerHost & Element, listener: ProgramListener) {
    this.#host = host;
    this.runs = new RunsController(
      host,
      {
        progressed: (progress) => listener.progressed(progress),
        reported: (run, news) => {
          const before = this.outputOf(run);
          this.#outputs.set(
            run,
            news.type === 'output'
              ? { ...before, blocks: withPieces(before.blocks, news.pieces) }
              : { ...before, raised: news.raised },
          );
          host.requestUpdate();
        },
        finished: (result) =>
          listener.finished(programResult(result, this.outputOf(result.policy))),
        cleared: () => {
          this.#named = [];
          this.#outputs.clear();
          this.#lines = null;
          listener.cleared();
        },
      },
      // Policies are run by the exercise's engine.
      (request) => (request.program === undefined ? modulesOf(request) : programModules(request)),
    );
  }

  get running(): boolean {
    return this.runs.running;
  }

  /** The runs of the current exercise. */
  get named(): readonly NamedRun[] {
    return this.#named.filter(({ exercise }) => exercise === this.#exercise);
  }

  /**
   * Switches to an exercise, by its id, or to none: runs of other exercises are stored until they
   * are selected again.
   */
  turnTo(exercise: string): void {
    if (exercise !== this.#exercise) {
      this.#exercise = exercise;
      this.#lines = null;
      this.#host.requestUpdate();
    }
  }

  get views(): readonly RunView[] {
    return viewsOfRuns(this.named, this.runs.all);
  }

  /** The bytes of each line of the latest run's files at its peak; `null` if unknown. */
  get lines(): LinesByFile | null {
    return this.#lines;
  }

  /** The result so far of the run in progress; `null` before its first records. */
  get progress(): RunResult | null {
    const running = [...this.runs.all.values()].find(({ phase }) => phase === 'running');
    return running?.snapshot?.result ?? null;
  }

  outputOf(name: string): ProgramOutput {
    return this.#outputs.get(name) ?? NO_OUTPUT;
  }

  /**
   * Runs a program. Never rejects; a call during a run waits for its end and resolves with `null`.
   */
  async run({
    name,
    exercise,
    files,
    main,
    source,
    hardLimit,
    growth,
    traced,
    native,
  }: ProgramJob): Promise<ProgramResult | null> {
    const { stopping } = this.runs.session;
    if (stopping !== null && !(await stopping)) {
      return null;
    }
    if (!this.running) {
      const wanted = { name, exercise, source };
      this.#named = withRun(this.#named, wanted);
      const run = findRun(this.#named, wanted)?.name ?? name;
      this.#outputs.delete(run);
      this.#lines = null;
      const request: RunRequest = {
        run,
        ranges: [],
        growth,
        hardLimit,
        traced,
        native,
        program: { files, main, test: null },
      };
      const result = await this.#make({ request, plannedTicks: UNKNOWN });
      await this.#readLines(run, files);
      return result;
    }
    await this.runs.session.idle;
    return null;
  }

  /** Runs a cache policy for comparison with programs. Otherwise as `run`. */
  async runPolicy({ wanted, job }: PolicyJob): Promise<ProgramResult | null> {
    const { stopping } = this.runs.session;
    if (stopping !== null && !(await stopping)) {
      return null;
    }
    if (!this.running) {
      this.#named = withRun(this.#named, wanted);
      return this.#make(job);
    }
    await this.runs.session.idle;
    return null;
  }

  async #make(job: Job): Promise<ProgramResult | null> {
    const { session } = this.runs;
    session.keepOnly(this.#named.map((run) => run.name));
    const [result] = await session.runOne(job);
    return result === undefined ? null : programResult(result, this.outputOf(result.policy));
  }

  /** The settings of a run; `null` if there is none of this name. */
  jobOf(name: string): ProgramJob | null {
    const request = this.runs.all.get(name)?.request;
    const known = this.#named.find((run) => run.name === name);
    if (request?.program === undefined || known === undefined) {
      return null;
    }
    const { files, main } = request.program;
    const { exercise, source } = known;
    return { name, exercise, files, main, source, ...request };
  }

  /** The reason why a program's run failed, other than its own exception; `null` if it did not. */
  failureOf(name: string): string | null {
    const { request, snapshot } = this.runs.all.get(name) ?? {};
    const hasFailed =
      request?.program !== undefined &&
      snapshot?.result.outcome === 'failed' &&
      this.outputOf(name).raised === null;
    return hasFailed ? snapshot.result.error : null;
  }

  /** The documented result of a run that has ended. */
  resultOf(name: string): ProgramResult | null {
    const result = this.runs.all.get(name)?.snapshot?.result;
    return result === undefined ? null : programResult(result, this.outputOf(name));
  }

  /** Removes a run. */
  remove(name: string): void {
    this.#named = this.#named.filter((run) => run.name !== name);
    this.#outputs.delete(name);
    this.runs.session.keepOnly(this.#named.map((run) => run.name));
  }

  async #readLines(name: string, files: readonly ProgramFile[]): Promise<void> {
    try {
      const table = (await this.runs.report(name, { kind: 'table' })) as TableAnswer;
      this.#lines = new Map(
        files.map(({ name }) => [name, linesOf(table.rows, name, table.bytes)]),
      );
    } catch {
      // A failed run has no bytes to show beside its lines.
      this.#lines = null;
    }
    this.#host.requestUpdate();
  }
}
