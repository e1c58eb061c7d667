/** The properties of the element of programs that scripts and attributes set, and their readers. */

import {
  isWhole,
  type PropertyReaders,
  readBoolean,
  readTextArgument,
  wrongArgument,
} from '../util/arguments.ts';
import { messageOf } from '../util/errors.ts';

const THEMES: readonly unknown[] = ['auto', 'light', 'dark'];

/** Readers by property; each throws the expected value in place of a wrong one. */
export const READERS: PropertyReaders = {
  theme: (value) => {
    if (!THEMES.includes(value)) {
      throw wrongArgument('theme', value, `one of ${THEMES.join(', ')}`);
    }
    return value;
  },
  hardLimit: (value) => {
    if (value !== null && !isWhole(value, 1)) {
      throw wrongArgument('hardLimit', value, 'a number of bytes from 1, or null');
    }
    return value;
  },
  growth: (value) => readTextArgument('growth', value, 'a growth step such as "adaptive"'),
  traced: (value) => readBoolean('traced', value),
  native: (value) => readBoolean('native', value),
  sharePage: (value) => readTextArgument('sharePage', value, 'the address of a page'),
};

/** The sentence about an invalid attribute, which has no setter to throw it; empty if it is valid. */
export function attributeProblem(name: string, value: string | null): string {
  if (value === null) {
    return '';
  }
  try {
    if (name === 'theme') {
      READERS.theme?.(value);
    } else if (name === 'hard-limit') {
      READERS.hardLimit?.(Number(value));
    }
    return '';
  } catch (error) {
    return `The attribute ${name} is not applied: ${messageOf(error)}.`;
  }
}
