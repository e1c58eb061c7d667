import { expect, test } from '@playwright/test';
import { PacedCalls } from '../../web/src/runs/paced-calls.ts';
import { deferred } from '../../web/src/util/deferred.ts';

/** A pace whose page is drawn when `draw` is called. */
function pace() {
  const passed: number[] = [];
  let frame = deferred<void>();
  const calls = new PacedCalls<number>(
    (value) => passed.push(value),
    () => frame.promise,
  );
  const draw = () => {
    frame.resolve();
    frame = deferred<void>();
  };
  return { calls, passed, draw };
}

test.describe('calls paced by the page that draws them', () => {
  test('the first is made at once, and none while the page draws', async () => {
    const { calls, passed } = pace();
    for (const value of [1, 2, 3]) calls.take(value);
    expect(passed).toEqual([1]);
  });

  test('the latest value follows when the page has drawn and rested', async () => {
    const { calls, passed, draw } = pace();
    for (const value of [1, 2, 3]) calls.take(value);
    draw();
    await expect.poll(() => passed, { intervals: [1] }).toEqual([1, 3]);
  });

  test('the page rests four times as long as it drew', async () => {
    const { calls, passed, draw } = pace();
    const started = performance.now();
    calls.take(1);
    calls.take(2);
    // The page draws until then.
    await expect.poll(() => performance.now() - started, { intervals: [1] }).toBeGreaterThan(30);
    const drawn = performance.now() - started;
    draw();
    await expect.poll(() => passed, { intervals: [1] }).toEqual([1, 2]);
    // Timers round to whole milliseconds.
    expect(performance.now() - started).toBeGreaterThanOrEqual(5 * drawn - 2);
  });

  test('a dropped value never follows, and the next is made at once', async () => {
    const { calls, passed, draw } = pace();
    calls.take(1);
    calls.take(2);
    calls.drop();
    draw();
    calls.take(3);
    expect(passed).toEqual([1, 3]);
  });
});
