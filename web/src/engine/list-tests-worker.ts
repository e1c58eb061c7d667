/** Lists the tests of a program's file, in an interpreter used for nothing else. */

import initEngine, * as engine from '../../python/highwater_python.js';
import { messageOf } from '../util/errors.ts';
import { decodePanic, PANICS, trapped } from './interpreter-fault.ts';
import type { FailedMessage } from './messages.ts';
import type { ListedTests, ListTestsMessage } from './python-messages.ts';

const scope = self as unknown as { postMessage(message: ListedTests | FailedMessage): void };

self.addEventListener('message', ({ data }: MessageEvent<ListTestsMessage>) => {
  list(data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

async function list({ module, files, file }: ListTestsMessage): Promise<void> {
  const { memory } = await initEngine({ module_or_path: module });
  let panic = '';
  engine.connect({
    records: () => {},
    // Output at import is printed again when the tests are run.
    output(stream: number, pointer: number, length: number) {
      if (stream === PANICS) {
        panic = decodePanic(new Uint8Array(memory.buffer, pointer, length));
      }
    },
    cut: () => {},
    now: () => performance.now(),
  });
  for (const { name, source } of files) {
    engine.add_file(name, source);
  }
  let listed: string;
  try {
    listed = engine.list_tests(file);
  } catch (thrown) {
    const { raised } = trapped({ thrown, panic, line: 0, file });
    listed = JSON.stringify({ tests: [], error: raised } satisfies ListedTests);
  }
  scope.postMessage(JSON.parse(listed) as ListedTests);
}
