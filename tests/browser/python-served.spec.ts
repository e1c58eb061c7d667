/** The interpreter from a host that declares its compression, so that the browser decompresses it. */

import { expect, test as pageTest } from '../lib/fixtures';
import { Preview } from '../lib/preview';
import { type PythonElement, PythonPage } from './lib/python';

const test = pageTest.extend<object, { preview: Preview }>({
  preview: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires the pattern
    async ({}, use) => {
      const preview = await Preview.start();
      await use(preview);
      await preview.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ preview }, use) => use(preview.url),
});

test('the interpreter runs from the server of www-build.sh', async ({ page }) => {
  const encodings: (string | undefined)[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.br')) {
      encodings.push(response.headers()['content-encoding']);
    }
  });
  const python = await new PythonPage(page).open();
  const result = await python.root.evaluate((host: PythonElement) => {
    host.source = 'print("decompressed")\n';
    return host.run();
  });
  expect(encodings).toEqual(['br']);
  expect(result).toMatchObject({ outcome: 'completed', stdout: 'decompressed\n' });
});
