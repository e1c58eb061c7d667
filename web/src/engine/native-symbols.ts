/** The names of one run's native frames. */

import type { Inspector } from '../../wasm/inspector/highwater_inspector.js';
import { messageOf } from '../util/errors.ts';

const OTHER_BUILD = 'the run was made by another build of the engine, whose symbols are not here';

/** Gives an inspector the names of its native frames, when they are first asked for. */
export class NativeSymbols {
  readonly #inspector: Inspector;
  /** How many offsets were known when names were last looked up: a run that goes on has more. */
  #known = 0;
  #problem: string | null = null;
  #loading: Promise<string | null> = Promise.resolve(null);

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  /** Resolves when the names are there, with why they are not where they cannot be had. */
  load(): Promise<string | null> {
    this.#loading = this.#loading.then(() => this.#look());
    return this.#loading;
  }

  async #look(): Promise<string | null> {
    const build = this.#inspector.build();
    const offsets = this.#inspector.native_offsets();
    if (build === undefined || offsets.length === this.#known) {
      return this.#problem;
    }
    try {
      const { resolve } = await import('./symbolizer.ts');
      const symbols = await resolve(build, offsets);
      if (symbols === null) {
        this.#problem = OTHER_BUILD;
      } else {
        this.#inspector.set_symbols(offsets, symbols);
        this.#problem = null;
      }
      this.#known = offsets.length;
    } catch (error) {
      // The files may be had another time: they are asked for again with the next question.
      this.#problem = messageOf(error);
    }
    return this.#problem;
  }
}
