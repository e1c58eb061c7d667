import type { ReactiveControllerHost } from 'lit';
import type { Engine } from '../engine/engine.ts';
import type {
  TestEventDetail,
  TestOutcome,
  TestProgress,
  TestReport,
} from '../model/test-report.ts';
import type { TestRunner } from '../runs/test-runner.ts';
import { TEST_LIMIT } from '../settings/challenge.ts';
import { announce } from '../settings/events.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { messageOf } from '../util/errors.ts';
import { loadPart } from '../util/parts.ts';
import { parseSize, type Size } from '../util/size.ts';
import type { TestOptions } from './test-options.ts';

/** The tests of a policy, and their progress. */
export interface TestRun {
  readonly policy: string;
  /** Canonical text. */
  readonly ranges: string;
  readonly limit: Size;
  readonly phase: 'running' | 'finished' | 'stopped' | 'broken';
  readonly tests: readonly TestOutcome[];
  /** The latest progress report. */
  readonly progress: TestProgress | null;
  /** The reason why the tests could not be completed. */
  readonly error: string;
}

/** Dependencies of the tests; the promise rejects if they are not available. */
interface TestNeeds {
  readonly engine: Engine;
  /** The element's ranges. */
  readonly ranges: string;
}

/**
 * The tests of an element: run one policy after another, with results shown as they arrive and
 * announced as events.
 *
 * @fires highwater-test-progress
 * @fires highwater-test
 */
export class TestController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #testRunner: TestRunner;
  readonly #needs: () => Promise<TestNeeds>;
  readonly #going = new Set<AbortController>();
  #run: TestRun | null = null;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    testRunner: TestRunner,
    needs: () => Promise<TestNeeds>,
  ) {
    this.#host = host;
    this.#testRunner = testRunner;
    this.#needs = needs;
    new PresenceController(host, { removed: () => this.stop() });
  }

  /** The latest requested tests; `null` before the first. */
  get run(): TestRun | null {
    return this.#run;
  }

  /** Runs the tests of a policy. Rejects with the reason as text. */
  async test(policy: string, options: TestOptions = {}): Promise<TestReport> {
    const abort = new AbortController();
    const { signal = abort.signal } = options;
    signal.throwIfAborted();
    const stop = () => abort.abort(signal.reason);
    signal.addEventListener('abort', stop);
    this.#going.add(abort);
    try {
      return await this.#test(policy, options, abort.signal);
    } finally {
      this.#going.delete(abort);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Aborts all running and waiting tests. */
  stop(): void {
    for (const abort of this.#going) {
      abort.abort(new DOMException('the tests were stopped', 'AbortError'));
    }
  }

  async #test(text: string, options: TestOptions, signal: AbortSignal): Promise<TestReport> {
    const needs = await this.#needs();
    const { engine } = needs;
    const { policy } = engine.describePolicy(text);
    const ranges = engine.readRanges(options.ranges ?? needs.ranges);
    const limit = readLimit(options.limit ?? TEST_LIMIT);
    const request = { policy, ranges, limit };
    let run: TestRun = {
      policy,
      ranges,
      limit,
      phase: 'running',
      tests: [],
      progress: null,
      error: '',
    };
    const show = (change: Partial<TestRun>) => {
      run = { ...run, ...change };
      this.#run = run;
      this.#host.requestUpdate();
    };
    show({});
    try {
      const { runTests } = await loadPart(
        'the part that runs tests',
        () => import('./run-tests.ts'),
      );
      const report = await runTests(this.#testRunner, engine, request, signal, (progress) => {
        const { outcome } = progress;
        show({ progress, tests: outcome === null ? run.tests : [...run.tests, outcome] });
        announce(this.#host, 'highwater-test-progress', progress);
      });
      show({ phase: 'finished', progress: null });
      const detail: TestEventDetail = {
        policy,
        ranges: engine.rangesOf(ranges),
        limit: limit.bytes,
        ...report,
      };
      announce(this.#host, 'highwater-test', detail);
      return report;
    } catch (error) {
      show(
        signal.aborted
          ? { phase: 'stopped', progress: null }
          : { phase: 'broken', progress: null, error: messageOf(error) },
      );
      throw error;
    }
  }
}

function readLimit(limit: string | number): Size {
  return parseSize(typeof limit === 'number' ? `${limit}B` : limit);
}
