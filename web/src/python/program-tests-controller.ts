import type { ReactiveControllerHost } from 'lit';
import type { ProgramFile } from '../model/run-result.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { messageOf } from '../util/errors.ts';
import type { ProgramTestRun } from './program-tests.ts';
import type { ProgramTestOutcome } from './run-tests.ts';

/** What is to be proved of a program. */
interface Proving {
  readonly file: ProgramFile;
  /** The tests of its exercise; `null` where there is none. */
  readonly tests: ProgramFile | null;
  /** The file as it was given, whose fixed places are to be unchanged; `null` where it was not. */
  readonly given: string | null;
  readonly hardLimit: number | null;
}

/** What the tests of a program came to: plain JSON, in bytes and milliseconds. */
export interface ProgramTestReport {
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly ProgramTestOutcome[];
  /** Places that were to stay as they were given and have been changed, in words. */
  readonly changed: readonly string[];
}

/** Where a file has tests of its own. */
const HAS_TESTS = /^(?: *def test|class Test)/m;

const NOTHING: ProgramTestRun = {
  phase: 'reading',
  tests: [],
  outcomes: [],
  changed: [],
  error: '',
};

/** The tests of an element's program: those that were run last, as far as they have come. */
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

  /** Turns to an exercise, by its id, or to none: what was proved of another's program is gone. */
  turnTo(exercise: string): void {
    if (exercise !== this.#exercise) {
      this.#exercise = exercise;
      this.#run = null;
      this.#host.requestUpdate();
    }
  }

  /**
   * Runs the tests. Rejects with the reason in words where that is not possible, or the signal is
   * aborted.
   */
  async test(
    { file, tests, given, hardLimit }: Proving,
    signal?: AbortSignal,
  ): Promise<ProgramTestReport> {
    signal?.throwIfAborted();
    this.stop();
    const abort = new AbortController();
    signal?.addEventListener('abort', () => abort.abort(signal.reason), { signal: abort.signal });
    this.#abort = abort;
    let run = NOTHING;
    const show = (change: Partial<ProgramTestRun>) => {
      run = { ...run, ...change };
      if (this.#abort === abort || this.#abort === null) {
        this.#run = run;
        this.#host.requestUpdate();
      }
    };
    show({});
    try {
      const [{ prove }, { describeChanges }] = await Promise.all([
        import('./run-tests.ts'),
        import('./exercises/fixed-ranges.ts'),
      ]);
      const changed = given === null ? [] : describeChanges(given, file.source);
      show({ changed });
      const own = HAS_TESTS.test(file.source) ? [file.name] : [];
      const files = tests === null ? [file] : [file, tests];
      const from = [...(tests === null ? [] : [tests.name]), ...own];
      const outcomes = await prove(files, from, hardLimit, abort.signal, {
        listed: (all) => show({ phase: 'running', tests: all }),
        outcome: (outcome) => show({ outcomes: [...run.outcomes, outcome] }),
      });
      show({ phase: 'finished' });
      const passed = outcomes.filter((outcome) => outcome.passed).length;
      return { passed, failed: outcomes.length - passed, tests: outcomes, changed };
    } catch (error) {
      show(
        abort.signal.aborted ? { phase: 'stopped' } : { phase: 'broken', error: messageOf(error) },
      );
      throw error;
    } finally {
      if (this.#abort === abort) {
        this.#abort = null;
        this.#host.requestUpdate();
      }
    }
  }

  /** Ends the tests that go on. */
  stop(): void {
    this.#abort?.abort(new DOMException('the tests were stopped', 'AbortError'));
  }
}
