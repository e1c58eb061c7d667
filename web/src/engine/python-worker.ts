/** The interpreter of one program's run. Its records go to the inspector, like an engine's. */

import initEngine, * as engine from '../../python/highwater_python.js';
import type { ProgramNews, RaisedError } from '../model/program-news.ts';
import type { RunRequest } from '../model/run-result.ts';
import { messageOf } from '../util/errors.ts';
import { buildOf, rangesOf } from './custom-sections.ts';
import type { CaptureMessage, FailedMessage } from './messages.ts';
import { describeLimit, REFUSED_BY_THE_BROWSER } from './out-of-memory.ts';
import { Printer } from './program-output.ts';
import type { ProgramMessage } from './python-messages.ts';
import { type End, RecordSender } from './record-sender.ts';

/** The stream for the interpreter's own panics. */
const PANICS = 3;

const scope = self as unknown as { postMessage(message: FailedMessage): void };

self.addEventListener('message', (event: MessageEvent<ProgramMessage>) => {
  run(event.data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

/** The clock of programs, in milliseconds since 1970. */
const now = (): number => performance.timeOrigin + performance.now();

async function run({ module, request, port, news }: ProgramMessage): Promise<void> {
  const { memory } = await initEngine({ module_or_path: module });
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
    now() {
      printer.sendDue();
      return now();
    },
    output(stream: number, pointer: number, length: number) {
      const bytes = new Uint8Array(memory.buffer, pointer, length);
      if (stream === PANICS) {
        panic = new TextDecoder().decode(bytes);
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
    engine.advance();
  } catch (error) {
    thrown = error;
  }
  printer.flush();
  const line = thrown === null ? 0 : engine.line();
  const { raised, end } = endOf(request, thrown, panic, line);
  if (thrown !== null) {
    // After a trap, the remaining records are sent and the capture is closed.
    engine.finish();
  }
  await new Promise<void>((resolve) => {
    news.onmessage = () => resolve();
    tell({ type: 'over', raised });
  });
  sender.end(end);
  // The run's memory is released only now, so that the capture includes the release.
  engine.finish();
  sender.close();
}

function endOf(
  { hardLimit, program }: RunRequest,
  thrown: unknown,
  panic: string,
  line: number,
): { raised: RaisedError | null; end: End } {
  const abandoned = (type: string, message: string, outcome: End['outcome']) => {
    const at = line > 0 ? { line, file: program?.main ?? null } : { line: null, file: null };
    const where = line > 0 ? ` at line ${line}` : '';
    const traceback = `${type}: ${message}${where}`;
    return {
      raised: { type, message: `${message}${where}`, traceback, ...at },
      end: { outcome, error: `${type}: ${message}${where}` },
    };
  };
  switch (engine.outcome()) {
    case 0:
      return { raised: null, end: { outcome: 'completed', error: null } };
    case 1:
      return abandoned(
        'MemoryError',
        `out of memory: ${describeLimit(hardLimit)}`,
        'out-of-memory',
      );
    case 2:
      return abandoned('MemoryError', `out of memory: ${REFUSED_BY_THE_BROWSER}`, 'out-of-memory');
    case 3: {
      const raised = JSON.parse(engine.error() ?? 'null') as RaisedError;
      const { type, message } = raised;
      const outcome = type === 'MemoryError' ? 'out-of-memory' : 'failed';
      return { raised, end: { outcome, error: message === '' ? type : `${type}: ${message}` } };
    }
    default:
      if (panic.includes('capacity overflow')) {
        return abandoned(
          'MemoryError',
          'out of memory: a single request exceeded 2 GiB',
          'out-of-memory',
        );
      }
      if (thrown instanceof RangeError) {
        return abandoned(
          'RecursionError',
          'the call depth exceeded the browser’s own stack',
          'failed',
        );
      }
      return abandoned('SystemError', panic || messageOf(thrown), 'failed');
  }
}
