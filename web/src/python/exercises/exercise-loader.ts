import { messageOf } from '../../util/errors.ts';
import { loadPart } from '../../util/parts.ts';
import { quote } from '../../util/quote.ts';
import type { Exercise } from './exercise.ts';
import type { Found } from './find.ts';
import { OWN_PROGRAM } from './own-program.ts';

/** Callbacks for a requested exercise. */
interface ExerciseListener {
  /**
   * The known exercises, and the id of the requested one, or of the program of one's own. If it was
   * not found, the id is empty and `problem` is the reason.
   */
  found(exercises: readonly Exercise[], id: string, problem: string): void;
  /** The page's own exercises could not be loaded; `retry` tries it again. */
  failed(error: unknown, retry: () => void): void;
}

/** The exercises that an element knows: the page's own, and requested ones. */
export class ExerciseLoader {
  readonly #listener: ExerciseListener;
  #known: readonly Found[] = [];
  #named: string;
  #finding: Promise<void> | null = null;

  /** `named` is the element's exercise until another is requested. */
  constructor(named: string, listener: ExerciseListener) {
    this.#named = named;
    this.#listener = listener;
  }

  /** The latest request. */
  get named(): string {
    return this.#named;
  }

  /**
   * Requests an exercise by its id, as JSON, or by the URL of its folder's JSON; or the program of
   * one's own.
   */
  ask(named: string): void {
    this.#named = named;
    this.#finding = null;
    this.ready();
  }

  /** Waits until the latest request is completed. Never rejects. */
  async ready(): Promise<void> {
    let finding: Promise<void> | null = null;
    do {
      this.#finding ??= this.#find(this.#named);
      finding = this.#finding;
      await finding;
    } while (this.#finding !== null && this.#finding !== finding);
  }

  /** The URL of an exercise by its id; `null` if it was not fetched. */
  addressOf(id: string): string | null {
    return this.#known.find(({ exercise }) => exercise.id === id)?.address ?? null;
  }

  async #find(named: string): Promise<void> {
    let findExercise: typeof import('./find.ts').findExercise;
    try {
      const [{ EXERCISES }, finding] = await loadPart('The list of exercises', () =>
        Promise.all([import('./built-in.ts'), import('./find.ts')]),
      );
      ({ findExercise } = finding);
      if (this.#known.length === 0) {
        this.#known = EXERCISES.map((exercise) => ({ exercise, address: null }));
      }
    } catch (error) {
      this.#finding = null;
      this.#listener.failed(error, () => this.ready());
      return;
    }
    let found: Found | null = null;
    let problem = '';
    const isOwn = named.trim() === OWN_PROGRAM;
    try {
      found = isOwn ? null : await findExercise(named, this.#known, document.baseURI);
      if (found === null && named !== '' && !isOwn) {
        problem = `There is no exercise called ${quote(named)}.`;
      }
    } catch (error) {
      problem = messageOf(error);
    }
    // A later request is looked up separately.
    if (named !== this.#named) {
      return;
    }
    if (found !== null && !this.#known.includes(found)) {
      this.#known = [...this.#known, found];
    }
    const exercises = this.#known.map(({ exercise }) => exercise);
    this.#listener.found(exercises, isOwn ? OWN_PROGRAM : (found?.exercise.id ?? ''), problem);
  }
}
