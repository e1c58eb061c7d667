/** What passes between the page and the worker of one run. */

import type { Request, RunResult } from '../result.ts';
import type { Timeline } from '../timeline.ts';

/** The two compiled modules of a run: what is measured and what measures. */
export interface Modules {
  readonly engine: WebAssembly.Module;
  readonly inspector: WebAssembly.Module;
}

/** Everything a worker needs: it does one run and then has nothing more to do. */
export interface RunMessage {
  readonly modules: Modules;
  readonly request: Request;
}

/** How far a run has come; the result is what it would be if the run were stopped here. */
export interface SnapshotMessage {
  readonly type: 'snapshot';
  readonly timeline: Timeline;
  readonly result: RunResult;
}

export interface FinishedMessage {
  readonly type: 'finished';
  readonly timeline: Timeline;
  readonly result: RunResult;
}

/** The run could not be made, or its worker could not read what it recorded. */
export interface FailedMessage {
  readonly type: 'failed';
  readonly error: string;
}

export type WorkerMessage = SnapshotMessage | FinishedMessage | FailedMessage;
