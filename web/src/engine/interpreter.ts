/** Access to the interpreter's files, in a build that has them and in one that waits for them. */

import { loadPart } from '../util/parts.ts';
import type { InterpreterFiles } from './interpreter-files.ts';

const ADDRESSES = 'the addresses of the interpreter';

/**
 * The interpreter's files, loaded on the first call. In a page that is served while the interpreter
 * is still being compiled they come when it is ready.
 */
export async function interpreterFiles(): Promise<InterpreterFiles> {
  if (import.meta.env.HIGHWATER_AWAITS_PYTHON) {
    const { awaitedFiles } = await loadPart(ADDRESSES, () => import('./awaited-interpreter.ts'));
    return awaitedFiles();
  } else {
    const { FILES } = await loadPart(ADDRESSES, () => import('./interpreter-files.ts'));
    return FILES;
  }
}
