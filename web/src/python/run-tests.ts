/** Runs the tests of a program's files, each in an interpreter of its own, one after another. */

import { interpreterFiles } from '../engine/interpreter.ts';
import type { Modules } from '../engine/messages.ts';
import type { ListedTests, ListTestsMessage, ProgramTest } from '../engine/python-messages.ts';
import { programModules } from '../engine/python-modules.ts';
import { workerTask } from '../engine/worker-task.ts';
import { describeExcess } from '../exercise-tests/memory-test.ts';
import { limitOf } from '../model/memory-limit.ts';
import { linesOfFiles } from '../model/places.ts';
import type { RaisedError } from '../model/program-news.ts';
import type { TableAnswer } from '../model/report-answers.ts';
import type { ProgramFile, RunRequest, RunResult } from '../model/run-result.ts';
import type { TestOutcome } from '../model/test-report.ts';
import { startRun } from '../runs/start-run.ts';
import { unlessAborted } from '../util/deferred.ts';

/** A test with its file. */
export interface FileTest extends ProgramTest {
  readonly file: string;
}

/** The outcome of a program's test. */
export interface ProgramTestOutcome extends TestOutcome {
  readonly file: string;
  /** Maximum live bytes; `null` without a limit. */
  readonly limit: number | null;
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
  const broken: ProgramTestOutcome[] = [];
  for (const file of testFiles) {
    const listed = await listTests(listWorker, { module: modules.engine, files, file }, signal);
    if (listed.error === null) {
      tests.push(...listed.tests.map((test) => ({ ...test, file })));
    } else {
      broken.push(notCollected(file, listed.error));
    }
  }
  listener.listed([...broken, ...tests]);
  broken.forEach(report);
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
  return {
    file,
    name: 'collection',
    limit: null,
    passed: false,
    message: `The tests of ${file} could not be collected:\n${traceback}`,
    durationMs: 0,
    peakLive: 0,
  };
}

async function runTest(
  modules: Modules,
  files: readonly ProgramFile[],
  { file, name, limit }: FileTest,
  hardLimit: number | null,
  signal: AbortSignal,
  listener: TestListener,
): Promise<ProgramTestOutcome> {
  const request: RunRequest = {
    run: name,
    ranges: [],
    growth: 'adaptive',
    hardLimit,
    traced: true,
    native: false,
    program: { files, main: file, test: name },
  };
  const said: { raised: RaisedError | null } = { raised: null };
  const { inspector, finished } = startRun(
    modules,
    request,
    signal,
    ({ result }) => listener.progressed(result),
    (news) => {
      if (news.type === 'over') {
        said.raised = news.raised;
      }
    },
  );
  try {
    const { result } = await finished;
    signal.throwIfAborted();
    const { memory, outcome, error, durationMs } = result;
    // Without the interpreter's own memory.
    const peakLive = Math.max(0, memory.peakLive - (memory.startUp ?? 0));
    const over = limit !== null && peakLive > limit;
    const messages: string[] = [];
    if (outcome !== 'completed') {
      messages.push(said.raised?.traceback ?? error ?? outcome);
    }
    if (over) {
      const table = (await inspector.ask({
        is: 'report',
        query: { kind: 'table' },
      })) as TableAnswer;
      const source = linesOfFiles(files);
      messages.push(
        describeExcess({ limit: limitOf(limit), peakLive, at: '', locations: table.rows, source }),
      );
    }
    const passed = messages.length === 0;
    const message = passed ? null : messages.join('\n');
    return { file, name, limit, passed, message, durationMs, peakLive };
  } finally {
    inspector.close();
  }
}
