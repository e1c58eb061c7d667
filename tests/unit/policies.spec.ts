import { expect, test } from '@playwright/test';
import {
  type Decisions,
  decisionsOf,
  type PolicyDescription,
  type PolicyVocabulary,
  policyText,
} from '../../web/src/model/policy.ts';
import {
  addPolicy,
  removePolicy,
  replacePolicy,
  textsOf,
} from '../../web/src/settings/chosen-policies.ts';

const named = (policy: string) => ({ policy }) as PolicyDescription;

const two = addPolicy(addPolicy([], named('a')), named('b'));

test('the hue of a removed policy is reused, and the others keep theirs', () => {
  const policies = addPolicy(removePolicy(two, 0), named('c'));
  expect(policies.map(({ description, slot }) => [description.policy, slot])).toEqual([
    ['b', 1],
    ['c', 0],
  ]);
});

test('a replaced policy keeps its place and its hue', () => {
  const policies = replacePolicy(two, 0, named('c'));
  expect(policies.map(({ description, slot }) => [description.policy, slot])).toEqual([
    ['c', 0],
    ['b', 1],
  ]);
});

test('a policy may be replaced by itself and not by another one on the list', () => {
  expect(textsOf(replacePolicy(two, 0, named('a')))).toEqual(['a', 'b']);
  expect(() => replacePolicy(two, 0, named('b'))).toThrow('b is already chosen');
});

const VOCABULARY: PolicyVocabulary = {
  owners: [{ name: 'class', summary: '' }],
  bounds: [
    {
      name: 'unbounded',
      parameter: null,
      summary: '',
      decorator: { name: 'cache', argument: null },
    },
    {
      name: 'lru',
      parameter: { name: 'maxsize', minimum: 0, maximum: 9 },
      summary: '',
      decorator: { name: 'lru_cache', argument: 'maxsize' },
    },
  ],
  reclaims: [
    { name: 'refcount', summary: '' },
    { name: 'gc', summary: '' },
  ],
  clear: { name: 'instances', minimum: 1, maximum: 9 },
};

const DECISIONS: Decisions = {
  owner: 'class',
  bound: 'unbounded',
  parameter: '128',
  clear: null,
  reclaim: 'refcount',
};

const TEXTS: readonly (readonly [Partial<Decisions>, string])[] = [
  [{}, 'class/unbounded'],
  [{ bound: 'lru' }, 'class/lru:128'],
  [{ clear: '10' }, 'class/unbounded/clear:10'],
  [{ reclaim: 'gc' }, 'class/unbounded/gc'],
  [{ bound: 'lru', parameter: '1', clear: '2', reclaim: 'gc' }, 'class/lru:1/clear:2/gc'],
];

for (const [change, text] of TEXTS) {
  test(`four decisions make the text ${text}`, () => {
    expect(policyText({ ...DECISIONS, ...change }, VOCABULARY)).toBe(text);
  });
}

test('a description is split into its decisions', () => {
  const description: PolicyDescription = {
    policy: 'class/lru:7/clear:3/gc',
    owner: 'class',
    bound: 'lru:7',
    boundName: 'lru',
    parameter: 7,
    maxsize: 7,
    clear: 3,
    reclaim: 'gc',
    python: '',
    summary: '',
  };
  expect(decisionsOf(description)).toEqual({
    owner: 'class',
    bound: 'lru',
    parameter: '7',
    clear: '3',
    reclaim: 'gc',
  });
});
