/** Readers for the fields of parsed JSON objects, which report each invalid field by its path. */

import { messageOf } from '../../util/errors.ts';
import { isRecord, shorten } from '../../util/json-readers.ts';

/** Reads one value at a path such as `solutions[1].why`; throws the problem. */
type FieldReader<T> = (value: unknown, place: string) => T;

/** Problems, each beginning with the path of its value. */
export type Problems = string[];

/** The fields of one object. Problems are collected, not thrown. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>> | null;

  /** `place` is the path of the object, empty for the root. */
  constructor(
    value: unknown,
    readonly place: string,
    known: readonly string[],
    readonly problems: Problems,
  ) {
    this.#values = isRecord(value) ? value : null;
    if (this.#values === null) {
      const here = place === '' ? 'the JSON' : place;
      problems.push(`${here}: ${shorten(value)} is not an object with ${known.join(', ')}`);
      return;
    }
    for (const name of Object.keys(this.#values)) {
      if (!known.includes(name)) {
        const there = `unknown field; the fields are ${known.join(', ')}`;
        problems.push(`${this.#placeOf(name.slice(0, 40))}: ${there}`);
      }
    }
  }

  /** A required field; `blank` replaces an invalid one, and `wanted` describes a missing one. */
  need<T>(name: string, blank: T, wanted: string, reader: FieldReader<T>): T {
    if (this.#values !== null && isAbsent(this.#values[name])) {
      this.problems.push(`${this.#placeOf(name)}: missing; it must be ${wanted}`);
    }
    return this.may(name, blank, reader);
  }

  /** An optional field, `absent` if it is missing or `null`. */
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

/** A reader of a list of limited length; each of its values has a path of its own. */
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
