import { expect, test } from '@playwright/test';
import { isRoot, sourceAt, writePlace } from '../../web/src/model/places.ts';
import { plainMatches } from '../../web/src/patterns/matches.ts';
import { slotOfCause } from '../../web/src/reports/views/cause-hues.ts';
import {
  formatCountChange,
  formatShareChange,
  formatSizeChange,
} from '../../web/src/reports/views/change.ts';
import {
  chooseColumn,
  type ReportColumn,
  rowsAsCsv,
  sortRows,
} from '../../web/src/reports/views/columns.ts';
import { readFilter } from '../../web/src/reports/views/filter.ts';
import { PALETTE } from '../../web/src/util/palette.ts';
import { matchesOf } from './regular-expression.ts';

interface Row {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly share: number;
}

const NAME: ReportColumn<Row> = {
  label: 'Name',
  number: false,
  fields: [{ name: 'name', value: ({ name }) => name }],
};
const PLACE: ReportColumn<Row> = {
  label: 'Place',
  number: false,
  fields: [
    { name: 'file', value: ({ file }) => file },
    { name: 'line', value: ({ line }) => line },
  ],
};
const SHARE: ReportColumn<Row> = {
  label: 'Share',
  number: true,
  fields: [{ name: 'percent', value: ({ share }) => share, digits: 1 }],
};
const COLUMNS = [NAME, PLACE, SHARE];

const ROWS: readonly Row[] = [
  { name: 'b', file: 'x.py', line: 10, share: 1 },
  { name: 'a', file: 'x.py', line: 9, share: 50.04 },
  { name: 'B', file: 'a "quoted", name.py', line: 100, share: 1 },
  { name: 'c', file: 'x.py', line: 9, share: 0.96 },
];

/** The places of `ROWS` in an order. */
function sorted(label: string, descending: boolean): number[] {
  return sortRows(ROWS, COLUMNS, { label, descending }).map((row) => ROWS.indexOf(row));
}

test('rows sort by each column, numbers numerically, and equal rows keep their order', () => {
  expect(sorted('Share', true)).toEqual([1, 0, 2, 3]);
  expect(sorted('Share', false)).toEqual([3, 0, 2, 1]);
  expect(sorted('Place', false)).toEqual([2, 1, 3, 0]);
  expect(sorted('Place', true)).toEqual([0, 1, 3, 2]);
  expect(sorted('Name', false)).toEqual([1, 0, 2, 3]);
  expect(sorted('no such column', true)).toEqual([0, 1, 2, 3]);
});

test('a column starts with its own direction, and is reversed when chosen again', () => {
  const first = chooseColumn({ label: 'Name', descending: false }, SHARE);
  expect(first).toEqual({ label: 'Share', descending: true });
  expect(chooseColumn(first, SHARE)).toEqual({ label: 'Share', descending: false });
  expect(chooseColumn(first, NAME)).toEqual({ label: 'Name', descending: false });
});

test('rows are written as CSV, a line each, quoted if necessary', () => {
  expect(rowsAsCsv(ROWS, COLUMNS)).toBe(
    [
      'name,file,line,percent',
      'b,x.py,10,1.0',
      'a,x.py,9,50.0',
      'B,"a ""quoted"", name.py",100,1.0',
      'c,x.py,9,1.0',
      '',
    ].join('\n'),
  );
  expect(rowsAsCsv([], COLUMNS)).toBe('name,file,line,percent\n');
});

test('a filter is plain text unless regular expressions are enabled', () => {
  const matches = (typed: string, pattern: boolean, texts: string[]) =>
    readFilter(typed, pattern ? matchesOf(typed) : plainMatches(typed)).matches(texts);
  expect(matches('', false, [])).toBe(true);
  expect(matches('CACHE.py:1', false, ['f', 'lru_cache.py:12'])).toBe(true);
  expect(matches('a.c', false, ['abc'])).toBe(false);
  expect(matches('a.c', true, ['xABCx'])).toBe(true);
  expect(matches('^f$', true, ['f', 'lru_cache.py:12'])).toBe(true);
  expect(matches('^f$', true, ['ff', 'f:1'])).toBe(false);
  expect(matches('(', false, ['a(b'])).toBe(true);
});

