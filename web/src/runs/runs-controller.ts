import type { ReactiveControllerHost } from 'lit';
import type { ModulesFinder } from '../engine/modules.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { captureOf, exportOf, finishedRun, reportOf } from './query-run.ts';
import { type RunState, Session, type SessionListener } from './session.ts';

/** Callbacks for what happens to an element's runs; the element itself is updated without one. */
interface RunsListener extends Omit<SessionListener, 'changed'> {
  /** All runs are forgotten, because the element was removed. */
  cleared(): void;
}

/**
 * Owner of an element's runs and of the workers that make them and answer questions about them.
 *
 * An element that is moved keeps its runs, and one that goes on goes on. An element that is removed
 * for good has its runs ended and forgotten, results and reports alike, so that its memory is free;
 * when it comes back it begins without runs.
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
      removed: async () => {
        this.stop();
        await this.session.clear();
        listener.cleared();
      },
    });
  }

  /** Runs by their names. */
  get all(): ReadonlyMap<string, RunState> {
    return this.session.runs;
  }

  /** Whether a run that was asked for goes on. */
  get running(): boolean {
    return this.session.running;
  }

  /** Count of stops: a run that waits for its engine does not begin where it has changed. */
  get stops(): number {
    return this.#stops;
  }

  /** Ends the run in progress at once and leaves those that wait undone. */
  stop(): void {
    this.#stops += 1;
    this.session.stop();
  }

  /** A report of a run by its name; rejects where there is no such run. */
  async report(name: string, query: ReportQuery): Promise<ReportAnswer> {
    return reportOf(finishedRun(this.all, name), query);
  }

  /** A report as a file, in one of the formats of exports; rejects as `report` does. */
  async export(name: string, format: string, query: ReportQuery): Promise<Uint8Array<ArrayBuffer>> {
    return exportOf(finishedRun(this.all, name), format, query);
  }

  /** The capture of a run as a file; rejects as `report` does. */
  async capture(name: string, signal?: AbortSignal): Promise<Blob> {
    return captureOf(finishedRun(this.all, name), signal);
  }
}
