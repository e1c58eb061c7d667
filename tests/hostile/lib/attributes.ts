/** Settings, as attributes of the element and as parameters of an address. */

import fc from 'fast-check';
import { ATTRIBUTES, type Attribute } from '../../../web/src/settings/settings.ts';
import { anyText, damaged } from './texts.ts';

/** Patterns on which a matcher that goes back never ends. */
const SLOW_PATTERNS = [
  '(\\w+)+!',
  '^(([a-z_]+)*)*$x',
  '(a|a|a|a)*'.repeat(12),
  '(.*.*.*.*.*)*x',
  '(.*)*\\1x',
];

/** Challenges whose patterns take such a matcher years. */
const SLOW_GOALS = [[`${'*a'.repeat(39)}*`], ['*'.repeat(80), `${'*'.repeat(79)}x`]].map(
  (policies) => JSON.stringify({ title: 'x', limit: '1KB', policies }),
);

/** Values of each setting: some that it has, and some that must be refused. */
const VALUES: Readonly<
  Record<Attribute, readonly [valid: readonly string[], invalid: readonly string[]]>
> = {
  policies: [
    ['class/unbounded', 'class/lru:5,none/unbounded', 'instance/unbounded/gc', ''],
    ['klass/lru:1', 'class/lru:-1', 'class/lru', 'class/lru:5,class/lru:5', 'class/lru:1e3'],
  ],
  ranges: [
    ['20', '30,40', ' 5 , 6 '],
    ['abc', '-1', '1e9', '0x10', '99999999999', '1.5', ','],
  ],
  limit: [
    ['70MB', 'none', '.5 kb', '8PB'],
    ['70XB', '-1MB', '', '1e3MB', '9PB', '0.1B'],
  ],
  'hard-limit': [
    ['200MB', 'none', '4GB'],
    ['5GB', '0MB', 'much'],
  ],
  growth: [
    ['adaptive', '1MiB'],
    ['fast', '0MB', '-1MiB'],
  ],
  traced: [
    ['1', '0', 'true'],
    ['maybe', '2'],
  ],
  native: [
    ['1', '0'],
    ['yes', '01'],
  ],
  scale: [['linear', 'log', 'fit'], ['cubic']],
  theme: [['auto', 'light', 'dark'], ['sepia']],
  autorun: [['0'], ['yes']],
  preview: [['0', '1'], ['2']],
  challenge: [
    ['none', 'under-70mb', '{"title":"Small","limit":"1KB"}', ' UNDER-1MB ', ...SLOW_GOALS],
    [
      '{',
      '{}',
      'nothing',
      '{"title":1}',
      '[]',
      '{"title":"x"}',
      '{"title":"x","limit":"1XB"}',
      '{"title":"x","limit":"1KB","__proto__":1,"more":2}',
    ],
  ],
  lesson: [['0', '1'], ['open']],
  embed: [['0'], ['frame']],
  engine: [['caches'], ['rust', 'javascript']],
  exercise: [['lru-cache', 'nowhere'], []],
  report: [['high-water-mark', 'leaks', 'temporary', 'at', 'difference'], ['everything']],
  view: [['flamegraph', 'table', 'tree', 'summary', 'by-cause', 'stats'], ['pie']],
  of: [
    ['first', 'class/lru:5'],
    ['klass', 'second'],
  ],
  beside: [['none', 'class/unbounded'], ['klass']],
  at: [
    ['none', 'peak', 'end', 'released', '1000', '9007199254740991'],
    ['noon', '-1', '1.5', '9007199254740993'],
  ],
  between: [
    ['none', '10,20', '20,10'],
    ['1', '1,2,3', 'a,b', ','],
  ],
  threshold: [
    ['0', '15'],
    ['16', '-1', '1.5', ''],
  ],
  hide: [['none', 'allocator', 'allocator,std'], ['core']],
  only: [
    ['none', 'num-bigint', ''],
    ['num bigint', '1st', '<b>'],
  ],
  metric: [['bytes', 'count'], ['calls']],
  layout: [['icicle', 'flame'], ['tree']],
  inverted: [['0', '1'], ['up']],
  search: [['fact', '', '[', 'a|b', '^$', '(?:)', ...SLOW_PATTERNS], []],
  zoom: [
    ['', 'a/b', 'a*3/b', '~0~1~2'],
    ['*', 'a*0', 'a*9999', 'a*b*c', 'a*1.5', '//'],
  ],
};

/** A value of a setting. */
export interface Written {
  readonly name: Attribute;
  readonly value: string;
  /** True if it must be refused; the others may be. */
  readonly isInvalid: boolean;
}

function written(name: Attribute): fc.Arbitrary<Written> {
  const [valid, invalid] = VALUES[name];
  const as = (isInvalid: boolean) => (value: string) => ({ name, value, isInvalid });
  const ofValid = fc.constantFrom(...valid);
  const choices = [
    { weight: 2, arbitrary: ofValid.map(as(false)) },
    { weight: 2, arbitrary: damaged(ofValid).map(as(false)) },
    { weight: 2, arbitrary: anyText.map(as(false)) },
  ];
  return invalid.length === 0
    ? fc.oneof(...choices)
    : fc.oneof(...choices, { weight: 3, arbitrary: fc.constantFrom(...invalid).map(as(true)) });
}

/**
 * Some settings, each at most once. Not `autorun`, which starts whole runs, and not `engine` as it
 * may be, which replaces the element's content: both are cases of the programs.
 */
export const someSettings: fc.Arbitrary<readonly Written[]> = fc
  .uniqueArray(fc.constantFrom(...ATTRIBUTES), { minLength: 1, maxLength: 5 })
  .chain((names) => fc.tuple(...names.map(written)))
  .map((settings) => settings.filter(({ name, value }) => !startsMuch(name, value)));

/** True for settings with which the page alone would work for long. */
function startsMuch(name: Attribute, value: string): boolean {
  return (
    (name === 'autorun' && !['0', 'yes'].includes(value)) ||
    (name === 'engine' && value.trim() === 'python') ||
    (name === 'ranges' && /\d{3,}/.test(value) && !/^\d{11}$/.test(value))
  );
}

/** A value that is too long for an address. */
const longSetting: fc.Arbitrary<readonly Written[]> = fc
  .tuple(
    fc.constantFrom<Attribute>('limit', 'policies', 'ranges', 'at', 'between', 'challenge'),
    fc.constantFrom('x', '7', '*', '<', '"', 'é'),
    fc.integer({ min: 2_000, max: 200_000 }),
  )
  .map(([name, text, times]) => [{ name, value: text.repeat(times), isInvalid: true }]);

/** Settings as attributes, which may be long. */
export const someAttributes: fc.Arbitrary<readonly Written[]> = fc.oneof(
  { weight: 9, arbitrary: someSettings },
  { weight: 1, arbitrary: longSetting },
);
