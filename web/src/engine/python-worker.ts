/** The interpreter of one program's run. Its records go to the inspector, like an engine's. */

import initEngine, * as engine from '../../python/highwater_python.js';
import { callOnStacks } from '../../python/stacks.js';
import type { ProgramNews, RaisedError, TestVerdict } from '../model/program-news.ts';
import type { RunRequest } from '../model/run-result.ts';
import { messageOf } from '../util/errors.ts';
import { buildOf, rangesOf } from './custom-sections.ts';
import { decodePanic, outOfMemory, PANICS, type Trap, trapped } from './interpreter-fault.ts';
import type { CaptureMessage, FailedMessage } from './messages.ts';
import { Printer } from './program-output.ts';
import type { ProgramMessage } from './python-messages.ts';
import { type End, RecordSender } from './record-sender.ts';
import { watched } from './watched-worker.ts';

const scope = self as unknown as { postMessage(message: FailedMessage): void };

self.addEventListener('message', (event: MessageEvent<ProgramMessage>) => {
  run(event.data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

/** The clock of programs, in milliseconds since 1970. */
const now = (): number => performance.timeOrigin + performance.now();

async function run({ module, request, port, news }: ProgramMessage): Promise<void> {
  const [exports] = await Promise.all([initEngine({ module_or_path: module }), watched]);
  const { memory } = exports;
  const call = (name: string) => callOnStacks(exports, name, engine.set_stack_room);
  const sender = new RecordSender(port, memory);
  const tell = (message: ProgramNews) => news.postMessage(message);
  const printer = new Printer((pieces) => {
    port.postMessage({ type: 'output', pieces } satisfies CaptureMessage);
  }, engine.output_limit());
  let panic = '';
  engine.connect({
    records(pointer: number, length: number) {
      sender.take(pointer, length);
      printer.sendDue();
    },
    now,
    flush() {
      sender.flush();
      printer.flush();
    },
    output(stream: number, pointer: number, length: number) {
      const bytes = new Uint8Array(memory.buffer, pointer, length);
      if (stream === PANICS) {
        panic = decodePanic(bytes);
      } else {
        printer.write(stream === 1 ? 1 : 2, bytes);
      }
    },
    cut: (stream: number) => printer.cut(stream === 1 ? 1 : 2),
  });

  let thrown: unknown = null;
  try {
    const { run, growth, hardLimit, traced, program } = request;
    if (program === undefined) {
      throw new Error('no program to run');
    }
    const build = buildOf(module);
    if (build !== undefined) {
      engine.follow_native(build, rangesOf(module));
    }
    for (const { name, source } of program.files) {
      engine.add_file(name, source);
    }
    const { main, test } = program;
    engine.start(run, main, test ?? undefined, growth, hardLimit ?? undefined, traced);
    while (await call('advance')) {
      // There is more to do.
    }
  } catch (error) {
    thrown = error;
  }
  printer.flush();
  const { raised, end } = endOf(request, thrown, panic);
  if (thrown !== null) {
    // After a trap, the remaining records are sent and the capture is closed.
    await finish(call);
  }
  await new Promise<void>((resolve) => {
    news.onmessage = () => resolve();
    const verdict = JSON.parse(attempt(engine.verdict, undefined) ?? 'null') as TestVerdict | null;
    tell({ type: 'over', raised, verdict });
  });
  sender.end(end);
  // The run's memory is released only now, so that the capture includes the release.
  await finish(call);
  sender.close();
}

/** Releases the program's objects and passes on the last records. */
async function finish(call: (name: string) => Promise<number>): Promise<void> {
  try {
    await call('finish');
  } catch {
    // The interpreter broke down while it released them: the second call only passes on records.
    // If it has damaged its own memory, they end here.
    attempt(() => engine.finish(), undefined);
  }
}

/** The result of a call into the interpreter, which may have damaged its own memory. */
function attempt<T>(call: () => T, otherwise: T): T {
  try {
    return call();
  } catch {
    return otherwise;
  }
}

/** The outcomes that the interpreter reports. */
const COMPLETED = 0;
const REFUSED_BY_LIMIT = 1;
const REFUSED_BY_BROWSER = 2;
const RAISED = 3;
const NOT_ENDED = 4;

function endOf(
  { hardLimit, program }: RunRequest,
  thrown: unknown,
  panic: string,
): { raised: RaisedError | null; end: End } {
  const line = thrown === null ? 0 : attempt(engine.line, 0);
  const trap: Trap = { thrown, panic, line, file: program?.main ?? null };
  switch (attempt<number>(engine.outcome, NOT_ENDED)) {
    case COMPLETED:
      return { raised: null, end: { outcome: 'completed', error: null } };
    case REFUSED_BY_LIMIT:
      return outOfMemory(trap, hardLimit);
    case REFUSED_BY_BROWSER:
      return outOfMemory(trap, 'browser');
    case RAISED: {
      const raised = JSON.parse(engine.error() ?? 'null') as RaisedError;
      const { type, message } = raised;
      const outcome = type === 'MemoryError' ? 'out-of-memory' : 'failed';
      return { raised, end: { outcome, error: message === '' ? type : `${type}: ${message}` } };
    }
    default:
      return trapped(trap);
  }
}
