/** Finds the modules of a run. */

import type { RunRequest } from '../model/run-result.ts';
import type { Modules } from './messages.ts';
import { loadLate, loadModules } from './modules.ts';

/** Finds the modules of a run. */
export type ModulesFinder = (request: RunRequest) => Promise<Modules>;

/**
 * The modules of a run. Its engine is the first one if that can run the policy, so that it is the
 * same in all runs of a policy.
 */
export async function modulesOf({ native, run }: RunRequest): Promise<Modules> {
  const modules = await loadModules();
  const { loadEngine } = await import('./engine.ts');
  // Reports show its lines.
  const isFirst = await (await loadEngine()).needProgram(run);
  return isFirst && !native
    ? modules
    : {
        ...modules,
        engine: await loadLate(isFirst ? 'nativeEngine' : native ? 'nativePolicies' : 'policies'),
      };
}
