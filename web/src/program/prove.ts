/** Runs the tests of a program's files, each in an interpreter of its own, one after another. */

import type { TableAnswer } from '../report/answers.ts';
import { writePlace } from '../report/place.ts';
import type { ProgramFile, Request } from '../result.ts';
import { deferred } from '../run/deferred.ts';
import listWorker from '../run/list-tests-worker.ts?worker&url';
import type { FailedMessage, Modules, RaisedError } from '../run/messages.ts';
import type { ListedTests, ListTestsMessage, ProgramTest } from '../run/python-messages.ts';
import { programModules } from '../run/python-modules.ts';
import { startRun } from '../run/runner.ts';
import { startWorker } from '../run/workers.ts';
import { explainSize, formatSize, parseSize } from '../size.ts';
import type { TestOutcome } from '../test/report.ts';

/** A test with the file that it is in. */
export interface FileTest extends ProgramTest {
  readonly file: string;
}

/** What came of a test of a program. */
export interface ProgramTestOutcome extends TestOutcome {
  readonly file: string;
  /** The most that it may have live at a time, in bytes; `null` where it has no limit. */
  readonly limit: number | null;
}

/** Locations that a message names. */
const MOST_LOCATIONS = 5;

export interface ProveListener {
  /** These tests will be run. */
  listed(tests: readonly FileTest[]): void;
  /** What came of the next of them. */
  outcome(outcome: ProgramTestOutcome): void;
}

/**
 * Runs the tests of some of the files, told as they come.
 *
 * @throws Why the tests could not be run, in words, or the signal's reason.
 */
export async function prove(
  files: readonly ProgramFile[],
  testFiles: readonly string[],
  hardLimit: number | null,
  signal: AbortSignal,
  listener: ProveListener,
): Promise<ProgramTestOutcome[]> {
  const modules = await programModules({ native: false });
  signal.throwIfAborted();
  const tests: FileTest[] = [];
  const outcomes: ProgramTestOutcome[] = [];
  const tell = (outcome: ProgramTestOutcome) => {
    outcomes.push(outcome);
    listener.outcome(outcome);
  };
  const broken: ProgramTestOutcome[] = [];
  for (const file of testFiles) {
    const listed = await listTests(modules.engine, files, file, signal);
    if (listed.error === null) {
      tests.push(...listed.tests.map((test) => ({ ...test, file })));
    } else {
      broken.push(notCollected(file, listed.error));
    }
  }
  const places = broken.map(({ file, name, limit }) => ({ file, name, limit }));
  listener.listed([...places, ...tests]);
  broken.forEach(tell);
  for (const test of tests) {
    tell(await runTest(modules, files, test, hardLimit, signal));
  }
  return outcomes;
}

/** Asks an interpreter of its own for the tests of a file. */
async function listTests(
  module: WebAssembly.Module,
  files: readonly ProgramFile[],
  file: string,
  signal: AbortSignal,
): Promise<ListedTests> {
  const { promise, resolve, reject } = deferred<ListedTests>();
  const worker = startWorker(listWorker);
  worker.addEventListener('message', ({ data }: MessageEvent<ListedTests | FailedMessage>) => {
    if ('type' in data) {
      reject(new Error(data.error));
    } else {
      resolve(data);
    }
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    reject(new Error(event.message || 'the interpreter could not be loaded'));
  });
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop);
  const message: ListTestsMessage = { module, files, file };
  worker.postMessage(message);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    worker.terminate();
  }
}

/** Stands for the tests of a file that could not be read. */
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
): Promise<ProgramTestOutcome> {
  const request: Request = {
    policy: name,
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
    () => {},
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
    // The interpreter's own is none of the test's.
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
      messages.push(describeExcess(table, limit, peakLive));
    }
    const passed = messages.length === 0;
    const message = passed ? null : messages.join('\n');
    return { file, name, limit, passed, message, durationMs, peakLive };
  } finally {
    inspector.close();
  }
}

function describeExcess({ rows }: TableAnswer, limit: number, peakLive: number): string {
  const sizes = rows.map(({ bytes }) => formatSize(bytes));
  const width = Math.max(0, ...sizes.slice(0, MOST_LOCATIONS).map(({ length }) => length));
  const lines = rows
    .slice(0, MOST_LOCATIONS)
    .map((row, index) => `  ${sizes[index]?.padStart(width)}  ${row.name} ${writePlace(row)}`);
  return [
    'The high-water mark is above the memory limit.',
    `Limit      ${explainSize(parseSize(`${limit}B`))}`,
    `Allocated  ${formatSize(peakLive)}`,
    'Largest locations at that instant:',
    ...lines,
  ].join('\n');
}
