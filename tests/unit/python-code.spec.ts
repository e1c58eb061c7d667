/** The displayed Python as lines of pieces, and the results of changes in it. */

import { expect, test } from '@playwright/test';
import type { PolicyDescription, PolicyVocabulary } from '../../web/src/model/policy.ts';
import { lintText, type PythonProgram } from '../../web/src/model/policy-program.ts';
import {
  BEGIN_CLEARING,
  decide,
  decoratorOf,
  decoratorsOf,
} from '../../web/src/policy-code/decide.ts';
import { linesOf } from '../../web/src/policy-code/lines.ts';
import { tokensOf } from '../../web/src/policy-code/tokens.ts';
import { scrubbed } from '../../web/src/ui/scrub.ts';

const kinds = (line: string) =>
  tokensOf(line)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text }) => `${kind} ${text}`);

test('a line is split into tokens of Python', () => {
  expect(kinds('    @functools.lru_cache(maxsize=128)  # as is')).toEqual([
    'decorator @functools.lru_cache',
    'other (',
    'name maxsize',
    'other =',
    'number 128',
    'other )',
    'comment # as is',
  ]);
  expect(kinds('def f(self): return "a # \\" b" if n > 1 else None')).toEqual([
    'keyword def',
    'definition f',
    'other (',
    'name self',
    'other ):',
    'keyword return',
    'string "a # \\" b"',
    'keyword if',
    'name n',
    'other >',
    'number 1',
    'keyword else',
    'keyword None',
  ]);
  expect(kinds('class Algorithms:')).toEqual(['keyword class', 'definition Algorithms', 'other :']);
});

