/** The page on web servers with their default settings, from a folder within their documents. */

import type { Page } from '@playwright/test';
import type { TableAnswer } from '../../web/src/model/report-answers';
import { test as base, expect } from '../lib/fixtures';
import { HOSTS, Host, type HostName, missingHost } from '../lib/hosts';
import { Playground } from './lib/playground';
import { type PythonElement, PythonPage } from './lib/python';

const POLICY = 'class/unbounded';

/** The headers with which the files of a page were sent, by the end of their address. */
function headersOf(page: Page): Map<string, Record<string, string>> {
  const headers = new Map<string, Record<string, string>>();
  page.on('response', (response) => {
    headers.set(new URL(response.url()).pathname, response.headers());
  });
  return headers;
}

for (const name of Object.keys(HOSTS) as HostName[]) {
  base.describe(name, () => {
    const missing = missingHost(name);
    const test = base.extend<object, { host: Host }>({
      host: [
        // biome-ignore lint/correctness/noEmptyPattern: Playwright requires the pattern
        async ({}, use) => {
          const host = await Host.start(name);
          await use(host);
          await host.stop();
        },
        { scope: 'worker' },
      ],
      baseURL: async ({ host }, use) => use(host.url),
    });

    base.skip(missing !== '', missing);

    test('policies run, with native stacks and their names', async ({ page }) => {
      const playground = await new Playground(page).open(
        `?policies=${POLICY}&ranges=20&preview=0&native=1`,
      );
      const [result] = await playground.runToEnd();
      expect(result).toMatchObject({ outcome: 'completed', native: true });
      const table = await playground.report<TableAnswer>(POLICY, {
        kind: 'table',
        frames: 'native',
        hide: ['allocator', 'std'],
      });
      expect(table.rows.map((row) => row.name).join()).toContain('num_bigint');
    });

    test('a program runs, however its interpreter is sent', async ({ page }) => {
      const headers = headersOf(page);
      const python = await new PythonPage(page).open();
      const result = await python.root.evaluate((host: PythonElement) => {
        host.source = 'print("arrived")\n';
        return host.run();
      });
      expect(result).toMatchObject({ outcome: 'completed', stdout: 'arrived\n' });
      const sent = [...headers].find(([path]) => path.endsWith('.br'));
      expect(sent, 'the compressed interpreter').toBeDefined();
      const [, { 'content-type': type, 'content-encoding': encoding } = {}] = sent ?? [];
      test.info().annotations.push({ type: 'interpreter', description: `${type}, ${encoding}` });
    });
  });
}
