/** The lines of the Python behind runs, each program's read once. */

import type { Engine } from '../engine/engine.ts';
import { linesOfFiles, type Source } from '../model/places.ts';
import type { ProgramRequest, RunRequest } from '../model/run-result.ts';

/** Returned when the source is unknown. */
const NO_SOURCE: Source = new Map();

export class Sources {
  /** By the program, or by the request for a policy, so that lines are released with their run. */
  readonly #read = new WeakMap<ProgramRequest | RunRequest, Source>();

  /** The source lines of a run's program, or of a policy's Python. */
  of(request: RunRequest | undefined, engine: Engine | null): Source {
    if (request === undefined) {
      return NO_SOURCE;
    }
    const key = request.program ?? request;
    const known = this.#read.get(key);
    if (known !== undefined) {
      return known;
    }
    const files = request.program?.files ?? filesOf(request, engine);
    if (files === null) {
      return NO_SOURCE;
    }
    const source = linesOfFiles(files);
    this.#read.set(key, source);
    return source;
  }
}

/** The Python that a policy stands for; `null` if it is not loaded. */
function filesOf(
  { run, ranges }: RunRequest,
  engine: Engine | null,
): ProgramRequest['files'] | null {
  const program = engine?.pythonProgram(run, ranges.join(',')) ?? null;
  return program && [{ name: program.file, source: program.text }];
}
