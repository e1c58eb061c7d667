/** The lines of the Python behind runs, each program's read once. */

import type { Engine } from '../engine/engine.ts';
import { linesOfFiles, type Source } from '../model/places.ts';
import type { ProgramRequest, RunRequest } from '../model/run-result.ts';

/** Returned when the source is unknown. */
const NO_SOURCE: Source = new Map();

export class Sources {
  readonly #programs = new WeakMap<ProgramRequest, Source>();
  readonly #policies = new Map<string, Source>();

  /** The source lines of a run's program, or of a policy's Python. */
  of(request: RunRequest | undefined, engine: Engine | null): Source {
    if (request?.program !== undefined) {
      return this.#filesOf(request.program);
    }
    if (request === undefined || engine === null) {
      return NO_SOURCE;
    }
    const ranges = request.ranges.join(',');
    const key = `${request.run} ${ranges}`;
    let source = this.#policies.get(key);
    if (source === undefined) {
      const { file, text } = engine.pythonProgram(request.run, ranges);
      source = linesOfFiles([{ name: file, source: text }]);
      this.#policies.set(key, source);
    }
    return source;
  }

  #filesOf(program: ProgramRequest): Source {
    const source = this.#programs.get(program) ?? linesOfFiles(program.files);
    this.#programs.set(program, source);
    return source;
  }
}
