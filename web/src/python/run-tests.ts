/** Runs the tests of a program's files, each in an interpreter of its own, one after another. */

import { interpreterFiles } from '../engine/interpreter.ts';
import type { Modules } from '../engine/messages.ts';
import type { ListedTests, ListTestsMessage, ProgramTest } from '../engine/python-messages.ts';
import { programModules } from '../engine/python-modules.ts';
import { workerTask } from '../engine/worker-task.ts';
import type { RaisedError, TestVerdict, VerdictName } from '../model/program-news.ts';
import type { ReportAnswer } from '../model/report-answers.ts';
import type { ProgramFile, RunRequest, RunResult } from '../model/run-result.ts';
import type { TestOutcome } from '../model/test-report.ts';
import { startRun } from '../runs/start-run.ts';
import { unlessAborted } from '../util/deferred.ts';
import { formatDuration } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import { judgeMemory } from './test-memory.ts';

/** A test with its file. */
export interface FileTest extends ProgramTest {
  readonly file: string;
}

/** The outcome of a program's test. */
export interface ProgramTestOutcome extends TestOutcome {
  readonly file: string;
  /** `passed` is true unless it is `failed` or `error`. */
  readonly verdict: VerdictName;
  /** The reason of a test that was skipped or was expected to fail; may be empty. */
  readonly reason: string;
  /** Maximum live bytes; `null` without a limit. */
  readonly limit: number | null;
  /** Bytes that may be left behind at one location; `null` without a limit. */
  readonly leakLimit: number | null;
}

interface TestListener {
  /** Called with the tests that will be run. */
  listed(tests: readonly FileTest[]): void;
  /** Called with the result so far of the next test; `null` at its start. */
  progressed(result: RunResult | null): void;
  /** Called with the outcome of the next test. */
  outcome(outcome: ProgramTestOutcome): void;
}

/**
 * Runs the tests of some of the files, with a report after each.
 *
 * @throws The reason why the tests could not be run, or the signal's reason.
 */
export async function prove(
  files: readonly ProgramFile[],
  testFiles: readonly string[],
  hardLimit: number | null,
  signal: AbortSignal,
  listener: TestListener,
): Promise<ProgramTestOutcome[]> {
  const [modules, { listWorker }] = await unlessAborted(
    Promise.all([programModules({ native: false }), interpreterFiles()]),
    signal,
  );
  const tests: FileTest[] = [];
  const outcomes: ProgramTestOutcome[] = [];
  const report = (outcome: ProgramTestOutcome) => {
    outcomes.push(outcome);
    listener.outcome(outcome);
  };
  const notRun: ProgramTestOutcome[] = [];
  for (const file of testFiles) {
    const listed = await listTests(listWorker, { module: modules.engine, files, file }, signal);
    if (listed.error !== null) {
      notRun.push(notCollected(file, listed.error));
    } else if (listed.skipped !== null) {
      notRun.push(ofFile(file, 'skipped', listed.skipped, null));
    } else {
      tests.push(...listed.tests.map((test) => ({ ...test, file })));
    }
  }
  listener.listed([...notRun, ...tests]);
  notRun.forEach(report);
  for (const test of tests) {
    listener.progressed(null);
    report(await runTest(modules, files, test, hardLimit, signal, listener));
  }
  return outcomes;
}

/** Lists the tests of a file, in an interpreter of its own. */
function listTests(
  worker: string,
  message: ListTestsMessage,
  signal: AbortSignal,
): Promise<ListedTests> {
  const missing = 'the interpreter could not be loaded';
  const task = { worker, message, missing, name: 'interpreter' };
  return workerTask<ListedTests, ListedTests>(task, signal, (listed, answer) => answer(listed));
}

/** Represents the tests of a file that could not be read. */
function notCollected(file: string, { traceback }: RaisedError): ProgramTestOutcome {
  const message = `The tests of ${file} could not be collected:\n${traceback}`;
  return ofFile(file, 'error', '', message);
}

/** Represents all tests of a file. */
function ofFile(
  file: string,
  verdict: VerdictName,
  reason: string,
  message: string | null,
): ProgramTestOutcome {
  return {
    file,
    name: 'collection',
    verdict,
    reason,
    limit: null,
    leakLimit: null,
    passed: message === null,
    message,
    durationMs: 0,
    peakLive: 0,
  };
}

async function runTest(
  modules: Modules,
  files: readonly ProgramFile[],
  test: FileTest,
  hardLimit: number | null,
  signal: AbortSignal,
  listener: TestListener,
): Promise<ProgramTestOutcome> {
  const { file, name } = test;
  const request: RunRequest = {
    run: name,
    ranges: [],
    growth: 'adaptive',
    hardLimit,
    traced: true,
    native: false,
    program: { files, main: file, test: name },
  };
  const said: { raised: RaisedError | null; verdict: TestVerdict | null } = {
    raised: null,
    verdict: null,
  };
  const { inspector, finished } = startRun(
    modules,
    request,
    signal,
    ({ result }) => listener.progressed(result),
    (news) => {
      if (news.type === 'over') {
        Object.assign(said, news);
      }
    },
  );
  try {
    const { result } = await finished;
    signal.throwIfAborted();
    const { memory, outcome, error, durationMs } = result;
    const startUp = memory.startUp ?? 0;
    const ended: TestVerdict = said.verdict ?? {
      // The test was abandoned, or its file could not be read.
      verdict: 'failed',
      reason: '',
      peak: Math.max(0, memory.peakLive - startUp),
    };
    const fails = ended.verdict === 'failed' || ended.verdict === 'error';
    const judged = ended.verdict === 'passed' || ended.verdict === 'xpassed';
    const message = fails
      ? (said.raised?.traceback ?? error ?? outcome)
      : judged
        ? await judgeMemory({
            ask: async (query) => (await inspector.ask({ is: 'report', query })) as ReportAnswer,
            files,
            test,
            peak: ended.peak,
            isWholePeak: memory.peakLive - startUp <= ended.peak,
          })
        : null;
    return {
      ...test,
      ...(judged && message !== null
        ? { verdict: 'failed', reason: '' }
        : { verdict: ended.verdict, reason: ended.reason }),
      passed: message === null,
      message,
      durationMs,
      peakLive: ended.peak,
    };
  } finally {
    inspector.close();
  }
}

/** The last line of a report: `1 failed, 5 passed, 2 skipped in 2.31 s, highest peak 571.0MiB`. */
export function writeSummary(tests: readonly ProgramTestOutcome[]): string {
  const counts = VERDICTS.map(([verdict, singular, plural]) => {
    const count = tests.filter((test) => test.verdict === verdict).length;
    return count === 0 ? '' : `${count} ${count === 1 ? singular : plural}`;
  }).filter((part) => part !== '');
  const time = tests.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const peak = Math.max(0, ...tests.map(({ peakLive }) => peakLive));
  const all = counts.length === 0 ? 'no tests' : counts.join(', ');
  return `${all} in ${formatDuration(time)}, highest peak ${formatSize(peak)}`;
}

/** The verdicts in the order of pytest's last line, with their words for one test and for several. */
const VERDICTS: readonly (readonly [VerdictName, string, string])[] = [
  ['failed', 'failed', 'failed'],
  ['passed', 'passed', 'passed'],
  ['skipped', 'skipped', 'skipped'],
  ['xfailed', 'xfailed', 'xfailed'],
  ['xpassed', 'xpassed', 'xpassed'],
  ['error', 'error', 'errors'],
];
