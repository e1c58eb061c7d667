/** Readers of queries about a run, as scripts of any page write them. */

import {
  describeValue,
  isWhole,
  readFields,
  readTextArgument,
  wrongArgument,
} from '../util/arguments.ts';
import type { HiddenFrames, Instant, ReportKind, ReportQuery } from './report-answers.ts';

/** Every kind of query; a missing one is an error of the type checker. */
const KINDS: Readonly<Record<ReportKind, true>> = {
  'high-water-mark': true,
  leaks: true,
  temporary: true,
  at: true,
  tree: true,
  table: true,
  summary: true,
  'by-cause': true,
  stats: true,
  difference: true,
  stack: true,
};

type Field = keyof ReportQuery;

const FIELDS: readonly Field[] = ['kind', 'frames', 'hide', 'only', 'at', 'between', 'threshold'];

const LANGUAGES = ['python', 'native'] as const;
const HIDABLE: readonly HiddenFrames[] = ['allocator', 'std'];
const NAMED_INSTANTS = ['peak', 'end', 'released'] as const;

const INSTANT = 'an instant: a number of calls from 0, "peak", "end" or "released"';

/**
 * Reads a query. Optional fields may be `null`.
 *
 * @throws The expected value in place of the first invalid part.
 */
export function readQuery(value: unknown): ReportQuery {
  const fields = readFields('query', value, FIELDS, '{kind: "table"}');
  const query: Record<string, unknown> = {
    kind: oneOf('query.kind', fields.kind, Object.keys(KINDS)),
  };
  for (const [name, reader] of Object.entries(READERS)) {
    const part = fields[name as Field];
    if (part !== undefined && part !== null) {
      query[name] = reader(part, `query.${name}`);
    }
  }
  return query as unknown as ReportQuery;
}

/** Readers of the optional fields, by name. */
const READERS: {
  readonly [Name in Exclude<Field, 'kind'>]: (
    value: unknown,
    place: string,
  ) => NonNullable<ReportQuery[Name]>;
} = {
  frames: (value, place) => oneOf(place, value, LANGUAGES),
  hide: (value, place) => {
    if (!Array.isArray(value)) {
      throw wrongArgument(place, value, `a list of some of ${HIDABLE.join(', ')}`);
    }
    return value.map((part, index) => oneOf(`${place}[${index}]`, part, HIDABLE));
  },
  only: (value, place) => readTextArgument(place, value, 'the name of a crate'),
  at: readInstant,
  between: (value, place) => {
    if (!Array.isArray(value) || value.length !== 2) {
      throw wrongArgument(place, value, 'a list of two instants');
    }
    return [readInstant(value[0], `${place}[0]`), readInstant(value[1], `${place}[1]`)];
  },
  threshold: (value, place) => {
    if (!isWhole(value, 0)) {
      throw wrongArgument(place, value, 'a whole number from 0');
    }
    return value;
  },
};

/** Reads the name of an export format. */
export function readFormatName(value: unknown): string {
  return readTextArgument('format', value, 'the name of an export format such as "speedscope"');
}

function readInstant(value: unknown, place: string): Instant {
  if (isWhole(value, 0)) {
    return value;
  }
  const named = NAMED_INSTANTS.find((name) => name === value);
  if (named === undefined) {
    throw wrongArgument(place, value, INSTANT);
  }
  return named;
}

function oneOf<T extends string>(place: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new TypeError(`${place}: ${describeValue(value)} is not one of ${allowed.join(', ')}`);
  }
  return found;
}
