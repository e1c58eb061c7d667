/** Challenges as data: the requirements on a policy, and the runs that it is judged by. */

import { namesOf, type UnitTests } from '../model/test-report.ts';
import { messageOf } from '../util/errors.ts';
import { readString, readText, shorten } from '../util/json-readers.ts';
import { parseSize, type Size } from '../util/size.ts';
import { matchesWildcards } from '../util/wildcards.ts';

/** The default limit in the tests: pytest-memray's `limit_memory("200 MB")`. */
export const TEST_LIMIT = '200MB';

/** The requirements on a policy. All texts are plain. */
export interface Challenge {
  readonly title: string;
  readonly text: string;
  /** The ranges of the runs, as canonical text. */
  readonly ranges: string;
  /** Patterns of the allowed policies, with `*` as a wildcard; empty for all policies. */
  readonly policies: readonly string[];
  /** Maximum live bytes. */
  readonly limit: Size | null;
  /** True if the policy must have as many hits as an unbounded cache. */
  readonly allHits: boolean;
  /** True if `maxsize` must be the smallest that achieves this. */
  readonly smallest: boolean;
  /** Minimum number of cached results at the end. */
  readonly entries: number | null;
  /** Names of the unit tests that must pass. The memory test's limit is the challenge's. */
  readonly tests: readonly string[];
}

/** A challenge in JSON. */
export interface ChallengeJson {
  readonly title: string;
  readonly text?: string;
  readonly ranges?: string;
  readonly policies?: readonly string[];
  readonly limit?: string;
  readonly hits?: 'all';
  readonly maxsize?: 'smallest';
  readonly entries?: number;
  readonly tests?: 'all' | readonly string[];
}

/** The engine's functions for reading a challenge. */
export interface ChallengeReaders {
  /** Canonical text of the ranges; throws an error with the problem. */
  readRanges(text: string): string;
  readonly unitTests: UnitTests;
}

/** A challenge, or all its problems, each beginning with the field's name. */
export type ReadChallenge =
  | { readonly challenge: Challenge; readonly problems: readonly [] }
  | { readonly challenge: null; readonly problems: readonly string[] };

/** The default ranges of a challenge: the real exercise's. */
const RANGES = '500,1000';

/** Maximum number of characters of a title, a text and a challenge's whole JSON. */
const LONGEST_TITLE = 120;
const LONGEST_TEXT = 2000;
const LONGEST_JSON = 8000;

/** Maximum number of patterns of policies. */
const MOST_PATTERNS = 32;

const PATTERN = /^[a-z0-9*/:-]{1,80}$/;

const FIELDS = [
  'title',
  'text',
  'ranges',
  'policies',
  'limit',
  'hits',
  'maxsize',
  'entries',
  'tests',
] as const satisfies readonly (keyof ChallengeJson)[];

/** Reads the JSON of a challenge. Never throws. */
export function readChallengeJson(json: string, readers: ChallengeReaders): ReadChallenge {
  if (json.length > LONGEST_JSON) {
    return refused([`the challenge has more than ${LONGEST_JSON} characters`]);
  }
  try {
    return readChallenge(JSON.parse(json), readers);
  } catch (error) {
    return refused([`the challenge is not JSON: ${messageOf(error)}`]);
  }
}

/** Reads a challenge from parsed JSON. Never throws. */
export function readChallenge(value: unknown, readers: ChallengeReaders): ReadChallenge {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused(['the challenge is not an object with a title']);
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const problems = Object.keys(fields)
    .filter((name) => !(FIELDS as readonly string[]).includes(name))
    .map((name) => `${name.slice(0, 40)}: unknown field; the fields are ${FIELDS.join(', ')}`);
  function read<T>(name: keyof ChallengeJson, absent: T, reader: (value: unknown) => T): T {
    const written = fields[name];
    if (written !== undefined && written !== null) {
      try {
        return reader(written);
      } catch (error) {
        problems.push(`${name}: ${messageOf(error)}`);
      }
    }
    return absent;
  }
  const challenge: Challenge = {
    title: read('title', '', (title) => readText(title, LONGEST_TITLE)),
    text: read('text', '', (text) => readText(text, LONGEST_TEXT)),
    ranges: read('ranges', RANGES, (ranges) => readers.readRanges(readString(ranges))),
    policies: read('policies', [], readPatterns),
    limit: read<Size | null>('limit', null, (limit) => parseSize(readString(limit))),
    allHits: read('hits', false, (hits) => isWord(hits, 'all')),
    smallest: read('maxsize', false, (maxsize) => isWord(maxsize, 'smallest')),
    entries: read<number | null>('entries', null, readCount),
    tests: read<readonly string[]>('tests', [], (tests) => readTests(tests, readers.unitTests)),
  };
  if (fields.title === undefined || fields.title === null) {
    problems.push('title: missing');
  }
  if (problems.length === 0 && !wantsAnything(challenge)) {
    problems.push('limit, hits, maxsize, entries, tests: at least one of these is required');
  }
  return problems.length === 0 ? { challenge, problems: [] } : refused(problems);
}

/** The JSON of a challenge, which can be read again. */
export function challengeJson(challenge: Challenge): ChallengeJson {
  const { title, text, ranges, policies, limit, allHits, smallest, entries, tests } = challenge;
  return {
    title,
    ...(text === '' ? {} : { text }),
    ranges,
    ...(policies.length === 0 ? {} : { policies }),
    ...(limit === null ? {} : { limit: limit.text }),
    ...(allHits && !smallest ? { hits: 'all' as const } : {}),
    ...(smallest ? { maxsize: 'smallest' as const } : {}),
    ...(entries === null ? {} : { entries }),
    ...(tests.length === 0 ? {} : { tests }),
  };
}

/** True if a policy, by its canonical text, is allowed. */
export function isAllowed({ policies }: Challenge, policy: string): boolean {
  return policies.length === 0 || policies.some((pattern) => matchesWildcards(pattern, policy));
}

/** The limit of the memory test among a challenge's tests. */
export function testLimit({ limit }: Challenge): Size {
  return limit ?? parseSize(TEST_LIMIT);
}

function wantsAnything({ limit, allHits, smallest, entries, tests }: Challenge): boolean {
  return limit !== null || allHits || smallest || entries !== null || tests.length > 0;
}

function refused(problems: readonly string[]): ReadChallenge {
  return { challenge: null, problems };
}

function readPatterns(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_PATTERNS) {
    throw new Error(`${shorten(value)} is not a list of 1 to ${MOST_PATTERNS} patterns`);
  }
  for (const pattern of value) {
    if (typeof pattern !== 'string' || !PATTERN.test(pattern)) {
      throw new Error(`${shorten(pattern)} is not a pattern of policies, such as "class/lru:*"`);
    }
  }
  // Canonical policies omit defaults, and so do the patterns.
  return value.map((pattern: string) => pattern.replace(/\/refcount$/, ''));
}

function isWord(value: unknown, word: string): true {
  if (value !== word) {
    throw new Error(`${shorten(value)} is not "${word}"`);
  }
  return true;
}

function readCount(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new Error(`${shorten(value)} is not a whole number from 1`);
  }
  return value;
}

function readTests(value: unknown, unitTests: UnitTests): readonly string[] {
  const known = namesOf(unitTests);
  if (value === 'all') {
    return known;
  }
  if (!Array.isArray(value) || value.length === 0) {
    throw new Error(`${shorten(value)} is neither "all" nor a list of names of tests`);
  }
  const unknown = value.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`${shorten(unknown)} is not one of ${known.join(', ')}`);
  }
  return known.filter((name) => value.includes(name));
}
