/** Edits that reduce the work of an exercise's programs, for tests that run them often. */

import { readString, readText, shorten } from '../../util/json-readers.ts';
import { Fields, listReader, type Problems } from './fields.ts';

/** A text in a file, and its replacement. */
interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** Replacements in the exercise's file and in each of its solutions. */
export interface QuickEdits {
  /** For the test of the programs' output: a tenth of the work or less. */
  readonly output: readonly Replacement[];
  /** For the tests of the exercise. The peaks must stay on their sides of the limit. */
  readonly tests: readonly Replacement[];
}

const MOST_REPLACEMENTS = 12;
const LONGEST_TEXT = 200;

/** The format of the edits of the output, and of a text of a replacement. */
const REPLACEMENTS = `a list of 1 to ${MOST_REPLACEMENTS} objects with from, to`;
const TEXT = `a text of up to ${LONGEST_TEXT} characters`;

/** Reads quick edits from parsed JSON. Problems inside are added to `problems`. */
export function readQuickEdits(value: unknown, place: string, problems: Problems): QuickEdits {
  const fields = new Fields(value, place, ['output', 'tests'], problems);
  const reader = (least: number) =>
    listReader(least, MOST_REPLACEMENTS, 'replacements', problems, (replacement, there) =>
      readReplacement(replacement, there, problems),
    );
  return {
    output: fields.need('output', [], REPLACEMENTS, reader(1)),
    tests: fields.may('tests', [], reader(0)),
  };
}

function readReplacement(value: unknown, place: string, problems: Problems): Replacement {
  const fields = new Fields(value, place, ['from', 'to'], problems);
  const replacement: Replacement = {
    from: fields.need('from', '', TEXT, readPart),
    to: fields.need('to', '', TEXT, readPart),
  };
  if (replacement.from !== '' && replacement.from === replacement.to) {
    throw new Error(`${shorten(replacement.from)} is replaced by itself`);
  }
  return replacement;
}

/** Texts are not trimmed: every space counts. */
function readPart(value: unknown): string {
  const text = readString(value);
  readText(text, LONGEST_TEXT);
  return text;
}

/** The source with each replacement applied once. Throws an error if a text is not found. */
export function replaced(source: string, replacements: readonly Replacement[]): string {
  return replacements.reduce((text, { from, to }) => {
    if (!text.includes(from)) {
      throw new Error(`${shorten(from)} is not found`);
    }
    return text.replace(from, () => to);
  }, source);
}
