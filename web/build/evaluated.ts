/** Evaluates a module before the build, so that its errors fail the build and not the page. */

import { type Plugin, runnerImport } from 'vite';

/** The module at a path, which must work without a browser. */
export function evaluated(path: string): Plugin {
  return {
    name: 'evaluated',
    apply: 'build',
    async buildStart() {
      try {
        await runnerImport(path, { configFile: false, logLevel: 'silent' });
      } catch (error) {
        this.error(error instanceof Error ? error.message : String(error));
      }
    },
  };
}
