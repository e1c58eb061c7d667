import { expect, test } from '@playwright/test';
import { valueAfterKey } from '../../web/src/ui/slider-keys.ts';

test('arrow keys move along the strip within its ends', () => {
  const after = (key: string, now: number, shiftKey = false) =>
    valueAfterKey({ key, shiftKey }, now, [100, 1100]);
  expect(after('ArrowRight', 100)).toBe(110);
  expect(after('ArrowLeft', 105)).toBe(100);
  expect(after('ArrowRight', 100, true)).toBe(101);
  expect(after('PageUp', 1050)).toBe(1100);
  expect(after('Home', 500)).toBe(100);
  expect(after('End', 500)).toBe(1100);
  expect(after('x', 500)).toBeNull();
  // However short a life, a key moves by at least one call.
  expect(valueAfterKey({ key: 'ArrowRight', shiftKey: true }, 3, [0, 8])).toBe(4);
});

test('page keys move ten times as far as arrows, up and right are more', () => {
  const moves = ['ArrowLeft', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'PageDown', 'PageUp'];
  const after = (shiftKey: boolean) =>
    moves.map((key) => valueAfterKey({ key, shiftKey }, 500, [0, 1000]));
  expect(after(false)).toEqual([490, 490, 510, 510, 400, 600]);
  expect(after(true)).toEqual([499, 499, 501, 501, 490, 510]);
});

for (const modifier of ['altKey', 'ctrlKey', 'metaKey'] as const) {
  test(`a key with ${modifier} moves no slider`, () => {
    const event = { key: 'ArrowLeft', shiftKey: false };
    expect(valueAfterKey(event, 500, [0, 1000])).toBe(490);
    expect(valueAfterKey({ ...event, [modifier]: true }, 500, [0, 1000])).toBeNull();
  });
}
