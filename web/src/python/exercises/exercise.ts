/**
 * Exercises as data: a Python file whose memory is to be reduced, the tests for it, and solutions.
 */

import { messageOf } from '../../util/errors.ts';
import { isRecord, readString, readText, shorten } from '../../util/json-readers.ts';
import { parseSize } from '../../util/size.ts';
import { Fields, listReader, type Problems } from './fields.ts';
import { type QuickEdits, readQuickEdits } from './quick-edits.ts';

/** A Python file. */
interface PythonFile {
  /** For example `lru_cache.py`. The tests import the exercise's file by this name. */
  readonly name: string;
  readonly source: string;
}

/** A solution of an exercise. */
interface Solution {
  readonly title: string;
  /** The reason why it helps, as plain text. */
  readonly why: string;
  /** The exercise's complete file with the solution. */
  readonly source: string;
}

/** An exercise. It survives a round trip through JSON. */
export interface Exercise {
  /** Words of lower-case letters and digits, joined by hyphens. */
  readonly id: string;
  readonly title: string;
  /** The task, in short paragraphs of plain text. */
  readonly text: readonly string[];
  /** The original file. */
  readonly file: PythonFile;
  /** Tests for pytest. A memory test is marked `@pytest.mark.limit_memory("200 MB")`. */
  readonly tests: PythonFile;
  /** Maximum live bytes while the file runs; `null` without a limit. */
  readonly limit: number | null;
  readonly solutions: readonly Solution[];
  /** The position among the exercises of a build, in ascending order. */
  readonly order: number | null;
  /** Edits that reduce the work of its programs in the project's tests. */
  readonly quick: QuickEdits | null;
}

/** The form of an exercise's JSON. */
interface ExerciseForm {
  /**
   * The text of a file that the JSON names instead of a source; `undefined` if there is no such
   * file. Without this function, every source is in the JSON.
   */
  readonly read?: (name: string) => string | undefined;
  /** True if it has the additional fields of the exercises of a build: an order and quick edits. */
  readonly isBuiltIn?: boolean;
}

/** Maximum number of characters of a Python source. */
export const LONGEST_SOURCE = 64 * 1024;

/** Maximum number of characters of an id and of a file's name, of a title, and of a paragraph. */
const LONGEST_NAME = 60;
const LONGEST_TITLE = 120;
const LONGEST_PARAGRAPH = 1000;

/** Maximum number of paragraphs and solutions. */
const MOST_PARAGRAPHS = 12;
const MOST_SOLUTIONS = 12;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FILE_NAME = /^[a-z_]\w*\.py$/i;

/** Maximum number of characters of a file's name. */
export const LONGEST_FILE_NAME = LONGEST_NAME;

/** True if a value is the name of a file that can be imported, such as `lru_cache.py`. */
export function isFileName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= LONGEST_FILE_NAME && FILE_NAME.test(name);
}

const TITLE = `a text of 1 to ${LONGEST_TITLE} characters`;
const PARAGRAPH = `a text of 1 to ${LONGEST_PARAGRAPH} characters`;
const SOURCE = `a text of 1 to ${LONGEST_SOURCE} characters`;
const NAMED_FILE = 'the name of a Python file of the folder, such as "lru_cache.py"';

/** The format of each field of a folder's JSON. */
export const RULES = {
  id: 'small letters and digits, with hyphens between them, such as "lru-cache"',
  title: TITLE,
  text: `a list of 1 to ${MOST_PARAGRAPHS} paragraphs, each ${PARAGRAPH}`,
  file: NAMED_FILE,
  tests: NAMED_FILE,
  limit: 'whole bytes from 1, or a size such as "200 MB"',
  solutions: `a list of up to ${MOST_SOLUTIONS} objects with title, why, file`,
  order: 'a whole number from 1',
  quick: 'an object with output, tests',
} as const satisfies Record<keyof Exercise, string>;

const FIELDS = Object.keys(RULES);

const NO_FILE: PythonFile = { name: '', source: '' };

/**
 * Reads an exercise from parsed JSON. The limit may be bytes or a size such as `"200 MB"`; optional
 * fields may be omitted. Throws an error that lists all invalid fields by path, such as
 * `solutions[1].why`.
 */
