import type { Engine } from '../engine/engine.ts';
import { loadModules } from '../engine/modules.ts';
import type { TestController } from '../exercise-tests/test-controller.ts';
import type { TestOptions } from '../exercise-tests/test-options.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import type { RunResult } from '../model/run-result.ts';
import type { TestReport } from '../model/test-report.ts';
import type { RunsController } from '../runs/runs-controller.ts';
import { addPolicy, textOf, textsOf } from '../settings/chosen-policies.ts';
import type { Settings } from '../settings/settings.ts';
import { loadPart } from '../util/parts.ts';
import { jobsOf, natively } from './jobs.ts';
import type { PlaygroundEngine } from './playground-engine.ts';
import type { SettingsController } from './settings-controller.ts';

/** The cache engine's dependencies, and its callbacks. */
interface CacheEngineParts {
  readonly runs: RunsController;
  readonly settings: SettingsController;
  readonly tests: TestController;
  /** The settings, once the engine is loaded; `null` if it cannot be loaded. */
  ready(): Promise<Settings | null>;
  /** Called before runs begin. */
  beginning(): void;
}

/** The engine that runs the exercise under the policies of its host's settings. */
export class CacheEngine implements PlaygroundEngine {
  readonly #parts: CacheEngineParts;

  constructor(parts: CacheEngineParts) {
    this.#parts = parts;
  }

  /** The results of the chosen policies that have been run, in list order. */
  get results(): RunResult[] {
    const { runs, settings } = this.#parts;
    return (settings.settings?.policies ?? []).flatMap((chosen) => {
      const run = runs.all.get(textOf(chosen));
      return run?.phase === 'finished' && !run.preview && run.snapshot ? [run.snapshot.result] : [];
    });
  }

  async run(): Promise<RunResult[]> {
    const { runs } = this.#parts;
    const { stops } = runs;
    const settings = await this.#parts.ready();
    const { engine } = this.#parts.settings;
    const isToRun = settings !== null && settings.policies.length > 0 && stops === runs.stops;
    if (engine === null || !isToRun) {
      return [];
    }
    this.#parts.beginning();
    return runs.session.run(jobsOf(settings, engine));
  }

  stop(): void {
    this.#parts.runs.stop();
  }

  test(policy: string, options: TestOptions): Promise<TestReport> {
    return this.#parts.tests.test(policy, options);
  }

  async report(policy: string, query: ReportQuery): Promise<ReportAnswer> {
    return this.#parts.runs.report(await this.#nameOf(policy), query);
  }

  async capture(policy: string, signal?: AbortSignal): Promise<Blob> {
    return this.#parts.runs.capture(await this.#nameOf(policy), signal);
  }

  async export(policy: string, format: string, query: ReportQuery): Promise<Uint8Array> {
    return this.#parts.runs.export(await this.#nameOf(policy), format, query);
  }

  async open(file: Blob): Promise<RunResult> {
    const { engine, settings } = await this.needed();
    const { session } = this.#parts.runs;
    if (session.running) {
      throw new Error('a run is in progress: stop it before opening a capture');
    }
    const { stops } = this.#parts.runs;
    const { openCapture } = await loadPart(
      'the part that opens captures',
      () => import('../runs/capture-file.ts'),
    );
    const opened = await openCapture(await loadModules(), file, engine);
    try {
      if (stops !== this.#parts.runs.stops) {
        throw new Error('the element was removed before the capture was open');
      }
      const description = engine.describePolicy(opened.request.run);
      // Reports show its lines.
      await engine.needProgram(description.policy);
      const known = textsOf(settings.policies).includes(description.policy);
      const policies = known ? settings.policies : addPolicy(settings.policies, description);
      session.adopt(opened, file);
      const report = { ...settings.report, run: description.policy };
      this.#parts.settings.change({ ...settings, policies, report });
    } catch (error) {
      opened.inspector.close();
      throw error;
    }
    return opened.snapshot.result;
  }

  /** Repeats a policy's run with native stacks; other runs stay. */
  runNatively(policy: string): void {
    const { session } = this.#parts.runs;
    const { engine, settings } = this.#parts.settings;
    if (engine === null || settings === null) {
      return;
    }
    const run = session.runs.get(policy);
    const planned = jobsOf(settings, engine).find(({ request }) => request.run === policy);
    // A preview is run with the full settings, as Run does.
    const job = run === undefined || run.preview ? planned : run;
    if (job !== undefined) {
      this.#parts.settings.keep({ ...settings, native: true });
      session.runOne(natively(job));
    }
  }

  /** The engine and the settings; rejects if they are not available. */
  async needed(): Promise<{ engine: Engine; settings: Settings }> {
    const settings = await this.#parts.ready();
    const { engine, loadError } = this.#parts.settings;
    if (engine === null || settings === null) {
      throw new Error(loadError);
    }
    return { engine, settings };
  }

  /** The canonical text of a policy, which identifies its run. */
  async #nameOf(policy: string): Promise<string> {
    await this.#parts.ready();
    return this.#parts.settings.engine?.describePolicy(policy).policy ?? policy;
  }
}
