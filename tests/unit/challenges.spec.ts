import { expect, test } from '@playwright/test';
import {
  type ChallengeRuns,
  describeWanted,
  type JudgedRun,
  judgeChallenge,
} from '../../web/src/challenges/judge.ts';
import {
  BUILT_IN,
  BUILT_IN_NAMES,
  readAnyChallenge,
} from '../../web/src/settings/built-in-challenges.ts';
import {
  type Challenge,
  challengeJson,
  isAllowed,
  readChallenge,
} from '../../web/src/settings/challenge.ts';
import { readChallengeSetting } from '../../web/src/settings/challenge-setting.ts';
import { runEngine } from './engine-run.ts';
import { UNIT_TESTS } from './unit-tests.ts';

const READERS = {
  readRanges(text: string): string {
    if (!/^[\d, ]+$/.test(text)) {
      throw new Error(`ranges “${text}”: whole numbers`);
    }
    return text.replaceAll(' ', '');
  },
  unitTests: UNIT_TESTS,
};

function read(value: unknown): Challenge {
  const { challenge, problems } = readChallenge(value, READERS);
  if (challenge === null) throw new Error(problems.join('; '));
  return challenge;
}

const problemsOf = (value: unknown) => readChallenge(value, READERS).problems;

test('every built-in challenge is found by its name', () => {
  expect(BUILT_IN_NAMES).toEqual(['under-70mb', 'under-1mb', 'smallest-maxsize', 'keep-500']);
  for (const name of BUILT_IN_NAMES) {
    const { challenge, problems } = readAnyChallenge(` ${name.toUpperCase()} `, READERS);
    expect(problems, name).toEqual([]);
    expect(challenge?.title, name).toBe(BUILT_IN[name].title);
    expect(challenge?.text, name).not.toBe('');
  }
});

test('every field survives a round trip', () => {
  const json = {
    title: 'Small',
    text: '<b>plain</b>',
    ranges: '5, 10',
    policies: ['class/*', 'instance/unbounded/refcount'],
    limit: '2 KB',
    hits: 'all',
    entries: 7,
    tests: [UNIT_TESTS.correctness[1], UNIT_TESTS.memory],
  };
  const challenge = read(json);
  expect(challenge).toEqual({
    title: 'Small',
    text: '<b>plain</b>',
    ranges: '5,10',
    policies: ['class/*', 'instance/unbounded'],
    limit: { bytes: 2048, quantity: '2', unit: 'KB', text: '2KB' },
    allHits: true,
    smallest: false,
    entries: 7,
    tests: [UNIT_TESTS.memory, UNIT_TESTS.correctness[1]],
  });
  expect(read(challengeJson(challenge))).toEqual(challenge);
  const smallest = read({ title: 'a', maxsize: 'smallest' });
  expect(read(challengeJson(smallest))).toEqual(smallest);
  expect(read({ title: 'a', tests: 'all' }).tests).toHaveLength(6);
});

test('optional fields have defaults', () => {
  expect(read({ title: 'a', limit: '1MB' })).toMatchObject({
    text: '',
    ranges: '500,1000',
    policies: [],
    allHits: false,
    smallest: false,
    entries: null,
    tests: [],
  });
});

for (const [field, bad, message] of [
  ['title', null, 'title: missing'],
  ['title', 5, 'title: 5 is not a string'],
  ['title', '  ', 'title: it is empty'],
  ['title', 'x'.repeat(121), 'title: it has more than 120 characters'],
  ['text', ['a'], 'text: ["a"] is not a string'],
  ['ranges', 'many', 'ranges: ranges “many”: whole numbers'],
  ['ranges', 500, 'ranges: 500 is not a string'],
  ['policies', [], 'policies: [] is not a list of 1 to 32 patterns'],
  [
    'policies',
    ['class/lru:*', '.+'],
    'policies: ".+" is not a pattern of policies, such as "class/lru:*"',
  ],
  [
    'limit',
    'small',
    'limit: “small” is not a size: write a number and a unit (B, KB, MB, GB, TB or PB), such as 70MB',
  ],
  ['limit', 70, 'limit: 70 is not a string'],
  ['hits', 'many', 'hits: "many" is not "all"'],
  ['maxsize', 1, 'maxsize: 1 is not "smallest"'],
  ['entries', 0.5, 'entries: 0.5 is not a whole number from 1'],
  [
    'tests',
    ['test_x'],
    `tests: "test_x" is not one of ${[UNIT_TESTS.memory, ...UNIT_TESTS.correctness].join(', ')}`,
  ],
  ['tests', {}, 'tests: {} is neither "all" nor a list of names of tests'],
] as const) {
  test(`a ${field} with the value ${JSON.stringify(bad).slice(0, 20)} is reported`, () => {
    expect(problemsOf({ title: 'a', limit: '1MB', [field]: bad })).toEqual([message]);
  });
}

test('all invalid fields are reported', () => {
  expect(problemsOf({ limit: 'x', hits: 1, whatever: 2 })).toEqual([
    'whatever: unknown field; the fields are title, text, ranges, policies, limit, hits, maxsize, entries, tests',
    'limit: “x” is not a size: write a number and a unit (B, KB, MB, GB, TB or PB), such as 70MB',
    'hits: 1 is not "all"',
    'title: missing',
  ]);
});

test('a challenge without requirements is refused', () => {
  expect(problemsOf({ title: 'a' })).toEqual([
    'limit, hits, maxsize, entries, tests: at least one of these is required',
  ]);
});