export function readExercise(value: unknown, form: ExerciseForm = {}): Exercise {
  const problems: Problems = [];
  const fields = new Fields(value, '', FIELDS, problems);
  const readFile = (file: unknown, place: string) => readPythonFile(file, place, form, problems);
  const fileRule = form.read === undefined ? 'an object with name, source' : NAMED_FILE;
  const additional = <T>(name: 'order' | 'quick', reader: (value: unknown, place: string) => T) =>
    form.isBuiltIn
      ? fields.need<T | null>(name, null, RULES[name], reader)
      : fields.may<T | null>(name, null, reader);
  const exercise: Exercise = {
    id: fields.need('id', '', RULES.id, readId),
    title: fields.need('title', '', RULES.title, (title) => readText(title, LONGEST_TITLE)),
    text: fields.need(
      'text',
      [],
      RULES.text,
      listReader(1, MOST_PARAGRAPHS, 'paragraphs', problems, (paragraph) =>
        readText(paragraph, LONGEST_PARAGRAPH),
      ),
    ),
    file: fields.need('file', NO_FILE, fileRule, readFile),
    tests: fields.need('tests', NO_FILE, fileRule, readFile),
    limit: fields.may<number | null>('limit', null, readLimit),
    solutions: fields.may(
      'solutions',
      [],
      listReader(0, MOST_SOLUTIONS, 'solutions', problems, (solution, place) =>
        readSolution(solution, place, form, problems),
      ),
    ),
    order: additional('order', readOrder),
    quick: additional('quick', (quick, place) => readQuickEdits(quick, place, problems)),
  };
  if (exercise.file.name !== '' && exercise.file.name === exercise.tests.name) {
    problems.push(`tests.name: "${exercise.file.name}" is already the name of the exercise's file`);
  }
  if (problems.length > 0) {
    throw new Error(problems.join('; '));
  }
  return exercise;
}

function readPythonFile(
  value: unknown,
  place: string,
  { read }: ExerciseForm,
  problems: Problems,
): PythonFile {
  if (typeof value === 'string' && read !== undefined) {
    return { name: readFileName(value), source: readNamed(value, read) };
  }
  const fields = new Fields(value, place, ['name', 'source'], problems);
  return {
    name: fields.need('name', '', 'the name of a module’s file', readFileName),
    source: fields.need('source', '', SOURCE, readSource),
  };
}

function readSolution(
  value: unknown,
  place: string,
  { read }: ExerciseForm,
  problems: Problems,
): Solution {
  const isWhole = read === undefined || (isRecord(value) && 'source' in value);
  const source = isWhole ? 'source' : 'file';
  const fields = new Fields(value, place, ['title', 'why', source], problems);
  return {
    title: fields.need('title', '', TITLE, (title) => readText(title, LONGEST_TITLE)),
    why: fields.need('why', '', PARAGRAPH, (why) => readText(why, LONGEST_PARAGRAPH)),
    source: isWhole
      ? fields.need('source', '', SOURCE, readSource)
      : fields.need('file', '', NAMED_FILE, (name) => readNamed(readString(name), read)),
  };
}

function readId(value: unknown): string {
  const id = readString(value);
  if (id.length > LONGEST_NAME || !ID.test(id)) {
    throw new Error(`${shorten(id)} is not small letters and digits, such as "lru-cache"`);
  }
  return id;
}

function readFileName(value: unknown): string {
  const name = readString(value);
  if (!isFileName(name)) {
    throw new Error(`${shorten(name)} is not the name of a module's file, such as "lru_cache.py"`);
  }
  return name;
}

function readNamed(name: string, read: (name: string) => string | undefined): string {
  const source = read(name);
  if (source === undefined) {
    throw new Error(`${shorten(name)} is not a file of the folder`);
  }
  try {
    return readSource(source);
  } catch (error) {
    throw new Error(`${shorten(name)} cannot be used: ${messageOf(error)}`);
  }
}

/** Sources are not trimmed: every space counts. */
function readSource(value: unknown): string {
  const source = readString(value);
  readText(source, LONGEST_SOURCE);
  return source;
}

function readLimit(value: unknown): number {
  if (typeof value === 'string') {
    return parseSize(value).bytes;
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new Error(`${shorten(value)} is neither whole bytes from 1 nor a size such as "200 MB"`);
  }
  return value;
}

function readOrder(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new Error(`${shorten(value)} is not ${RULES.order}`);
  }
  return value;
}