test('the tokens of any line add up to the line', () => {
  for (const line of [
    '',
    '    ',
    "x = 'open",
    'π = 3.14 # ünï',
    '@',
    '"',
    'a\t=\u00a0b',
    '🙂 == 1_000',
  ]) {
    expect(
      tokensOf(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line);
  }
});

const PROGRAM: PythonProgram = {
  file: 'x.py',
  definition: null,
  text: 'class A:\n    @functools.cache  # pylint: disable=W1518\n    def f(self):\n        return 1\n',
  decisions: [
    { kind: 'decorator', line: 2, start: 15, end: 20 },
    { kind: 'owner', line: 2, start: 45, end: 45 },
    { kind: 'clear', line: 4, start: 16, end: 16 },
  ],
  lint: {
    id: 'W1518',
    symbol: 'a-name',
    message: 'words',
    line: 2,
    column: 5,
    comment: { line: 2, start: 20, end: 45 },
  },
};

test('decisions and the comment for pylint are pieces of their lines', () => {
  const lines = linesOf(PROGRAM);
  expect(
    lines.map(({ number, indent, after, above, below }) => [number, indent, after, above, below]),
  ).toEqual([
    [1, 0, [], null, null],
    [2, 4, ['owner'], null, null],
    [3, 4, [], null, null],
    [4, 8, [], null, 'clear'],
  ]);
  expect(lines[1]?.pieces).toEqual([
    { is: 'token', kind: 'space', text: '    ' },
    { is: 'token', kind: 'decorator', text: '@functools.' },
    { is: 'decision', kind: 'decorator', text: 'cache' },
    { is: 'lint-comment', text: '  # pylint: disable=W1518' },
  ]);
  expect(lintText(PROGRAM.file, PROGRAM.lint as NonNullable<PythonProgram['lint']>)).toBe(
    'x.py:2:5: W1518: words (a-name)',
  );
});

test('a missing decorator has its place above the method', () => {
  const [line] = linesOf({
    ...PROGRAM,
    text: '    def f(self):\n',
    decisions: [{ kind: 'decorator', line: 1, start: 4, end: 4 }],
    lint: null,
  });
  expect(line?.above).toBe('decorator');
  expect(line?.pieces.some(({ is }) => is !== 'token')).toBe(false);
});

const VOCABULARY: PolicyVocabulary = {
  owners: [],
  bounds: [
    {
      name: 'unbounded',
      summary: '',
      parameter: null,
      decorator: { name: 'cache', argument: null },
    },
    {
      name: 'lru',
      summary: '',
      parameter: { name: 'maxsize', minimum: 0, maximum: 1e9 },
      decorator: { name: 'lru_cache', argument: 'maxsize' },
    },
    {
      name: 's3-fifo',
      summary: '',
      parameter: { name: 'maxsize', minimum: 1, maximum: 1e9 },
      decorator: { name: 's3_fifo_cache', argument: 'size' },
    },
    {
      name: '2q',
      summary: '',
      parameter: { name: 'maxsize', minimum: 1, maximum: 1e9 },
      decorator: { name: 'lru_cache', argument: 'maxsize' },
    },
  ],
  reclaims: [{ name: 'refcount', summary: '' }],
  clear: { name: 'instances', minimum: 1, maximum: 1e6 },
};

const policy = (change: Partial<PolicyDescription>): PolicyDescription => ({
  policy: '',
  owner: 'class',
  bound: 'unbounded',
  boundName: 'unbounded',
  parameter: null,
  maxsize: null,
  clear: null,
  reclaim: 'refcount',
  python: '',
  summary: '',
  ...change,
});

test('a change in the code is another policy', () => {
  const bug = policy({});
  const bounded = policy({ boundName: 'lru', parameter: 7, maxsize: 7, clear: 3, reclaim: 'gc' });
  const none = policy({ owner: 'none' });
  const to = (from: PolicyDescription, change: Parameters<typeof decide>[1]) =>
    decide(from, change, VOCABULARY);
  expect(to(bug, { decorator: 'lru_cache' })).toBe('class/lru:128');
  expect(to(bug, { owner: 'instance' })).toBe('instance/unbounded');
  expect(to(bug, BEGIN_CLEARING)).toBe('class/unbounded/clear:10');
  expect(to(bug, { reclaim: 'nogc' })).toBe('class/unbounded/nogc');
  expect(to(bounded, { decorator: 'cache' })).toBe('class/unbounded/clear:3/gc');
  expect(to(bounded, { decorator: 'none' })).toBe('none/unbounded/gc');
  expect(to(bounded, { maxsize: '1' })).toBe('class/lru:1/clear:3/gc');
  expect(to(bounded, { clear: null })).toBe('class/lru:7/gc');
  expect(to(none, { decorator: 'cache' })).toBe('class/unbounded');
  expect([bug, bounded, none].map((from) => decoratorOf(from, VOCABULARY))).toEqual([
    'cache',
    'lru_cache',
    'none',
  ]);
});

test('the decorators are those of the available bounds', () => {
  const decorators = ['cache', 'lru_cache', 's3_fifo_cache', 'lru_cache (2q)'];
  expect(decoratorsOf(VOCABULARY)).toEqual(decorators);
  const bounded = policy({ boundName: 'lru', parameter: 7, maxsize: 7 });
  const to = (decorator: string) => decide(bounded, { decorator }, VOCABULARY);
  expect(decorators.map(to)).toEqual([
    'class/unbounded',
    'class/lru:7',
    'class/s3-fifo:7',
    'class/2q:7',
  ]);
  for (const [index, { name }] of VOCABULARY.bounds.entries()) {
    expect(decoratorOf(policy({ boundName: name }), VOCABULARY)).toBe(decorators[index]);
  }
  // The bound stays if the choice is unknown to the engine.
  expect(to('lfu_cache')).toBe('class/lru:7');
});

test('a dragged number changes step by step while small, in proportion while large', () => {
  expect([0, 42, 60, 120].map((pixels) => scrubbed(0, pixels, 0, 1e9))).toEqual([0, 1, 2, 6]);
  expect(scrubbed(128, 0, 0, 1e9)).toBe(130);
  expect(scrubbed(128, 60, 0, 1e9)).toBe(350);
  expect(scrubbed(128, -1000, 0, 1e9)).toBe(0);
  expect(scrubbed(10, -1000, 1, 1e6)).toBe(1);
  expect(scrubbed(128, 10_000, 0, 1e9)).toBe(1e9);
});
