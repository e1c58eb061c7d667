/** The names of one run's native frames. */

import type { Inspector } from '../../wasm/inspector/highwater_inspector.js';
import { messageOf } from '../util/errors.ts';
import { loadPart } from '../util/parts.ts';

const OTHER_BUILD =
  'the run was made by another build of the engine, whose symbols are not available';

/** Gives an inspector the names of its native frames on first request. */
export class NativeSymbols {
  readonly #inspector: Inspector;
  /** The number of offsets at the last lookup: a run in progress adds more. */
  #known = 0;
  #problem: string | null = null;
  #loading: Promise<string | null> = Promise.resolve(null);

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  /** Resolves when the names are loaded, with the reason if they are not available. */
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
      const { resolve } = await loadPart(
        'the part that finds names',
        () => import('./symbolizer.ts'),
      );
      const symbols = await resolve(build, offsets);
      if (symbols === null) {
        this.#problem = OTHER_BUILD;
      } else {
        this.#inspector.set_symbols(offsets, symbols);
        this.#problem = null;
      }
      this.#known = offsets.length;
    } catch (error) {
      // Loading is tried again with the next query.
      this.#problem = messageOf(error);
    }
    return this.#problem;
  }
}
