/** Readers of single attributes. Each throws an error that names the problem. */

import { quote } from '../util/quote.ts';

/** Reads an attribute by a reader; an invalid one is reported and has its default. */
export type Read<Name extends string> = <T>(name: Name, reader: (text: string) => T) => T;

/** Reads a switch; the bare attribute, as in `<highwater-playground autorun>`, turns it on. */
export function readSwitch(text: string): boolean {
  const value = text.trim().toLowerCase();
  if (['1', 'true', ''].includes(value)) {
    return true;
  }
  if (['0', 'false'].includes(value)) {
    return false;
  }
  throw new Error(`${quote(text)} is neither 1 nor 0`);
}

/** A reader of a comma-separated list of allowed words, in their canonical order, or of `none`. */
export function listOf<T extends string>(...allowed: readonly T[]): (text: string) => T[] {
  const one = oneOf<T | 'none'>(...allowed, 'none');
  return (text) => {
    const written = text.split(',').filter((word) => word.trim() !== '');
    const words = new Set(written.map(one));
    return allowed.filter((word) => words.has(word));
  };
}

/** True if a switch is present and on; an invalid one is off. */
export function isSwitchedOn(text: string | undefined): boolean {
  try {
    return text !== undefined && readSwitch(text);
  } catch {
    return false;
  }
}

/** A reader of one of the allowed words. */
export function oneOf<T extends string>(...allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const value = allowed.find((name) => name === text.trim().toLowerCase());
    if (value === undefined) {
      throw new Error(`${quote(text)} is not one of ${allowed.join(', ')}`);
    }
    return value;
  };
}
