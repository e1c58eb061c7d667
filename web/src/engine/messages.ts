/** Messages between the page and its workers. */

import type * as inspector from '../../wasm/inspector/highwater_inspector.js';
import type { Collections } from '../model/gc-collections.ts';
import type { InstanceHistory } from '../model/instance-history.ts';
import type { ProgramNews } from '../model/program-news.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import type { Outcome, RunRequest, RunResult } from '../model/run-result.ts';
import type { TestOutcome } from '../model/test-report.ts';
import type { Timeline } from '../model/timeline.ts';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The two compiled modules of a run: the engine and the inspector. */
export interface Modules {
  readonly engine: WebAssembly.Module;
  readonly inspector: WebAssembly.Module;
  /** Starts the engine, if it is not the exercise's. */
  readonly start?: EngineStart;
}

/** An engine's run that has started in a worker of its own. */
interface StartedEngine {
  readonly worker: Worker;
  /** The port that delivers the capture. */
  readonly port: MessagePort;
}

/** Starts an engine's run in a new worker; `failed` is called with the reason if it breaks down. */
export type EngineStart = (
  module: WebAssembly.Module,
  request: RunRequest,
  failed: (error: string) => void,
  told: (news: ProgramNews) => void,
) => StartedEngine;

/** To the engine's worker: the input of its one run. */
export interface EngineMessage {
  readonly module: WebAssembly.Module;
  readonly request: RunRequest;
  /** The destination of the records: {@link CaptureMessage}; {@link ReadMessage} is sent back. */
  readonly port: MessagePort;
}

/** A chunk of a capture, sent to the inspector. */
interface RecordsMessage {
  readonly type: 'records';
  readonly bytes: ArrayBuffer;
  /** The number of valid bytes. */
  readonly length: number;
  readonly elapsedMs: number;
}

/** The run's workload has ended. Its remaining memory may be released after this. */
export interface EndedMessage {
  readonly type: 'ended';
  readonly outcome: Outcome;
  readonly error: string | null;
  readonly elapsedMs: number;
}

/** The end of the records. */
interface ClosedMessage {
  readonly type: 'closed';
}

/**
 * Output of a program. It is sent with the capture, not to the page: the inspector reads it in its
 * order, has it when the run is stopped, and spares the page a message for each line.
 */
type OutputMessage = Extract<ProgramNews, { type: 'output' }>;

export type CaptureMessage = RecordsMessage | EndedMessage | ClosedMessage | OutputMessage;

/** The number of capture bytes read, sent after each chunk. */
export interface ReadMessage {
  readonly read: number;
}

/** The first message to the inspector's worker. */
export interface InspectMessage {
  readonly type: 'inspect';
  readonly module: WebAssembly.Module;
  /** The port that delivers the capture. */
  readonly port: MessagePort;
}

/** The page stopped the run: it ends with the records read so far. */
interface ConcludeMessage {
  readonly type: 'conclude';
  readonly outcome: Outcome;
  readonly error: string | null;
}

/** A query; its answer has the same number. */
interface AskMessage {
  readonly type: 'ask';
  readonly id: number;
  readonly question: InspectorRequest;
}

/** The queries of an inspector. */
export type InspectorRequest =
  | { readonly is: 'report'; readonly query: ReportQuery }
  /** A report as a file. */
  | { readonly is: 'export'; readonly format: string; readonly query: ReportQuery }
  /** The export formats of reports. */
  | { readonly is: 'formats' }
  /** The reason why native frames have no names; `null` if they have names. */
  | { readonly is: 'symbols' }
  /** The end of a saved capture's run. */
  | { readonly is: 'conclusion' }
  /** The bytes required to save the capture of a run with this end. */
  | { readonly is: 'keeping'; readonly conclusion: RunEnd };

/** The end of a run, as a saved capture records it. */
export type RunEnd = DeepReadonly<inspector.Conclusion>;

/**
 * The rest of a saved capture: its first bytes, and after them the records of the run's end, with a
 * checksum of the whole.
 */
export interface CaptureTail {
  readonly length: number;
  readonly end: Uint8Array<ArrayBuffer>;
}

/** An export format of reports. */
export type ExportFormat = DeepReadonly<inspector.ExportFormat>;

/** The answer to each query. */
interface Replies {
  report: ReportAnswer;
  export: Uint8Array<ArrayBuffer>;
  formats: readonly ExportFormat[];
  symbols: string | null;
  conclusion: RunEnd;
  keeping: CaptureTail;
}

export type ReplyTo<Q extends InspectorRequest> = Replies[Q['is']];

export type InspectorMessage = InspectMessage | ConcludeMessage | AskMessage;

/** The inspector is loaded and reads. */
interface ReadyMessage {
  readonly type: 'ready';
}

/** The progress of a run; the result is that of a run stopped here. */
interface SnapshotMessage {
  readonly type: 'snapshot';
  readonly timeline: Timeline;
  readonly collections: Collections;
  readonly result: RunResult;
}

interface FinishedMessage {
  readonly type: 'finished';
  readonly timeline: Timeline;
  readonly collections: Collections;
  readonly result: RunResult;
}

/** The whole capture has been read. */
interface ReadToEndMessage {
  readonly type: 'read-to-end';
}

/** The run failed, or its records could not be read. */
export interface FailedMessage {
  readonly type: 'failed';
  readonly error: string;
}

/**
 * An answer as a value or as JSON, or the reason why there is none. Trees of calls a thousand deep
 * are JSON: structured cloning does not support values so deep.
 */
export type Reply =
  | { readonly value: unknown }
  | { readonly json: string }
  | { readonly error: string };

export interface ReplyMessage {
  readonly type: 'reply';
  readonly id: number;
  readonly reply: Reply;
}

export type InspectorReply =
  | ReadyMessage
  | SnapshotMessage
  | FinishedMessage
  | ReadToEndMessage
  | FailedMessage
  | OutputMessage
  | ReplyMessage;

/** To the worker of unit tests: its input. */
export interface UnitTestMessage {
  readonly module: WebAssembly.Module;
  readonly policy: string;
  readonly names: readonly string[];
}

/** The outcome of a unit test. */
export interface UnitTestOutcome {
  readonly type: 'outcome';
  readonly outcome: TestOutcome;
}

/** From the worker of unit tests. */
export type UnitTestReply = UnitTestOutcome | FailedMessage;

/** The instance to watch. */
export interface WatchRequest {
  readonly policy: string;
  /** Canonical text, such as `500,1000`. */
  readonly ranges: string;
  /** The instance's number in the run, from 0. */
  readonly instance: number;
}

/** To the worker that watches an instance: its input. */
export interface WatchMessage extends WatchRequest {
  readonly module: WebAssembly.Module;
}

/**
 * From the worker that watches an instance. The last message is `seen`, unless the worker fails.
 */
export type WatchNews =
  | { readonly type: 'progress'; readonly calls: number }
  | { readonly type: 'seen'; readonly history: InstanceHistory };
