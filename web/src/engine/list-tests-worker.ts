/** Lists the tests of a program's file, in an interpreter used for nothing else. */

import initEngine, * as engine from '../../python/highwater_python.js';
import { callOnStacks } from '../../python/stacks.js';
import { messageOf } from '../util/errors.ts';
import { decodePanic, PANICS, trapped } from './interpreter-fault.ts';
import type { FailedMessage } from './messages.ts';
import type { ListedTests, ListTestsMessage } from './python-messages.ts';
import { watched } from './watched-worker.ts';

const scope = self as unknown as { postMessage(message: ListedTests | FailedMessage): void };

self.addEventListener('message', ({ data }: MessageEvent<ListTestsMessage>) => {
  list(data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

async function list({ module, files, file }: ListTestsMessage): Promise<void> {
  const [exports] = await Promise.all([initEngine({ module_or_path: module }), watched]);
  const { memory } = exports;
  let panic = '';
  const nothing = () => {};
  engine.connect({
    records: nothing,
    // Output at import is printed again when the tests are run.
    output(stream: number, pointer: number, length: number) {
      if (stream === PANICS) {
        panic = decodePanic(new Uint8Array(memory.buffer, pointer, length));
      }
    },
    cut: nothing,
    flush: nothing,
    now: () => performance.now(),
  });
  for (const { name, source } of files) {
    engine.add_file(name, source);
  }
  let listed: ListedTests;
  try {
    engine.list_tests(file);
    await callOnStacks(exports, 'advance', engine.set_stack_room);
    listed = JSON.parse(engine.listed() ?? 'null') as ListedTests;
  } catch (thrown) {
    const { raised } = trapped({ thrown, panic, line: 0, file });
    listed = { tests: [], skipped: null, error: raised };
  }
  scope.postMessage(listed);
}
