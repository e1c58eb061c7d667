import type { ReactiveControllerHost } from 'lit';
import type { ModulesFinder } from '../engine/run-modules.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { captureOf, exportOf, finishedRun, reportOf } from './query-run.ts';
import { type RunState, Session, type SessionListener } from './session.ts';

/** Callbacks for an element's runs; the element itself is updated without one. */
interface RunsListener extends Omit<SessionListener, 'changed'> {
  /** All runs were removed, because the element was removed. */
  cleared(): void;
}

/**
 * Owner of an element's runs and of the workers that make them and answer queries about them.
 *
 * An element that is moved keeps its runs, including one in progress. When an element is removed
 * for good, its runs are stopped and dropped with their results and reports, which frees their
 * memory; when it is inserted again it has no runs.
 */
export class RunsController {
  readonly session: Session;
  #stops = 0;

  constructor(
    host: ReactiveControllerHost & Element,
    listener: RunsListener,
    modules?: ModulesFinder,
  ) {
    this.session = new Session({ ...listener, changed: () => host.requestUpdate() }, modules);
    new PresenceController(host, {
      removed: () => {
        this.#stops += 1;
        this.session.clear();
        listener.cleared();
      },
    });
  }

  /** Runs by name. */
  get all(): ReadonlyMap<string, RunState> {
    return this.session.runs;
  }

  /** True if a requested run is in progress. */
  get running(): boolean {
    return this.session.running;
  }

  /** The number of stops: a run that waits for its engine does not begin if it has changed. */
  get stops(): number {
    return this.#stops;
  }

  /** Stops the run in progress at once and cancels those that wait. */
  stop(): void {
    this.#stops += 1;
    this.session.stop();
  }

  /** A report of a run by name; rejects if there is no such run. */
  async report(name: string, query: ReportQuery): Promise<ReportAnswer> {
    return reportOf(finishedRun(this.all, name), query);
  }

  /** A report as a file, in one of the export formats; rejects as `report` does. */
  async export(name: string, format: string, query: ReportQuery): Promise<Uint8Array<ArrayBuffer>> {
    return exportOf(finishedRun(this.all, name), format, query);
  }

  /** The capture of a run as a file; rejects as `report` does. */
  async capture(name: string, signal?: AbortSignal): Promise<Blob> {
    return captureOf(finishedRun(this.all, name), signal);
  }
}
