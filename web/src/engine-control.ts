import type { EitherResult } from './program/result.ts';
import type { ProgramTestReport } from './proving-control.ts';
import type { ReportAnswer, ReportQuery } from './report/answers.ts';
import type { TestReport } from './test/report.ts';
import type { TestOptions } from './test-control.ts';

/** What a playground is asked for and passes on to the engine that it has chosen. */
export interface EngineControl {
  readonly results: EitherResult[];
  run(): Promise<EitherResult[]>;
  stop(): void;
  test(run: string, options: TestOptions): Promise<TestReport | ProgramTestReport>;
  report(run: string, query: ReportQuery): Promise<ReportAnswer>;
  capture(run: string, signal?: AbortSignal): Promise<Blob>;
  export(run: string, format: string, query: ReportQuery): Promise<Uint8Array>;
  open(file: Blob): Promise<EitherResult>;
}