test('a value that is not a challenge is refused without an exception', () => {
  for (const value of [null, 5, 'text', [], undefined]) {
    expect(problemsOf(value)).toEqual(['the challenge is not an object with a title']);
  }
  for (const text of ['{', '{"title":', `{"title":"${'x'.repeat(9000)}"}`, 'whatever']) {
    const { challenge, problems } = readAnyChallenge(text, READERS);
    expect([challenge, problems.length]).toEqual([null, 1]);
  }
});

test('the setting is none, a name or JSON, and is written as it was read', () => {
  expect(readChallengeSetting('none', READERS)).toBeNull();
  expect(readChallengeSetting('Under-1MB', READERS)).toMatchObject({ written: 'under-1mb' });
  const json = '{"title":"a","limit":"1MB"}';
  expect(readChallengeSetting(json, READERS)).toMatchObject({ written: json, name: null });
  expect(() => readChallengeSetting('{"title":1,"limit":2}', READERS)).toThrow(
    'title: 1 is not a string; limit: 2 is not a string',
  );
});

test('patterns match the whole policy, with * as a wildcard', () => {
  const challenge = read({ title: 'a', limit: '1MB', policies: ['class/lru:*', 'none/unbounded'] });
  for (const policy of ['class/lru:1', 'class/lru:5/clear:10/gc', 'none/unbounded']) {
    expect(isAllowed(challenge, policy), policy).toBe(true);
  }
  for (const policy of ['class/unbounded', 'instance/lru:1', 'none/unbounded/gc']) {
    expect(isAllowed(challenge, policy), policy).toBe(false);
  }
  expect(isAllowed(read({ title: 'a', limit: '1MB' }), 'anything')).toBe(true);
  const hyphens = read({ title: 'a', limit: '1MB', policies: ['class/s3-fifo:*', '*/2q:1'] });
  expect(isAllowed(hyphens, 'class/s3-fifo:8/clear:2')).toBe(true);
  expect(isAllowed(hyphens, 'instance/2q:1')).toBe(true);
  expect(isAllowed(hyphens, 'class/s3xfifo:8')).toBe(false);
});

async function judged(policy: string, ranges: string): Promise<JudgedRun> {
  const { result, timeline, error, outcome } = await runEngine({ policy, ranges });
  const entries = timeline.at(-2) ?? 0;
  return { result: { ...result, error, outcome: outcome === 0 ? 'completed' : 'failed' }, entries };
}

/** Judges a policy by real runs. */
async function verdict(challenge: Challenge, policy: string, smaller: string | null = null) {
  const { ranges } = challenge;
  const runs: ChallengeRuns = {
    run: await judged(policy, ranges),
    unbounded:
      challenge.allHits || challenge.smallest ? await judged('class/unbounded', ranges) : null,
    smaller: smaller === null ? null : await judged(smaller, ranges),
    tests: null,
  };
  const { passed, evidence } = judgeChallenge(challenge, policy, runs);
  expect(evidence.map(({ what, wanted }) => ({ what, wanted }))).toEqual(describeWanted(challenge));
  return [passed, evidence.filter((one) => !one.passed).map(({ what }) => what)];
}

test('the smallest maxsize without a lost hit is 1, by real runs', async () => {
  const challenge = { ...read(BUILT_IN['smallest-maxsize']), ranges: '30' };
  expect(await verdict(challenge, 'class/lru:1', 'class/lru:0')).toEqual([true, []]);
  expect(await verdict(challenge, 'class/lru:2', 'class/lru:1')).toEqual([false, ['maxsize']]);
  expect(await verdict(challenge, 'class/lru:0')).toEqual([false, ['Hits', 'maxsize']]);
  expect(await verdict(challenge, 'class/unbounded')).toEqual([false, ['Policy', 'maxsize']]);
});

test('a maxsize with which the run fails loses all hits', async () => {
  const challenge = { ...read({ title: 'a', maxsize: 'smallest' }), ranges: '500' };
  expect(await verdict(challenge, 'class/lru:1', 'class/lru:0')).toEqual([true, []]);
  expect(await verdict(challenge, 'class/lru:0')).toEqual([false, ['Run', 'Hits', 'maxsize']]);
});

test('results of 500 instances stay under the limit if no key refers to the instance', async () => {
  const challenge = read(BUILT_IN['keep-500']);
  expect(await verdict(challenge, 'instance/unbounded/nogc')).toEqual([true, []]);
  expect(await verdict(challenge, 'class/unbounded')).toEqual([false, ['Peak live']]);
  expect(await verdict(challenge, 'class/lru:250000')).toEqual([false, ['Peak live']]);
  expect(await verdict(challenge, 'instance/unbounded/gc')).toEqual([false, ['Cached results']]);
  expect(await verdict(challenge, 'class/lru:1')).toEqual([false, ['Cached results']]);
});

test('tests are part of the evidence, with their messages', async () => {
  const challenge = read({ title: 'a', ranges: '5', tests: [UNIT_TESTS.correctness[0]] });
  const [name = ''] = UNIT_TESTS.correctness;
  const run = await judged('class/unbounded', '5');
  const judge = (tests: ChallengeRuns['tests']) =>
    judgeChallenge(challenge, 'class/unbounded', { run, unbounded: null, smaller: null, tests });
  const outcome = { name, passed: false, message: 'no', durationMs: 1, peakLive: 1 };
  expect(judge({ passed: 0, failed: 1, tests: [outcome] })).toEqual({
    passed: false,
    evidence: [
      { what: 'Run', wanted: 'completes ranges 5', got: 'completed', passed: true },
      { what: name, wanted: 'passes', got: 'no', passed: false },
    ],
  });
  expect(judge(null).passed).toBe(false);
  const passed = { ...outcome, passed: true, message: null };
  expect(judge({ passed: 1, failed: 0, tests: [passed] }).passed).toBe(true);
});
