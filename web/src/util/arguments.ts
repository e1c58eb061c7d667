/**
 * Readers of arguments that scripts of any page pass to the elements. Each returns the argument, or
 * throws an error with the expected value.
 */

import { isRecord } from './json-readers.ts';

/** Maximum number of characters of a quoted text. */
const MOST_QUOTED = 60;

/** A value as a script's author knows it: short, and of any type. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > MOST_QUOTED ? `${value.slice(0, MOST_QUOTED)}…` : value);
    case 'function':
    case 'symbol':
      return `a ${typeof value}`;
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object';
    default:
      return String(value);
  }
}

/** The error for an argument of a name; `wanted` completes “… is not”. */
export function wrongArgument(name: string, value: unknown, wanted: string): TypeError {
  return new TypeError(`${name}: ${describeValue(value)} is not ${wanted}`);
}

/** Reads a text. */
export function readTextArgument(name: string, value: unknown, wanted: string): string {
  if (typeof value !== 'string') {
    throw wrongArgument(name, value, wanted);
  }
  return value;
}

/** Reads an object with fields, of which only `known` ones are allowed. */
export function readFields<Field extends string>(
  name: string,
  value: unknown,
  known: readonly Field[],
  example: string,
): Readonly<Partial<Record<Field, unknown>>> {
  if (!isRecord(value)) {
    throw wrongArgument(name, value, `an object such as ${example}`);
  }
  const unknown = Object.keys(value).find((key) => !(known as readonly string[]).includes(key));
  if (unknown !== undefined) {
    const field = describeValue(unknown);
    throw new TypeError(
      `${name}: ${field} is not one of its fields, which are ${known.join(', ')}`,
    );
  }
  return value as Partial<Record<Field, unknown>>;
}

/** Reads the signal of an `AbortController`, of any window; it may be absent. */
export function readSignal(name: string, value: unknown): AbortSignal | undefined {
  if (value === undefined) {
    return undefined;
  }
  const { aborted, throwIfAborted } = (value ?? {}) as Partial<AbortSignal>;
  if (typeof aborted !== 'boolean' || typeof throwIfAborted !== 'function') {
    throw wrongArgument(name, value, 'an AbortSignal');
  }
  return value as AbortSignal;
}

/** Reads a `Blob` or a `File`, of any window. */
export function readBlob(name: string, value: unknown, wanted: string): Blob {
  const { size, slice, arrayBuffer } = (value ?? {}) as Partial<Blob>;
  const isBlob =
    typeof size === 'number' && typeof slice === 'function' && typeof arrayBuffer === 'function';
  if (!isBlob) {
    throw wrongArgument(name, value, wanted);
  }
  return value as Blob;
}

/** True for a whole number from `least` on. */
export function isWhole(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

/** Reads `true` or `false`. */
export function readBoolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') {
    throw wrongArgument(name, value, 'true or false');
  }
  return value;
}

/** Reads a list of objects whose fields are texts. */
export function readRecords<Field extends string>(
  name: string,
  value: unknown,
  fields: readonly Field[],
): readonly Readonly<Record<Field, string>>[] {
  const hasFields = (item: unknown) =>
    typeof item === 'object' &&
    item !== null &&
    fields.every((field) => typeof (item as Record<string, unknown>)[field] === 'string');
  if (!Array.isArray(value) || !value.every(hasFields)) {
    throw wrongArgument(name, value, `a list of objects with the texts ${fields.join(', ')}`);
  }
  return value;
}

/** Readers of the values that scripts set, by property. */
export type PropertyReaders = Readonly<Record<string, (value: unknown) => unknown>>;

/** The descriptor of a property whose setter first reads the value, if there is a reader. */
export function checkedProperty(
  readers: PropertyReaders,
  name: PropertyKey,
  descriptor: PropertyDescriptor | undefined,
): PropertyDescriptor | undefined {
  const read = readers[String(name)];
  const set = descriptor?.set;
  return read === undefined || set === undefined
    ? descriptor
    : {
        ...descriptor,
        set(this: unknown, value: unknown) {
          set.call(this, read(value));
        },
      };
}
