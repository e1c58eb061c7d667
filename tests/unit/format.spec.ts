import { expect, test } from '@playwright/test';
import {
  formatCompact,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
  formatTime,
  formatTimeLeft,
} from '../../web/src/util/format.ts';

test('counts have thousands separators', () => {
  expect([0, 999, 2_497_000].map(formatCount)).toEqual(['0', '999', '2,497,000']);
});

test('short counts keep three digits', () => {
  expect([950, 12_345, 2_497_000].map(formatCompact)).toEqual(['950', '12.3K', '2.5M']);
});

test('a share of zero is a dash', () => {
  expect(formatShare(1_247_000, 2_497_000)).toBe('49.9%');
  expect(formatShare(0, 0)).toBe('–');
});

test('durations have a suitable unit', () => {
  expect(
    [0, 9.94, 12.4, 999, 1000, 9994, 12_345, 59_949, 59_951, 80_000].map(formatDuration),
  ).toEqual([
    '0.0 ms',
    '9.9 ms',
    '12 ms',
    '999 ms',
    '1.00 s',
    '9.99 s',
    '12.3 s',
    '59.9 s',
    '1 min 0 s',
    '1 min 20 s',
  ]);
});

test('time left is at least one second, and rounded up', () => {
  expect([0, 1, 1001, 59_000, 59_001, 125_000].map(formatTimeLeft)).toEqual([
    '1 s left',
    '1 s left',
    '2 s left',
    '59 s left',
    '1 min 0 s left',
    '2 min 5 s left',
  ]);
});

test('a rate is calls per second', () => {
  expect(formatRate(1_234_567)).toBe('1.23M/s');
});

test('a time is written the same whatever the locale of the system', () => {
  expect(formatTime(new Date(2026, 1, 3, 22, 4, 5))).toBe('Feb 3, 2026, 22:04:05');
  expect(formatTime(new Date(2026, 1, 3, 0, 4, 5))).toBe('Feb 3, 2026, 00:04:05');
});
