/** A learner's versions of an exercise's file or of a program, by name, and the unnamed draft. */

import { formatCount } from '../util/format.ts';
import { quote } from '../util/quote.ts';
import { LONGEST_SOURCE } from './exercises/exercise.ts';
import { OWN_PROGRAM } from './exercises/own-program.ts';
import type { TextStore } from './text-store.ts';

/** A saved version. */
export interface Version {
  readonly name: string;
  readonly source: string;
  /** The time of saving, in milliseconds since 1970. */
  readonly saved: number;
}

/** Maximum number of characters of a name. */
export const LONGEST_NAME = 60;

/** Maximum number of versions of one exercise. */
export const MOST_VERSIONS = 100;

/** Maximum number of characters of a program of one's own, all its files together. */
export const LONGEST_PROGRAM = 512 * 1024;

/** The message for storage in memory. */
export const NOT_LASTING =
  'Browser storage is not available: versions and drafts are lost when the page is closed.';

/**
 * The versions of one exercise, or of a program of one's own. Methods that change something throw an error for the learner if
 * that fails, and then change nothing. Saving never overwrites a version.
 */
export class Versions {
  /** The draft last read or written by this page. */
  #seen: string | null | undefined;

  constructor(
    readonly exercise: string,
    private readonly store: TextStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** Maximum number of characters of a version. */
  get longest(): number {
    return this.exercise === OWN_PROGRAM ? LONGEST_PROGRAM : LONGEST_SOURCE;
  }

  /** A message about the store for the learner; `null` without problems. */
  get notice(): string | null {
    return this.store.lasting ? null : NOT_LASTING;
  }

  /** All versions, the newest first. Unreadable ones are left out. */
  list(): readonly Version[] {
    return this.#names()
      .flatMap((name) => this.#read(name) ?? [])
      .sort((a, b) => b.saved - a.saved || (a.name < b.name ? -1 : 1));
  }

  load(name: string): Version {
    const version = this.#read(readName(name));
    if (version === null) {
      throw new Error(`there is no version called ${quote(name)}`);
    }
    return version;
  }

  /** Saves a source under a new name. */
  save(name: string, source: string): Version {
    const free = this.#freeName(name);
    if (this.#names().length >= MOST_VERSIONS) {
      throw new Error(
        `there are already ${MOST_VERSIONS} versions, the maximum: delete one that you no longer need`,
      );
    }
    return this.#write(free, source);
  }

  delete(name: string): void {
    this.store.remove(this.#keyOf(this.load(name).name));
  }

  /** The latest draft, saved by this page or another one; `null` if there is none. */
  draft(): string | null {
    this.#seen = this.store.read(this.#draftKey);
    return this.#seen;
  }

  /**
   * Saves a draft in place of the previous one. A draft that another window has saved meanwhile
   * becomes a version, which is returned.
   */
  keepDraft(source: string): Version | null {
    this.#check(source);
    const kept = this.store.read(this.#draftKey);
    const foreign = kept !== null && kept !== this.#seen && kept !== source;
    const version = foreign ? this.#rescue(kept) : null;
    this.#try(() => this.store.write(this.#draftKey, source));
    this.#seen = source;
    return version;
  }

  /** Deletes the draft: it has been saved as a version, or the learner starts over. */
  dropDraft(): void {
    this.store.remove(this.#draftKey);
    this.#seen = null;
  }

  /** The limit of a program of one's own as a size; empty without one. */
  limit(): string {
    return this.store.read(this.#limitKey) ?? '';
  }

  /** Stores the limit in place of the previous one. */
  keepLimit(limit: string): void {
    this.#try(() => this.store.write(this.#limitKey, limit));
  }

  /** Saves the draft of another window, unless a version has the same text. */
  #rescue(source: string): Version | null {
    if (this.list().some((version) => version.source === source)) {
      return null;
    }
    const taken = this.#names();
    let number = 1;
    while (taken.includes(`Draft of another window ${number}`)) {
      number += 1;
    }
    return this.save(`Draft of another window ${number}`, source);
  }

  #freeName(name: string): string {
    const read = readName(name);
    if (this.store.read(this.#keyOf(read)) !== null) {
      throw new Error(`a version called ${quote(read)} already exists: choose another name`);
    }
    return read;
  }

  #write(name: string, source: string): Version {
    this.#check(source);
    const version = { name, source, saved: this.now() };
    this.#put(name, version);
    return version;
  }

  #put(name: string, { source, saved }: Version): void {
    this.#try(() => this.store.write(this.#keyOf(name), JSON.stringify({ source, saved })));
  }

  #try(write: () => void): void {
    try {
      write();
    } catch {
      throw new Error(
        'browser storage is full: delete versions that you no longer need, ' +
          'or copy the code to a file',
      );
    }
  }

  #read(name: string): Version | null {
    try {
      const { source, saved } = JSON.parse(this.store.read(this.#keyOf(name)) ?? 'null') ?? {};
      return typeof source === 'string' && typeof saved === 'number'
        ? { name, source, saved }
        : null;
    } catch {
      return null;
    }
  }

  #check({ length }: string): void {
    if (length > this.longest) {
      throw new Error(
        `the code has ${formatCount(length)} characters; at most ${formatCount(this.longest)} can be saved`,
      );
    }
  }

  #names(): string[] {
    const prefix = this.#keyOf('');
    return this.store
      .names()
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }

  #keyOf(name: string): string {
    return `highwater-python:${this.exercise}:version:${name}`;
  }

  get #limitKey(): string {
    return `highwater-python:${this.exercise}:limit`;
  }

  get #draftKey(): string {
    return `highwater-python:${this.exercise}:draft`;
  }
}

/** A name without leading, trailing or repeated white space. */
function readName(name: string): string {
  const read = name.normalize().trim().replaceAll(/\s+/g, ' ');
  if (read === '') {
    throw new Error('a version needs a name');
  }
  if (read.length > LONGEST_NAME) {
    throw new Error(`a name has at most ${LONGEST_NAME} characters; this one has ${read.length}`);
  }
  return read;
}
