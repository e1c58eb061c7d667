/**
 * The page's parsers with generated inputs: a value that can be written and read again, or a refusal
 * in words. `HIGHWATER_SEED` sets the seed, `HIGHWATER_RUNS` a factor for the number of inputs.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { readExercise } from '../../web/src/python/exercises/exercise.ts';
import { readFragment, writeFragment } from '../../web/src/python/share-link.ts';
import {
  challengeJson,
  readChallenge,
  readChallengeJson,
} from '../../web/src/settings/challenge.ts';
import {
  type Attributes,
  type Readers,
  readSettings,
  writeSettings,
} from '../../web/src/settings/settings.ts';
import { readQuery, writeQuery } from '../../web/src/settings/url.ts';
import { parseSize } from '../../web/src/util/size.ts';
import * as engine from '../../web/wasm/engine/highwater_engine.js';
import { someSettings } from '../hostile/lib/attributes.ts';
import { SEED } from '../hostile/lib/seed.ts';
import { faultOf } from '../hostile/lib/sentences.ts';
import { anyText, damaged } from '../hostile/lib/texts.ts';
import { REPOSITORY } from '../lib/dist.ts';
import { exerciseIn } from './exercise-folders.ts';
import { UNIT_TESTS } from './unit-tests.ts';

const FACTOR = Number(process.env.HIGHWATER_RUNS || 1);

test.describe.configure({ timeout: 240_000 * FACTOR });

/** Checks a property of this number of inputs. A failure prints the seed and the smallest input. */
function holds<T>(inputs: fc.Arbitrary<T>, runs: number, property: (input: T) => void): void {
  fc.assert(fc.property(inputs, property), { seed: SEED, numRuns: runs * FACTOR });
}

/** The engine's readers, as the page has them. */
function readersOf(): Readers {
  const path = join(REPOSITORY, 'web/wasm/engine/highwater_engine_bg.wasm');
  engine.initSync({ module: new Uint8Array(readFileSync(path)) });
  return {
    unitTests: UNIT_TESTS,
    describePolicy: (text) => JSON.parse(engine.describe_policy(text)),
    readRanges: (text) => JSON.parse(engine.describe_ranges(text)).text,
    readGrowth: (text) => JSON.parse(engine.describe_growth(text)).text,
  };
}

function messageOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Playwright's `expect` takes a tenth of a millisecond or more: it is called for faults alone. */
function expectSentences(messages: readonly string[]): void {
  expectNone(
    messages.map(faultOf).filter((fault) => fault !== ''),
    'messages',
  );
}

function expectNone(faults: readonly unknown[], what: string): void {
  if (faults.length > 0) expect(faults, what).toEqual([]);
}

function expectSame(value: unknown, original: unknown): void {
  if (JSON.stringify(value) !== JSON.stringify(original)) expect(value).toEqual(original);
}

test('settings are read and written again, or refused in words', () => {
  const readers = readersOf();
  holds(someSettings, 3000, (written) => {
    const attributes: Attributes = Object.fromEntries(
      written.map(({ name, value }) => [name, value]),
    );
    const { settings, problems } = readSettings(attributes, readers);
    expectSentences(problems.map(({ message }) => message));
    const named = problems.map(({ name }) => name);
    const isEmbedded = settings.embed;
    const silent = written.filter(
      ({ name, isInvalid }) =>
        isInvalid && !named.includes(name) && !(name === 'view' && isEmbedded),
    );
    expectNone(silent, 'settings refused without a problem');
    const again = writeSettings(settings);
    const read = readSettings(again, readers);
    expectNone(read.problems, 'problems of the written text');
    expectSame(writeSettings(read.settings), again);
    expectNone(readQuery(writeQuery(again)).problems, 'problems of the address');
  });
});

test('any query is read, and any attributes are written as one', () => {
  holds(fc.tuple(anyText, anyText), 5000, ([query, value]) => {
    expectSentences(readQuery(query).problems.map(({ message }) => message));
    const attributes = { search: value, limit: value };
    const wellFormed = value.replaceAll(/\p{Surrogate}/gu, '\ufffd');
    const read = readQuery(writeQuery(attributes)).attributes;
    expectSame([read.search, read.limit], [wellFormed, wellFormed]);
  });
});

test('sizes are read and written again, or refused in words', () => {
  const valid = fc
    .tuple(
      fc.constantFrom('', '+', ' '),
      fc.oneof(fc.nat().map(String), fc.double({ min: 0, noNaN: true }).map(String), anyText),
      fc.constantFrom('', ' ', '\t'),
      fc.constantFrom('B', 'kb', 'MB', 'GiB', 'tb', 'PB', 'EB', ''),
    )
    .map((parts) => parts.join(''));
  holds(fc.oneof(valid, damaged(valid), anyText), 20_000, (text) => {
    let size: ReturnType<typeof parseSize>;
    try {
      size = parseSize(text);
    } catch (error) {
      expectSentences([(error as Error).message]);
      return;
    }
    if (!Number.isInteger(size.bytes) || size.bytes < 1 || size.bytes > 2 ** 53) {
      throw new Error(`${size.bytes} bytes`);
    }
    expectSame(parseSize(size.text), size);
  });
});

