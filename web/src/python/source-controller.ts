import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { limitOf } from '../model/memory-limit.ts';
import type { ProgramFile } from '../model/run-result.ts';
import { messageOf } from '../util/errors.ts';
import { formatTime } from '../util/format.ts';
import { parseSize, type Size } from '../util/size.ts';
import type { Exercise } from './exercises/exercise.ts';
import { OWN_PROGRAM } from './exercises/own-program.ts';
import {
  filesOf,
  isBlank,
  type Project,
  packed,
  unpacked,
  withFiles,
  withSource,
} from './project.ts';
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
  readonly #replaced: () => void;
  readonly #store = openStore();
  #exercises: readonly Exercise[] = [];
  /** `null` for a program of one's own. */
  #exercise: Exercise | null = null;
  /** The host's own code, in place of an exercise's. */
  #hosted: string | null = null;
  #project: Project = unpacked('', PROGRAM);
  /** The name of the shown file. */
  #shown = PROGRAM;
  /** The cached form of the program as one text; `null` after a change. */
  #packed: string | null = null;
  #versions: Versions | null = null;
  /** The cached list of versions; `null` after a change. */
  #listed: readonly Version[] | null = null;
  #notice = '';
  #limit: Size | null = null;
  #due: ReturnType<typeof setTimeout> | null = null;

  /** `replaced` is called when a text or a file is shown that the learner has not typed. */
  constructor(host: ReactiveControllerHost, replaced: () => void) {
    this.#host = host;
    this.#replaced = replaced;
    host.addController(this);
  }

  get exercises(): readonly Exercise[] {
    return this.#exercises;
  }

  /** `null` for a program of one's own, and for the host's code. */
  get exercise(): Exercise | null {
    return this.#hosted === null ? this.#exercise : null;
  }

  /**
   * The id of the exercise, or of the program of one's own; `null` for the host's code and before
   * the first choice.
   */
  get chosen(): string | null {
    if (this.#hosted !== null || this.#versions === null) {
      return null;
    }
    return this.#exercise?.id ?? OWN_PROGRAM;
  }

  /** The files, that which is run first. */
  get files(): readonly ProgramFile[] {
    return filesOf(this.#project);
  }

  /** The name of the file that is run. */
  get main(): string {
    return this.#project.main.name;
  }

  /** The shown file. */
  get shown(): ProgramFile {
    return this.files.find(({ name }) => name === this.#shown) ?? this.#project.main;
  }

  /** The original of the shown file; empty if it has none. */
  get given(): string {
    return this.shown.name === this.main ? this.#given : '';
  }

  /** The limit of the peak: the exercise's, or the one set for a program of one's own. */
  get limit(): Size | null {
    if (this.chosen !== OWN_PROGRAM) {
      const limit = this.exercise?.limit ?? null;
      return limit === null ? null : limitOf(limit);
    }
    return this.#limit;
  }

  /** Sets the limit of a program of one's own, as a size; empty for none. */
  limitTo(limit: string): void {
    this.#limit = readLimit(limit);
    this.#attempt(() => this.#versions?.keepLimit(limit));
  }

  /** True if nothing was written yet. */
  get isBlank(): boolean {
    return isBlank(this.#project);
  }

  /** The source of the file that is run. */
  get text(): string {
    return this.#project.main.source;
  }

  /** All files as one text. */
  get packed(): string {
    this.#packed ??= packed(this.#project, this.#expected);
    return this.#packed;
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
    const source = this.packed;
    if (source === this.#given) {
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
   * Switches to one of the exercises, or to the program of one's own: to its draft, or to the
   * original. If the id is unknown, the first exercise is shown, and `notice` is the reason.
   */
  choose(exercises: readonly Exercise[], id: string, notice: string): void {
    this.#keepNow();
    this.#exercises = exercises;
    this.#exercise =
      id === OWN_PROGRAM ? null : (exercises.find((one) => one.id === id) ?? exercises[0] ?? null);
    this.#notice = notice;
    this.#versions = new Versions(this.#exercise?.id ?? OWN_PROGRAM, this.#store);
    this.#listed = null;
    this.#limit = readLimit(this.#versions.limit());
    if (this.#hosted === null) {
      this.#replace(this.#versions.draft() ?? this.#given);
    }
  }

  /** Sets the host's own code in place of an exercise's. */
  take(source: string): void {
    this.#hosted = source;
    this.#versions = null;
    this.#listed = null;
    this.#replace(source);
  }

  /** Adopts code from elsewhere, as one text; a draft that it replaces becomes a version. */
  adopt(source: string): void {
    const draft = this.#versions?.draft() ?? null;
    if (draft !== null && draft !== source) {
      this.#attempt(() => this.#versions?.save(`Before ${formatTime(new Date())}`, draft));
    }
    this.#replace(source);
    this.#keepNow();
  }

  /**
   * Adds files to the program, or replaces those of the same names, and shows the first of them.
   * Those of an empty program take its place. An unsaved edit becomes a version if it is replaced.
   */
  add(files: readonly ProgramFile[]): void {
    const known = this.files.map(({ name }) => name);
    if (files.some(({ name }) => known.includes(name))) {
      this.#keepEdit();
    }
    this.#set(withFiles(this.#project, files));
    this.#shown = files[0]?.name ?? this.#shown;
    this.#replaced();
    this.#keepNow();
  }

  /** Removes a file beside the one that is run. An unsaved edit becomes a version. */
  remove(name: string): void {
    this.#keepEdit();
    const { main, beside } = this.#project;
    this.#set({ main, beside: beside.filter((file) => file.name !== name) });
    this.show(this.shown.name);
    this.#keepNow();
  }

  /** Shows one of the files. */
  show(name: string): void {
    this.#shown = name;
    this.#replaced();
    this.#host.requestUpdate();
  }

  /** The learner has edited the shown file. */
  type(source: string): void {
    this.#set(withSource(this.#project, this.shown.name, source));
    this.#keepSoon();
  }

  /** Switches to one of the offered sources. An unsaved edit becomes a version. */
  go(origin: Origin): void {
    const source =
      origin.is === 'solution'
        ? this.exercise?.solutions.find(({ title }) => title === origin.title)?.source
        : origin.is === 'version'
          ? this.versions.find(({ name }) => name === origin.name)?.source
          : this.#given;
    if (source === undefined) {
      return;
    }
    this.#keepEdit();
    this.#replace(source);
    this.#keepSoon();
  }

  /** Saves the code as a version. */
  save(name: string): void {
    this.#attempt(() => this.#versions?.save(name, this.packed));
  }

  /** Deletes a version. */
  delete(name: string): void {
    this.#attempt(() => this.#versions?.delete(name));
  }

  hostDisconnected(): void {
    this.#keepNow();
  }

  /** The original of the file that is run. */
  get #given(): string {
    return this.#hosted ?? this.#exercise?.file.source ?? '';
  }

  /** The name of a single file. */
  get #expected(): string {
    return this.exercise?.file.name ?? PROGRAM;
  }

  /** Saves unsaved work as a version: it is not lost by a choice from a list. */
  #keepEdit(): void {
    if (this.origin.is === 'edit') {
      const text = this.packed;
      this.#attempt(() => this.#versions?.save(this.#freeName(), text));
    }
  }

  #freeName(): string {
    const names = this.versions.map(({ name }) => name);
    let number = 1;
    while (names.includes(`Edit ${number}`)) {
      number += 1;
    }
    return `Edit ${number}`;
  }

  #set(project: Project): void {
    this.#project = project;
    this.#packed = null;
    this.#host.requestUpdate();
  }

  #replace(source: string): void {
    this.#set(unpacked(source, this.#expected));
    this.#shown = this.main;
    this.#replaced();
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
    const versions = this.#versions;
    // The host's code is not the draft of an exercise.
    if (
      versions !== null &&
      this.#hosted === null &&
      (this.#exercise === null || this.text !== '')
    ) {
      const text = this.packed;
      this.#attempt(() => (text === this.#given ? versions.dropDraft() : versions.keepDraft(text)));
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

/** A stored limit; `null` if it is empty or unreadable. */
function readLimit(text: string): Size | null {
  try {
    return text === '' ? null : parseSize(text);
  } catch {
    return null;
  }
}
