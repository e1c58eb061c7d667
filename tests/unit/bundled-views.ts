/** The report views as one module for Node, with their elements and styles. */

import { build } from '../../web/node_modules/vite/dist/node/index.js';
import type { REPORT_VIEWS } from '../../web/src/reports/views/index.ts';
import { REPOSITORY } from '../lib/dist.ts';

/**
 * Bundles and loads the list of views. Elements are defined on a replacement of the browser's
 * registry.
 */
export async function loadViews(): Promise<typeof REPORT_VIEWS> {
  const built = await build({
    root: `${REPOSITORY}/web`,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: `${REPOSITORY}/web/src/reports/views/index.ts`,
        output: { codeSplitting: false },
      },
    },
  });
  if (!('output' in built)) {
    throw new Error('the build gave nothing');
  }
  const { code } = built.output[0];
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).REPORT_VIEWS;
}
