import { expect, test } from '@playwright/test';
import type { PolicyDescription } from '../../web/src/model/policy.ts';
import { textsOf } from '../../web/src/settings/chosen-policies.ts';
import {
  type Attributes,
  DEFAULTS,
  readSettings,
  writeSettings,
} from '../../web/src/settings/settings.ts';
import { UNIT_TESTS } from './unit-tests.ts';

/** Readers that accept only their own words, as the engine does with real ones. */
const READERS = {
  describePolicy(text: string): PolicyDescription {
    if (!/^(class|instance|none)\//.test(text)) {
      throw new Error(`owner of ${text}: allowed are class, instance, none`);
    }
    return { policy: text } as PolicyDescription;
  },
  readRanges(text: string): string {
    if (!/^[\d, ]+$/.test(text)) {
      throw new Error(`ranges ${text}: whole numbers`);
    }
    return text.replaceAll(' ', '');
  },
  unitTests: UNIT_TESTS,
  readGrowth(text: string): string {
    if (text !== 'adaptive' && text !== '1MiB') {
      throw new Error(`growth ${text}: adaptive or a size`);
    }
    return text;
  },
};

const read = (attributes: Attributes) => readSettings(attributes, READERS);

test('without attributes everything has its default and there is no problem', () => {
  const { settings, problems } = read({});
  expect(problems).toEqual([]);
  expect(textsOf(settings.policies)).toEqual(DEFAULTS.policies.split(','));
  expect(settings.policies.map(({ slot }) => slot)).toEqual([0, 1, 2, 3]);
  expect(settings).toMatchObject({
    ranges: '500,1000',
    hardLimit: null,
    growth: 'adaptive',
    traced: true,
    native: false,
    scale: 'linear',
    theme: 'auto',
    autorun: false,
    preview: true,
  });
  expect(settings.limit?.bytes).toBe(73_400_320);
});

test('every attribute is read', () => {
  const { settings, problems } = read({
    policies: 'class/lru:1, none/unbounded',
    ranges: '5, 10',
    limit: 'none',
    'hard-limit': '100MB',
    growth: '1MiB',
    traced: '0',
    native: '1',
    scale: 'log',
    theme: 'dark',
    autorun: '',
    preview: 'false',
  });
  expect(problems).toEqual([]);
  expect(textsOf(settings.policies)).toEqual(['class/lru:1', 'none/unbounded']);
  expect(settings).toMatchObject({
    ranges: '5,10',
    limit: null,
    growth: '1MiB',
    traced: false,
    native: true,
    scale: 'log',
    theme: 'dark',
    autorun: true,
    preview: false,
  });
  expect(settings.hardLimit?.bytes).toBe(104_857_600);
});

const BAD: readonly (readonly [keyof Attributes, string, string])[] = [
  ['ranges', 'abc', 'whole numbers'],
  ['limit', '70XB', 'is not a size'],
  ['hard-limit', '0MB', 'less than one byte'],
  ['hard-limit', '5GB', 'above the maximum of a 32-bit linear memory'],
  ['growth', 'fast', 'adaptive or a size'],
  ['traced', 'maybe', 'neither 1 nor 0'],
  ['native', 'yes', 'neither 1 nor 0'],
  ['hide', 'allocator,core', '“core” is not one of allocator, std, none'],
  ['only', 'num bigint', 'is not the name of a crate'],
  ['scale', 'cubic', 'linear, log, fit'],
  ['theme', 'sepia', 'auto, light, dark'],
  ['autorun', 'yes', 'neither 1 nor 0'],
  ['preview', '2', 'neither 1 nor 0'],
];

for (const [name, value, message] of BAD) {
  test(`an invalid ${name} (${value}) is reported, has its default, and does not affect the others`, () => {
    const { settings, problems } = read({ policies: 'class/lru:1', [name]: value });
    expect(problems).toEqual([{ name, message: expect.stringContaining(message) }]);
    expect(settings).toEqual(read({ policies: 'class/lru:1' }).settings);
  });
}

test('an invalid policy is reported and valid ones stay', () => {
  const { settings, problems } = read({ policies: 'class/lru:1,foo/bar,instance/unbounded' });
  expect(textsOf(settings.policies)).toEqual(['class/lru:1', 'instance/unbounded']);
  expect(problems).toEqual([
    { name: 'policies', message: '“foo/bar”: owner of foo/bar: allowed are class, instance, none' },
  ]);
});

test('a policy given twice is reported and chosen once', () => {
  const { settings, problems } = read({ policies: 'class/lru:1,class/lru:1' });
  expect(textsOf(settings.policies)).toEqual(['class/lru:1']);
  expect(problems.map(({ message }) => message)).toEqual([
    '“class/lru:1”: class/lru:1 is already chosen',
  ]);
});

test('a ninth policy is reported and left out', () => {
  const nine = Array.from({ length: 9 }, (_, index) => `class/lru:${index}`);
  const { settings, problems } = read({ policies: nine.join(',') });
  expect(textsOf(settings.policies)).toEqual(nine.slice(0, 8));
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toContain('at most 8 policies');
});

test('without a valid policy the defaults are chosen', () => {
  expect(textsOf(read({ policies: 'nope' }).settings.policies)).toEqual(
    DEFAULTS.policies.split(','),
  );
});

test('an empty list of policies is valid', () => {
  const { settings, problems } = read({ policies: '' });
  expect(settings.policies).toEqual([]);
  expect(problems).toEqual([]);
});

test('settings are written without defaults, except those that an address should show', () => {
  expect(writeSettings(read({}).settings)).toEqual({
    policies: DEFAULTS.policies,
    ranges: '500,1000',
    limit: '70MB',
  });
});

test('settings survive a round trip', () => {
  const attributes: Attributes = {
    policies: 'class/lru:1',
    ranges: '5,10',
    limit: '.5GB',
    'hard-limit': '64KB',
    growth: '1MiB',
    traced: '0',
    native: '1',
    scale: 'fit',
    theme: 'light',
    autorun: '1',
    preview: '0',
    hide: 'allocator,std',
    only: 'num-bigint',
  };
  const { settings } = read(attributes);
  expect(writeSettings(settings)).toEqual(attributes);
  expect(read(writeSettings(settings)).settings).toEqual(settings);
});

test('native frames to hide are read in any order, and `none` is a word', () => {
  const hidden = (hide: string) => read({ hide }).settings.report.hide;
  expect(read({}).settings.report).toMatchObject({ hide: ['allocator'], only: null });
  expect(hidden(' STD, allocator')).toEqual(['allocator', 'std']);
  expect(hidden('std')).toEqual(['std']);
  expect(hidden('none')).toEqual([]);
  expect(hidden('')).toEqual([]);
  expect(writeSettings(read({ hide: '' }).settings)).toMatchObject({ hide: 'none' });
  expect(writeSettings(read({ hide: 'allocator' }).settings)).not.toHaveProperty('hide');
  expect(read({ only: 'None' }).settings.report.only).toBeNull();
});
