/** The fields of an object that was JSON, read so that each wrong one is named by its place. */

import { messageOf } from '../../util/errors.ts';
import { isRecord, shorten } from '../../util/json-readers.ts';

/** Reads one value, which stands at a place such as `solutions[1].why`; throws what is wrong. */
type FieldReader<T> = (value: unknown, place: string) => T;

/** What is wrong with a value, each beginning with the place. */
export type Problems = string[];

/** The fields of one object. Nothing is thrown: what is wrong is added to the problems. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>> | null;

  /** `place` is where the object is, and is empty for the whole. */
  constructor(
    value: unknown,
    readonly place: string,
    known: readonly string[],
    readonly problems: Problems,
  ) {
    this.#values = isRecord(value) ? value : null;
    if (this.#values === null) {
      const here = place === '' ? 'the whole' : place;
      problems.push(`${here}: ${shorten(value)} is not an object with ${known.join(', ')}`);
      return;
    }
    for (const name of Object.keys(this.#values)) {
      if (!known.includes(name)) {
        const there = `there is no such field; there are ${known.join(', ')}`;
        problems.push(`${this.#placeOf(name.slice(0, 40))}: ${there}`);
      }
    }
  }

  /**
   * A field that has to be there; `blank` is in the place of one that cannot be read, and `wanted`
   * says what a missing one has to be.
   */
  need<T>(name: string, blank: T, wanted: string, reader: FieldReader<T>): T {
    if (this.#values !== null && isAbsent(this.#values[name])) {
      this.problems.push(`${this.#placeOf(name)}: it is missing, and has to be ${wanted}`);
    }
    return this.may(name, blank, reader);
  }

  /** A field that may be left out or be `null`, and is then `absent`. */
  may<T>(name: string, absent: T, reader: FieldReader<T>): T {
    const value = this.#values?.[name];
    if (isAbsent(value)) {
      return absent;
    }
    const place = this.#placeOf(name);
    try {
      return reader(value, place);
    } catch (error) {
      this.problems.push(`${place}: ${messageOf(error)}`);
      return absent;
    }
  }

  #placeOf(name: string): string {
    return this.place === '' ? name : `${this.place}.${name}`;
  }
}

/** A reader of a list of so many; each of its values has a place of its own. */
export function listReader<T>(
  least: number,
  most: number,
  what: string,
  problems: Problems,
  reader: FieldReader<T>,
): FieldReader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      throw new Error(`${shorten(value)} is not a list of ${least} to ${most} ${what}`);
    }
    return value.flatMap((item, index) => {
      const here = `${place}[${index}]`;
      try {
        return [reader(item, here)];
      } catch (error) {
        problems.push(`${here}: ${messageOf(error)}`);
        return [];
      }
    });
  };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
