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

/** The two compiled modules of a run: what is measured and what measures. */
export interface Modules {
  readonly engine: WebAssembly.Module;
  readonly inspector: WebAssembly.Module;
  /** How the engine is started, where it is another than the exercise's. */
  readonly start?: EngineStart;
}

/** An engine's run that has begun in a worker of its own. */
interface StartedEngine {
  readonly worker: Worker;
  /** Its capture comes from here. */
  readonly port: MessagePort;
}

/** Starts the run of an engine in a fresh worker; where it breaks down, `failed` hears why. */
export type EngineStart = (
  module: WebAssembly.Module,
  request: RunRequest,
  failed: (error: string) => void,
  told: (news: ProgramNews) => void,
) => StartedEngine;

/** To the engine's worker: all it needs for its one run. */
export interface EngineMessage {
  readonly module: WebAssembly.Module;
  readonly request: RunRequest;
  /** Where the records go: {@link CaptureMessage}; {@link ReadMessage} comes back. */
  readonly port: MessagePort;
}

/** A piece of a capture, from whoever has one to the inspector. */
interface RecordsMessage {
  readonly type: 'records';
  readonly bytes: ArrayBuffer;
  /** How many of the bytes it is. */
  readonly length: number;
  readonly elapsedMs: number;
}

/** The run's workload has ended. What it still holds may be released after this. */
export interface EndedMessage {
  readonly type: 'ended';
  readonly outcome: Outcome;
  readonly error: string | null;
  readonly elapsedMs: number;
}

/** There will be no more records. */
interface ClosedMessage {
  readonly type: 'closed';
}

/**
 * Output of a program. It is sent with the capture, not to the page: the inspector reads it in its
 * order, has it when the run is stopped, and spares the page a message for each line.
 */
type OutputMessage = Extract<ProgramNews, { type: 'output' }>;

export type CaptureMessage = RecordsMessage | EndedMessage | ClosedMessage | OutputMessage;

/** How many bytes of the capture have been read, told after each piece. */
export interface ReadMessage {
  readonly read: number;
}

/** To the inspector's worker, first of all. */
export interface InspectMessage {
  readonly type: 'inspect';
  readonly module: WebAssembly.Module;
  /** Where the capture comes from. */
  readonly port: MessagePort;
}

/** The run was cut short by the page: it is to end with what has been read. */
interface ConcludeMessage {
  readonly type: 'conclude';
  readonly outcome: Outcome;
  readonly error: string | null;
}

/** A question; its answer has the same number. */
interface AskMessage {
  readonly type: 'ask';
  readonly id: number;
  readonly question: InspectorRequest;
}

/** What can be asked of an inspector. */
export type InspectorRequest =
  | { readonly is: 'report'; readonly query: ReportQuery }
  /** A report as a file. */
  | { readonly is: 'export'; readonly format: string; readonly query: ReportQuery }
  /** What reports can be exported as. */
  | { readonly is: 'formats' }
  /** Why native frames have no names; nothing where they have. */
  | { readonly is: 'symbols' }
  /** How the run of a kept capture ended. */
  | { readonly is: 'conclusion' }
  /** What it takes to keep the capture of a run that ended so. */
  | { readonly is: 'keeping'; readonly conclusion: RunEnd };

/** How a run ended, as a kept capture tells it. */
export type RunEnd = DeepReadonly<inspector.Conclusion>;

/** How a capture is kept: its first bytes, and the records that tell its end behind them. */
export interface CaptureTail {
  readonly length: number;
  readonly end: Uint8Array<ArrayBuffer>;
}

/** A format that a report can be exported in. */
export type ExportFormat = DeepReadonly<inspector.ExportFormat>;

/** What each question is answered with. */
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

/** The inspector is there and reads. */
interface ReadyMessage {
  readonly type: 'ready';
}

/** How far a run has come; the result is what it would be if the run were stopped here. */
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

/** The run could not be made, or what it recorded could not be read. */
export interface FailedMessage {
  readonly type: 'failed';
  readonly error: string;
}

/**
 * An answer as a value or as JSON, or in words why there is none. A tree of calls that go a
 * thousand deep is JSON: messages do not take values so deep.
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

/** To the worker of unit tests: all it needs. */
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
  /** Its number in the run, from 0. */
  readonly instance: number;
}

/** To the worker that watches: all it needs. */
export interface WatchMessage extends WatchRequest {
  readonly module: WebAssembly.Module;
}

/** From the worker that watches, as long as it does not fail. The last is `seen`. */
export type WatchNews =
  | { readonly type: 'progress'; readonly calls: number }
  | { readonly type: 'seen'; readonly history: InstanceHistory };
