/** Lists the tests of a program's file, in an interpreter used for nothing else. */

import initEngine, * as engine from '../../python/highwater_python.js';
import { messageOf } from '../util/errors.ts';
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
  await Promise.all([initEngine({ module_or_path: module }), watched]);
  // Output at import is printed again when the tests are run.
  const nothing = () => {};
  engine.connect({
    records: nothing,
    output: nothing,
    flush: nothing,
    now: () => performance.now(),
  });
  for (const { name, source } of files) {
    engine.add_file(name, source);
  }
  scope.postMessage(JSON.parse(engine.list_tests(file)) as ListedTests);
}
