import type { TestOptions } from '../exercise-tests/test-options.ts';
import type { EitherResult } from '../model/program-result.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import type { TestReport } from '../model/test-report.ts';
import type { ProgramTestReport } from '../python/program-tests-controller.ts';

/** The interface of the playground's engines. */
export interface PlaygroundEngine {
  readonly results: EitherResult[];
  run(): Promise<EitherResult[]>;
  stop(): void;
  test(run: string, options: TestOptions): Promise<TestReport | ProgramTestReport>;
  report(run: string, query: ReportQuery): Promise<ReportAnswer>;
  capture(run: string, signal?: AbortSignal): Promise<Blob>;
  export(run: string, format: string, query: ReportQuery): Promise<Uint8Array>;
  open(file: Blob): Promise<EitherResult>;
}
