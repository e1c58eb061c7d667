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
    const { program } = request;
    if (program !== undefined) {
      return this.#once(program, () => program.files);
    }
    return engine === null ? NO_SOURCE : this.#once(request, () => filesOf(request, engine));
  }

  #once(key: ProgramRequest | RunRequest, files: () => ProgramRequest['files']): Source {
    const source = this.#read.get(key) ?? linesOfFiles(files());
    this.#read.set(key, source);
    return source;
  }
}

/** The Python that a policy stands for. */
function filesOf({ run, ranges }: RunRequest, engine: Engine): ProgramRequest['files'] {
  const { file, text } = engine.pythonProgram(run, ranges.join(','));
  return [{ name: file, source: text }];
}
