/**
 * Exercises as data: a Python file whose memory is to be brought down, the tests that say whether
 * it has been, and ways to do it.
 */

import { messageOf } from '../../util/errors.ts';
import { isRecord, readString, readText, shorten } from '../../util/json-readers.ts';
import { parseSize } from '../../util/size.ts';
import { Fields, listReader, type Problems } from './fields.ts';
import { type QuickEdits, readQuickEdits } from './quick-edits.ts';

/** A Python file. */
interface PythonFile {
  /** Such as `lru_cache.py`. The tests import the exercise's by it. */
  readonly name: string;
  readonly source: string;
}

/** One way to do an exercise. */
interface Solution {
  readonly title: string;
  /** Why it helps, as plain text. */
  readonly why: string;
  /** The exercise's file as it then is, whole. */
  readonly source: string;
}

/** An exercise. As JSON it reads back the same. */
export interface Exercise {
  /** Words of small letters and digits with hyphens between them. */
  readonly id: string;
  readonly title: string;
  /** What is to be done, in short paragraphs of plain text. */
  readonly text: readonly string[];
  /** The file that is given. */
  readonly file: PythonFile;
  /** Tests for pytest. A memory test is marked `@pytest.mark.limit_memory("200 MB")`. */
  readonly tests: PythonFile;
  /** The most bytes that may be live at once while the file runs; `null` where nothing is said. */
  readonly limit: number | null;
  readonly solutions: readonly Solution[];
  /** The place among the exercises of a build: those with a smaller number come before it. */
  readonly order: number | null;
  /** How the project's tests have its programs do less work. */
  readonly quick: QuickEdits | null;
}

/** The way in which an exercise's JSON is written. */
interface ExerciseForm {
  /**
   * The text of a file that the JSON names in the place of its source; `undefined` where there is
   * none of that name. Without it, every source is in the JSON.
   */
  readonly read?: (name: string) => string | undefined;
  /** Whether it has what the exercises of a build have beside: an order and quick edits. */
  readonly isBuiltIn?: boolean;
}

/** The most characters of a Python source. */
export const LONGEST_SOURCE = 64 * 1024;

/** The most characters of an id and of a file's name, of a title, and of a paragraph. */
const LONGEST_NAME = 60;
const LONGEST_TITLE = 120;
const LONGEST_PARAGRAPH = 1000;

/** The most paragraphs and solutions. */
const MOST_PARAGRAPHS = 12;
const MOST_SOLUTIONS = 12;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FILE_NAME = /^[a-z_]\w*\.py$/i;

const TITLE = `a text of 1 to ${LONGEST_TITLE} characters`;
const PARAGRAPH = `a text of 1 to ${LONGEST_PARAGRAPH} characters`;
const SOURCE = `a text of 1 to ${LONGEST_SOURCE} characters`;
const NAMED_FILE = 'the name of a Python file of the folder, such as "lru_cache.py"';

/** What each field of a folder's JSON has to be. */
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
 * Reads an exercise that was JSON. The limit may be bytes or a size such as `"200 MB"`; what is not
 * needed may be left out. Throws an error that names everything that is wrong, each by its place,
 * such as `solutions[1].why`.
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
    problems.push(`tests.name: the exercise's file is called "${exercise.file.name}" already`);
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
  if (name.length > LONGEST_NAME || !FILE_NAME.test(name)) {
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

/** Sources are kept as they are: every space counts. */
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
