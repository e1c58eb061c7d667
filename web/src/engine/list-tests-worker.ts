/** Lists the tests of a program's file, in an interpreter used for nothing else. */

import initEngine, * as engine from '../../python/highwater_python.js';
import { messageOf } from '../util/errors.ts';
import type { FailedMessage } from './messages.ts';
import type { ListedTests, ListTestsMessage } from './python-messages.ts';

const scope = self as unknown as { postMessage(message: ListedTests | FailedMessage): void };

self.addEventListener('message', ({ data }: MessageEvent<ListTestsMessage>) => {
  list(data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', error: messageOf(error) });
  });
});

async function list({ module, files, file }: ListTestsMessage): Promise<void> {
  await initEngine({ module_or_path: module });
  // Output at import is printed again when the tests are run.
  engine.connect({
    records: () => {},
    output: () => {},
    cut: () => {},
    now: () => performance.now(),
  });
  for (const { name, source } of files) {
    engine.add_file(name, source);
  }
  scope.postMessage(JSON.parse(engine.list_tests(file)) as ListedTests);
}