/** A value as it should be, or any JSON. */
const orAny = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue() });

const text = fc.oneof(fc.constantFrom('Small', 'x'.repeat(120), '<b>'), anyText);

const challenges = fc.record(
  {
    title: orAny(text),
    text: orAny(text),
    ranges: orAny(fc.constantFrom('5,10', '1000', '0', 'x')),
    policies: orAny(fc.array(fc.constantFrom('*', 'class/lru:*', 'none/unbounded', '', '/'))),
    limit: orAny(fc.constantFrom('1KB', 'none', '70MB')),
    hits: orAny(fc.constant('all')),
    maxsize: orAny(fc.constant('smallest')),
    entries: orAny(fc.nat()),
    tests: orAny(
      fc.oneof(fc.constant('all'), fc.subarray([...UNIT_TESTS.correctness, 'test_nothing'])),
    ),
    more: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

test('challenges are read and written again, or refused in words', () => {
  const readers = readersOf();
  holds(fc.oneof(challenges, fc.jsonValue()), 6000, (value) => {
    const { challenge, problems } = readChallenge(value, readers);
    expectSentences(problems);
    if (challenge !== null) {
      const again = JSON.stringify(challengeJson(challenge));
      const { challenge: read } = readChallengeJson(again, readers);
      expectSame(read && challengeJson(read), challengeJson(challenge));
    } else if (problems.length === 0) {
      throw new Error('it is refused without a problem');
    }
  });
  holds(damaged(challenges.map((value) => JSON.stringify(value))), 3000, (json) => {
    expectSentences(readChallengeJson(json, readers).problems);
  });
});

const file = orAny(
  fc.record(
    {
      name: orAny(fc.constantFrom('mine.py', 'test_mine.py', '../x.py', 'x.txt')),
      source: orAny(text),
    },
    { requiredKeys: [] },
  ),
);

const exercises = fc.record(
  {
    id: orAny(fc.constantFrom('my-own', 'My own', 'a'.repeat(61))),
    title: orAny(text),
    text: orAny(fc.array(orAny(text), { maxLength: 14 })),
    file,
    tests: file,
    limit: orAny(fc.oneof(fc.nat(), fc.constantFrom('200 MB', '1XB'))),
    solutions: orAny(
      fc.array(
        fc.record(
          { title: orAny(text), why: orAny(text), source: orAny(text) },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
    ),
    order: orAny(fc.nat(3)),
    quick: orAny(
      fc.record(
        {
          output: orAny(fc.array(fc.record({ from: orAny(text), to: orAny(text) }))),
          tests: orAny(fc.constant([])),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['id', 'title', 'text', 'file', 'tests'] },
);

test('exercises are read and written again, or refused in words', () => {
  const changes = fc.tuple(fc.constantFrom('lru-cache'), exercises).map(([id, exercise]) => ({
    ...exerciseIn(id),
    ...Object.fromEntries(Object.entries(exercise).slice(0, 2)),
  }));
  let read = 0;
  holds(fc.oneof(exercises, changes, fc.jsonValue()), 5000, (value) => {
    const message = messageOf(() => {
      const exercise = readExercise(value);
      read += 1;
      expectSame(readExercise(JSON.parse(JSON.stringify(exercise))), exercise);
    });
    if (message !== null) expectSentences([message]);
  });
  expect(read, 'some are valid').toBeGreaterThan(10);
});

test('code in an address is read, or refused in words', async () => {
  const fragments = fc.sample(
    fc.oneof(
      anyText,
      fc.base64String({ maxLength: 300 }).map((data) => `#code=1.${data}`),
      fc.tuple(anyText, fc.nat(3)).map(([data, format]) => `#code=${format}.${data}`),
    ),
    { seed: SEED, numRuns: 1000 * FACTOR },
  );
  const valid = await writeFragment({ exercise: 'lru-cache', source: 'print("x")\n'.repeat(20) });
  fragments.push(...fc.sample(damaged(fc.constant(valid)), { seed: SEED, numRuns: 1000 * FACTOR }));
  for (const fragment of fragments) {
    const message = await readFragment(fragment).then(
      (shared) => {
        if (shared !== null) expect(typeof shared.source).toBe('string');
        return null;
      },
      (error: Error) => error.message,
    );
    if (message !== null) expectSentences([message]);
  }
});