test('an invalid expression is reported, and filters nothing', () => {
  const trouble = { is: 'invalid', reason: 'unterminated group' } as const;
  const { matches, problem } = readFilter('(a', { has: () => false, trouble });
  expect(problem).toBe(
    '“(a” is not a regular expression: unterminated group. Nothing is filtered.',
  );
  expect(matches(['b'])).toBe(true);
  expect(readFilter('(a)', matchesOf('(a)')).problem).toBe('');
});

test('a slow expression is reported, and filters nothing; nor does an unknown one', () => {
  const slow = readFilter('(a+)+b', { has: () => false, trouble: { is: 'slow', reason: '' } });
  expect(slow.problem).toBe('“(a+)+b” takes too long to match; nothing is filtered.');
  expect(slow.matches(['b'])).toBe(true);
  const unknown = readFilter('(a+)+b', null);
  expect(unknown.problem).toBe('');
  expect(unknown.matches(['b'])).toBe(true);
});

test('places are written with their line, and find their source line', () => {
  const source = new Map([['x.py', ['import x', '    return 1']]]);
  expect(writePlace({ file: 'x.py', line: 2 })).toBe('x.py:2');
  expect(writePlace({ file: '', line: 0 })).toBe('');
  expect(sourceAt(source, { file: 'x.py', line: 2 })).toBe('return 1');
  expect(sourceAt(source, { file: 'x.py', line: 3 })).toBe('');
  expect(sourceAt(source, { file: 'x.py', line: 0 })).toBe('');
  expect(sourceAt(source, { file: 'y.py', line: 1 })).toBe('');
  expect(isRoot({ name: '<root>', file: '', line: 0 })).toBe(true);
  expect(isRoot({ name: '<root>', file: 'x.py', line: 1 })).toBe(false);
});

test('changes have a sign, except zero', () => {
  expect([1536, -20, 0].map(formatSizeChange)).toEqual(['+1.5KiB', '−20B', '0B']);
  expect([1200, -3, 0].map(formatCountChange)).toEqual(['+1,200', '−3', '0']);
  expect(formatShareChange(-1, 8)).toBe('−12.5%');
  expect(formatShareChange(8, 8)).toBe('+100.0%');
  expect(formatShareChange(0, 8)).toBe('0.0%');
  expect(formatShareChange(1, 0)).toBe('–');
});

/** Simulated colour blindness on linear light, after Machado, Oliveira and Fernandes (2009). */
const SIGHTS = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

type Three = readonly [number, number, number];

function transform(matrix: readonly Three[], [a, b, c]: Three): Three {
  const [x, y, z] = matrix.map((row) => row[0] * a + row[1] * b + row[2] * c);
  return [x ?? 0, y ?? 0, z ?? 0];
}

function linearLight(colour: string): Three {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** CIE L*a*b* of linear light, with the white of daylight. */
function lab(light: Three): Three {
  const xyz = transform(
    [
      [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
      [0.2126, 0.7152, 0.0722],
      [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089],
    ],
    light.map((part) => Math.max(0, part)) as unknown as Three,
  );
  const [x, y, z] = xyz.map((part) =>
    part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116,
  ) as unknown as Three;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

for (const [sight, matrix] of Object.entries(SIGHTS)) {
  for (const theme of ['light', 'dark'] as const) {
    test(`the causes' hues are distinct with ${sight} on ${theme}`, () => {
      const causes = 5;
      const seen = Array.from({ length: causes }, (_, index) =>
        lab(transform(matrix, linearLight(PALETTE[slotOfCause(index, causes)]?.[theme] ?? ''))),
      );
      const distances = seen.flatMap((a, index) =>
        seen.slice(index + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
      );
      // Colours with a distance of ten are distinguishable at a glance.
      expect(Math.min(...distances)).toBeGreaterThan(15);
    });
  }
}
