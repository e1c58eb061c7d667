/** The names of one run's native frames. */

import type { Inspector } from '../../wasm/inspector/highwater_inspector.js';
import { messageOf } from '../state/reading.ts';

/** Gives an inspector the names of its native frames, when they are first asked for. */
export class NativeSymbols {
  readonly #inspector: Inspector;
  /** How many offsets were known when names were last looked up: a run that goes on has more. */
  #known = 0;
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
      this.#inspector.set_symbols(offsets, await resolve(build, offsets));
      [this.#known, this.#problem] = [offsets.length, null];
    } catch (error) {
      this.#problem = messageOf(error);
    }
    return this.#problem;
  }

  #problem: string | null = null;
}
