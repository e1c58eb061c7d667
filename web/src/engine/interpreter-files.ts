/** Addresses of the interpreter's files: its two forms, its workers, its names and its licences. */

import engineUrl from '../../python/highwater_python.wasm.br?url';
import licencesUrl from '../../python/licences.txt?url';
import { PYTHON_SIZE } from '../../python/size.ts';
import * as lazy from './lazy-python-urls.ts';
import listWorker from './list-tests-worker.ts?worker&url';
import runWorker from './python-worker.ts?worker&url';

/** A file with a form of the interpreter. */
export interface InterpreterForm {
  readonly url: string;
  /** Its size in bytes. */
  readonly size: number;
}

/** The files of one build of the interpreter. */
export interface InterpreterFiles {
  readonly plain: InterpreterForm;
  /** The form that keeps a stack of its native calls. */
  readonly native: InterpreterForm;
  /** The worker of a run. */
  readonly runWorker: string;
  /** The worker that lists the tests of a file. */
  readonly listWorker: string;
  /** The build that the code offsets are of. */
  readonly build: string;
  /** Names of the functions at the code offsets. */
  readonly namesUrl: string;
  readonly licencesUrl: string;
}

// One export: a page that waited for the interpreter imports it by its name from another build.
export const FILES: InterpreterFiles = {
  plain: { url: engineUrl, size: PYTHON_SIZE },
  native: { url: lazy.url, size: lazy.size },
  runWorker,
  listWorker,
  build: lazy.PYTHON_BUILD,
  namesUrl: lazy.namesUrl,
  licencesUrl,
};
