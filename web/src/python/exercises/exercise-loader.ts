import { messageOf } from '../../util/errors.ts';
import type { Exercise } from './exercise.ts';
import type { Found } from './find.ts';

/** What becomes of an exercise that was asked for. */
interface ExerciseListener {
  /**
   * The exercises that there are now, and the id of the one that was meant. Where there is none,
   * the id is empty, and `problem` says why.
   */
  found(exercises: readonly Exercise[], id: string, problem: string): void;
  /** The page's own exercises could not be loaded. */
  failed(error: unknown): void;
}

/** The exercises that an element knows: the page's own, and those that it was told of. */
export class ExerciseLoader {
  readonly #listener: ExerciseListener;
  #known: readonly Found[] = [];
  #named: string;
  #finding: Promise<void> | null = null;

  /** `named` is what the element means as long as nothing else is asked for. */
  constructor(named: string, listener: ExerciseListener) {
    this.#named = named;
    this.#listener = listener;
  }

  /** What was asked for last. */
  get named(): string {
    return this.#named;
  }

  /** Asks for an exercise by its id, as JSON, or by the address of its folder's JSON. */
  ask(named: string): void {
    this.#named = named;
    this.#finding = null;
    this.ready();
  }

  /** Waits until what was asked for last is found, or is known not to be. Never rejects. */
  async ready(): Promise<void> {
    let finding: Promise<void> | null = null;
    do {
      this.#finding ??= this.#find(this.#named);
      finding = this.#finding;
      await finding;
    } while (this.#finding !== null && this.#finding !== finding);
  }

  /** Where the exercise of an id was fetched; `null` where it was not. */
  addressOf(id: string): string | null {
    return this.#known.find(({ exercise }) => exercise.id === id)?.address ?? null;
  }

  async #find(named: string): Promise<void> {
    let findExercise: typeof import('./find.ts').findExercise;
    try {
      const { EXERCISES } = await import('./built-in.ts');
      ({ findExercise } = await import('./find.ts'));
      if (this.#known.length === 0) {
        this.#known = EXERCISES.map((exercise) => ({ exercise, address: null }));
      }
    } catch (error) {
      this.#finding = null;
      this.#listener.failed(error);
      return;
    }
    let found: Found | null = null;
    let problem = '';
    try {
      found = await findExercise(named, this.#known, document.baseURI);
      if (found === null && named !== '') {
        problem = `There is no exercise called “${named}”.`;
      }
    } catch (error) {
      problem = messageOf(error);
    }
    // What was asked for meanwhile is looked for on its own.
    if (named !== this.#named) {
      return;
    }
    if (found !== null && !this.#known.includes(found)) {
      this.#known = [...this.#known, found];
    }
    const exercises = this.#known.map(({ exercise }) => exercise);
    this.#listener.found(exercises, found?.exercise.id ?? '', problem);
  }
}
