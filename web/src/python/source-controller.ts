import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { messageOf } from '../util/errors.ts';
import { formatTime } from '../util/format.ts';
import type { Exercise } from './exercises/exercise.ts';
import { openStore } from './text-store.ts';
import { type Version, Versions } from './versions.ts';

/** The origin of a source. */
export type Origin =
  | { readonly is: 'given' }
  | { readonly is: 'solution'; readonly title: string }
  | { readonly is: 'version'; readonly name: string }
  | { readonly is: 'edit' };

/** Milliseconds without a change before a draft is saved. */
const PAUSE = 400;

/** The name of a program without an exercise. */
const PROGRAM = 'program.py';

/** The code of an element: its exercise, its origin, and its stored drafts and versions. */
export class SourceController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #replaced: (source: string) => void;
  readonly #store = openStore();
  #exercises: readonly Exercise[] = [];
  #exercise: Exercise | null = null;
  /** The host's own code, in place of an exercise's. */
  #own: string | null = null;
  #text = '';
  #versions: Versions | null = null;
  /** The cached list of versions; `null` after a change. */
  #listed: readonly Version[] | null = null;
  #notice = '';
  #due: ReturnType<typeof setTimeout> | null = null;

  /** `replaced` is called with each text that the learner has not typed. */
  constructor(host: ReactiveControllerHost, replaced: (source: string) => void) {
    this.#host = host;
    this.#replaced = replaced;
    host.addController(this);
  }

  get exercises(): readonly Exercise[] {
    return this.#exercises;
  }

  /** `null` if the host has code of its own. */
  get exercise(): Exercise | null {
    return this.#own === null ? this.#exercise : null;
  }

  /** The name of the file. */
  get file(): string {
    return this.exercise?.file.name ?? PROGRAM;
  }

  /** The original file. */
  get given(): string {
    return this.#own ?? this.#exercise?.file.source ?? '';
  }

  get text(): string {
    return this.#text;
  }

  /** A message about storage; empty without problems. */
  get notice(): string {
    // Without edits there is nothing to lose.
    const lasting = this.origin.is === 'edit' ? (this.#versions?.notice ?? '') : '';
    return this.#notice || lasting;
  }

  /** The learner's versions, the newest first. */
  get versions(): readonly Version[] {
    // Listing them reads the browser's storage, and the host calls this on every rendering.
    this.#listed ??= this.#versions?.list() ?? [];
    return this.#listed;
  }

  get origin(): Origin {
    const source = this.#text;
    if (source === this.given) {
      return { is: 'given' };
    }
    const solution = this.exercise?.solutions.find((one) => one.source === source);
    if (solution !== undefined) {
      return { is: 'solution', title: solution.title };
    }
    const version = this.versions.find((one) => one.source === source);
    return version === undefined ? { is: 'edit' } : { is: 'version', name: version.name };
  }

  /**
   * Switches to one of the exercises: to its draft, or to the original file. If the id is unknown,
   * the first exercise is shown, and `notice` is the reason.
   */
  choose(exercises: readonly Exercise[], id: string, notice: string): void {
    this.#keepNow();
    this.#exercises = exercises;
    this.#exercise = exercises.find((one) => one.id === id) ?? exercises[0] ?? null;
    this.#notice = notice;
    this.#versions = new Versions(this.#exercise?.id ?? 'own', this.#store);
    this.#listed = null;
    if (this.#own === null) {
      this.#replace(this.#versions.draft() ?? this.given);
    }
  }

  /** Sets the host's own code in place of an exercise's. */
  take(source: string): void {
    this.#own = source;
    this.#versions = null;
    this.#listed = null;
    this.#replace(source);
  }

  /** Adopts code from elsewhere; a draft that it replaces becomes a version. */
  adopt(source: string): void {
    const draft = this.#versions?.draft() ?? null;
    if (draft !== null && draft !== source) {
      this.#attempt(() => this.#versions?.save(`Before ${formatTime(new Date())}`, draft));
    }
    this.#replace(source);
    this.#keepNow();
  }

  /** The learner has edited the text. */
  type(source: string): void {
    this.#text = source;
    this.#keepSoon();
    this.#host.requestUpdate();
  }

  /** Switches to one of the offered sources. An unsaved edit becomes a version. */
  go(origin: Origin): void {
    const source =
      origin.is === 'solution'
        ? this.exercise?.solutions.find(({ title }) => title === origin.title)?.source
        : origin.is === 'version'
          ? this.versions.find(({ name }) => name === origin.name)?.source
          : this.given;
    if (source === undefined) {
      return;
    }
    // Unsaved work is not lost by a choice from a list.
    if (this.origin.is === 'edit') {
      const text = this.#text;
      this.#attempt(() => this.#versions?.save(this.#freeName(), text));
    }
    this.#replace(source);
    this.#keepSoon();
  }

  /** Saves the code as a version. */
  save(name: string): void {
    this.#attempt(() => this.#versions?.save(name, this.#text));
  }

  /** Deletes a version. */
  delete(name: string): void {
    this.#attempt(() => this.#versions?.delete(name));
  }

  hostDisconnected(): void {
    this.#keepNow();
  }

  #freeName(): string {
    const names = this.versions.map(({ name }) => name);
    let number = 1;
    while (names.includes(`Edit ${number}`)) {
      number += 1;
    }
    return `Edit ${number}`;
  }

  #replace(source: string): void {
    this.#text = source;
    this.#replaced(source);
    this.#host.requestUpdate();
  }

  #keepSoon(): void {
    if (this.#due !== null) {
      clearTimeout(this.#due);
    }
    this.#due = setTimeout(() => this.#keepNow(), PAUSE);
  }

  #keepNow(): void {
    if (this.#due !== null) {
      clearTimeout(this.#due);
      this.#due = null;
    }
    const [versions, text] = [this.#versions, this.#text];
    if (versions !== null && text !== '') {
      this.#attempt(() => (text === this.given ? versions.dropDraft() : versions.keepDraft(text)));
    }
  }

  /** Performs an action on the storage; a failure becomes the notice. */
  #attempt(action: () => unknown): void {
    try {
      action();
      this.#notice = '';
    } catch (error) {
      this.#notice = messageOf(error);
    }
    this.#listed = null;
    this.#host.requestUpdate();
  }
}
