import type { ReactiveControllerHost } from 'lit';
import type { ProgramFile } from '../model/run-result.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { messageOf } from '../util/errors.ts';
import { loadPart } from '../util/parts.ts';
import type { ProgramTestRun } from './program-tests.ts';
import type { ProgramTestOutcome } from './run-tests.ts';

/** The subject of the tests. */
interface Proving {
  /** The name of the version, as of its run. */
  readonly name: string;
  /** All files as one text. */
  readonly source: string;
  /** The program's files. */
  readonly files: readonly ProgramFile[];
  /** The tests of its exercise; `null` if there are none. */
  readonly tests: ProgramFile | null;
  /** The original file, whose fixed ranges must be unchanged; `null` if there is none. */
  readonly given: ProgramFile | null;
  readonly hardLimit: number | null;
}

/** The results of a program's tests: plain JSON, in bytes and milliseconds. */
export interface ProgramTestReport {
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly ProgramTestOutcome[];
  /** Messages about changed fixed ranges. */
  readonly changed: readonly string[];
}

/** Matches a file with tests of its own. */
const HAS_TESTS = /^(?: *def test|class Test)/m;

const NOTHING: ProgramTestRun = {
  phase: 'reading',
  tests: [],
  outcomes: [],
  changed: [],
  error: '',
  name: '',
  source: '',
  progress: null,
};

/** The tests of an element's program: the latest, and their progress. */
export class ProgramTestsController {
  readonly #host: ReactiveControllerHost;
  #abort: AbortController | null = null;
  #run: ProgramTestRun | null = null;
  #exercise = '';

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    new PresenceController(host, { removed: () => this.stop() });
  }

  get run(): ProgramTestRun | null {
    return this.#run;
  }

  get running(): boolean {
    return this.#abort !== null;
  }

  /**
   * Switches to an exercise, by its id, or to none: test results of another exercise are dropped.
   */
  turnTo(exercise: string): void {
    if (exercise !== this.#exercise) {
      this.#exercise = exercise;
      this.#run = null;
      this.#host.requestUpdate();
    }
  }

  /**
   * Runs the tests. Rejects with the reason as text if they cannot be run, or the signal is
   * aborted.
   */
  async test(
    { name, source, files, tests, given, hardLimit }: Proving,
    signal?: AbortSignal,
  ): Promise<ProgramTestReport> {
    signal?.throwIfAborted();
    this.stop();
    const abort = new AbortController();
    signal?.addEventListener('abort', () => abort.abort(signal.reason), { signal: abort.signal });
    this.#abort = abort;
    let run: ProgramTestRun = { ...NOTHING, name, source };
    const show = (change: Partial<ProgramTestRun>) => {
      run = { ...run, ...change };
      if (this.#abort === abort || this.#abort === null) {
        this.#run = run;
        this.#host.requestUpdate();
      }
    };
    show({});
    try {
      const [{ prove }, { describeChanges }] = await loadPart('the part that runs tests', () =>
        Promise.all([import('./run-tests.ts'), import('./exercises/fixed-ranges.ts')]),
      );
      const changed =
        given === null
          ? []
          : describeChanges(
              given.source,
              files.find(({ name }) => name === given.name)?.source ?? '',
            );
      show({ changed });
      const own = files.filter(({ source }) => HAS_TESTS.test(source));
      const from = [...(tests === null ? [] : [tests]), ...own].map(({ name }) => name);
      const all = tests === null ? files : [...files, tests];
      const outcomes = await prove(all, from, hardLimit, abort.signal, {
        listed: (listed) => show({ phase: 'running', tests: listed }),
        progressed: (result) => {
          const [index, count] = [run.outcomes.length + 1, run.tests.length];
          show({ progress: { index, count, result } });
        },
        outcome: (outcome) => show({ outcomes: [...run.outcomes, outcome] }),
      });
      show({ phase: 'finished', progress: null });
      const passed = outcomes.filter((outcome) => outcome.passed).length;
      return { passed, failed: outcomes.length - passed, tests: outcomes, changed };
    } catch (error) {
      show({
        progress: null,
        ...(abort.signal.aborted
          ? { phase: 'stopped' }
          : { phase: 'broken', error: messageOf(error) }),
      });
      throw error;
    } finally {
      if (this.#abort === abort) {
        this.#abort = null;
        this.#host.requestUpdate();
      }
    }
  }

  /** Stops the tests in progress. */
  stop(): void {
    this.#abort?.abort(new DOMException('the tests were stopped', 'AbortError'));
  }
}
