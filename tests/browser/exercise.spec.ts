/** The real exercise, by clicking Run on the page in its initial state. */

import { fillOf, inkOf, pixelsOf, textsOn } from './lib/canvas';
import { expect, test } from './lib/exercise-run';
import {
  CALLS,
  CLEARS,
  cpythonMegabytes,
  INSTANCES,
  MEMORY,
  POLICIES,
  phasesOf,
  TABLE,
  TOTALS,
} from './lib/expected';
import { type Playground, rowAt } from './lib/playground';

const MIB = 1024 ** 2;

/** The end of the memory axis: the first stop above 612 MiB with space for a label. */
const AXIS_TOP = 700;

/** Tolerance of a colour channel at antialiased edges. */
const SOFT = 90;

test('every policy completes with the numbers of CPython', async ({ exercise }) => {
  const { results, playground } = exercise;
  await expect(playground.status).toHaveText('4 runs done, 1 over 70 MB');
  expect(results.map(({ policy, outcome, error }) => ({ policy, outcome, error }))).toEqual(
    POLICIES.map((policy) => ({ policy, outcome: 'completed', error: null })),
  );
  for (const [index, policy] of POLICIES.entries()) {
    const result = results[index];
    expect(result?.ranges).toEqual([500, 1000]);
    expect(result?.phases, policy).toEqual(phasesOf(policy));
    expect(result?.calls, policy).toBe(CALLS);
    expect(result?.traced, policy).toBe(true);
    expect(result?.cache, policy).toEqual({
      ...TOTALS,
      currsize: phasesOf(policy)[1]?.currsize,
      maxsize: policy === 'class/lru:128' ? 128 : null,
      evictions: policy === 'class/lru:128' ? TOTALS.misses - 128 : 0,
      clears: policy === 'class/unbounded/clear:10' ? CLEARS : 0,
    });
  }
});

test('memory has the same bytes on every machine', async ({ exercise }) => {
  for (const [index, policy] of POLICIES.entries()) {
    const result = exercise.results[index];
    expect(result?.memory, policy).toMatchObject({
      ...MEMORY[policy],
      growth: 'adaptive',
      hardLimit: null,
    });
    expect(result?.instances, policy).toEqual(INSTANCES[policy]);
  }
});

test('the table shows those numbers, and memray’s measurements on CPython', async ({
  exercise,
}) => {
  const { playground } = exercise;
  for (const policy of POLICIES) {
    for (const [column, text] of Object.entries(TABLE[policy])) {
      await expect(playground.cell(policy, column), `${policy}, ${column}`).toHaveText(text);
    }
    await expect(playground.cell(policy, 'Peak live')).toContainText(
      `${cpythonMegabytes(policy)} in CPython`,
    );
    await expect(playground.cell(policy, 'Time')).toHaveText(/\d (ms|s)/);
  }
  await expect(playground.row('class/lru:128').getByRole('rowheader')).toContainText(
    '@functools.lru_cache(maxsize=128)',
  );
});

test('each card ends with the peak of its policy', async ({ exercise }) => {
  const { playground } = exercise;
  await expect(playground.state('class/unbounded')).toHaveText(/^\s*Peak 571\.0MiB\s+in /);
  await expect(playground.state('class/unbounded/clear:10')).toHaveText(/^\s*Peak 5\.1MiB\s+in /);
  await expect(playground.cards.getByRole('progressbar')).toHaveCount(0);
});

test('the limit fails the bug and passes the solutions, and a new limit is judged again', async ({
  exercise,
}) => {
  const { playground } = exercise;
  const verdicts = () => playground.rows.getByTestId('verdict').allInnerTexts();
  const trimmed = async () => (await verdicts()).map((text) => text.trim());
  const header = playground.root.getByRole('columnheader', { name: /^Limit/ });
  const judgeBy = async (limit: string) => {
    await playground.limit.fill(limit);
    await playground.limit.press('Enter');
  };

  expect(await trimmed()).toEqual(['Fail', 'Pass', 'Pass', 'Pass']);
  await expect(header).toHaveText('Limit 70 MB');
  try {
    await judgeBy('600MB');
    await expect(header).toHaveText('Limit 600 MB');
    await expect.poll(trimmed).toEqual(['Pass', 'Pass', 'Pass', 'Pass']);
    // 1 MB is 1024² bytes: the exact peak is within the limit, and one byte less is not.
    await judgeBy(`${MEMORY['class/unbounded'].peakLive}B`);
    await expect.poll(trimmed).toEqual(['Pass', 'Pass', 'Pass', 'Pass']);
    await judgeBy(`${MEMORY['class/unbounded'].peakLive - 1}B`);
    await expect.poll(trimmed).toEqual(['Fail', 'Pass', 'Pass', 'Pass']);
    await judgeBy('none');
    await expect.poll(trimmed).toEqual(Array(4).fill('Not judged'));
    await judgeBy('45 MB');
    await expect.poll(trimmed).toEqual(['Fail', 'Pass', 'Pass', 'Pass']);
    await judgeBy('44.9 MB');
    await expect.poll(trimmed).toEqual(['Fail', 'Fail', 'Pass', 'Pass']);
  } finally {
    await judgeBy('70MB');
  }
  await expect.poll(trimmed).toEqual(['Fail', 'Pass', 'Pass', 'Pass']);
});

test('the plot draws every curve in its hue, at its values', async ({ exercise }) => {
  const { playground } = exercise;
  const { pixels, xOf, yOf } = await plotOf(playground);
  const timelines = await playground.timelines();
  const swatch = (policy: string) => playground.card(policy).locator('.head .swatch path');

  const bug = await fillOf(swatch('class/unbounded'));
  const curve = timelines['class/unbounded'] ?? [];
  for (const share of [0.3, 0.5, 0.7, 0.9]) {
    const [calls, live] = rowAt(curve, share * CALLS);
    expect(pixels.has(bug, xOf(calls), yOf(live), 2), `live bytes at call ${calls}`).toBe(true);
    // Halfway down to the axis there is a light fill and no line.
    expect(pixels.has(bug, xOf(calls), yOf(live / 2), 2), `below call ${calls}`).toBe(false);
  }
  for (const policy of POLICIES) {
    const { peakCall, peakLive } = MEMORY[policy];
    const hue = await fillOf(swatch(policy));
    expect(pixels.has(hue, xOf(peakCall), yOf(peakLive), 2), `the peak of ${policy}`).toBe(true);
    expect(pixels.count(hue), `pixels of ${policy}`).toBeGreaterThan(20);
  }
});

test('freed memory that is still held is hatched', async ({ exercise }) => {
  const { playground } = exercise;
  const { pixels, xOf, yOf } = await plotOf(playground);
  const policy = 'instance/unbounded/gc';
  // Left of the labels, right after a collection: almost nothing is live, and almost all memory is
  // still held.
  const rows = (await playground.timelines())[policy] ?? [];
  const collected = rows.findLast(([calls, live]) => calls < 0.6 * CALLS && live < 6 * MIB);
  if (collected === undefined) throw new Error('the collector has never run');
  expect(collected[2]).toBeGreaterThan(45 * MIB);
  let lines = 0;
  let gaps = 0;
  for (let x = 3; x < 12; x += 1) {
    for (let y = Math.ceil(yOf(40 * MIB)); y < yOf(20 * MIB); y += 1) {
      const [red, , blue] = pixels.at(xOf(collected[0]) + x, y);
      // The solution's lines are blue, on the reddish fill of the bug.
      if (blue > red + 20) lines += 1;
      else gaps += 1;
    }
  }
  expect(lines).toBeGreaterThan(0.1 * gaps);
  expect(gaps).toBeGreaterThan(0.1 * lines);
});

test('the plot marks the limit across its width', async ({ exercise }) => {
  const { playground } = exercise;
  const { pixels, xOf, yOf } = await plotOf(playground);
  const ink = await inkOf(playground.root.locator('highwater-memory-plot h2'));
  const y = yOf(70 * MIB);
  // Between the bug's curve, which crosses the limit, and the labels of the solutions.
  const across = Array.from({ length: 20 }, (_, step) => xOf(CALLS * (0.3 + step / 64)));
  expect(across.filter((x) => pixels.has(ink, x, y, 1, SOFT))).toEqual(across);
  expect(across.filter((x) => pixels.has(ink, x, y - 60, 1, SOFT))).toEqual([]);
});

test('the plot names the peaks, the limit and its units', async ({ exercise }) => {
  const texts = await textsOn(exercise.playground.canvas);
  expect(texts).toEqual(
    expect.arrayContaining([
      'class/unbounded 571.0MiB',
      'instance/unbounded/gc 45.0MiB',
      'class/lru:128 136.6KiB',
      'class/unbounded/clear:10 5.1MiB',
      'limit 70 MB',
      `${AXIS_TOP} MiB`,
      'calls made',
    ]),
  );
});

test('linear memory never shrinks after frees', async ({ exercise }) => {
  const timelines = await exercise.playground.timelines();
  for (const policy of POLICIES) {
    const rows = timelines[policy] ?? [];
    const linear = rows.map((row) => row[2]);
    expect(linear, policy).toEqual([...linear].sort((a, b) => a - b));
    expect(linear.at(-1), policy).toBe(MEMORY[policy].linear);
    expect(Math.max(...rows.map((row) => row[1])), policy).toBe(MEMORY[policy].peakLive);
  }
  const { playground } = exercise;
  await expect(playground.instant).toHaveText('At the end');
  await expect(playground.readout('class/unbounded/clear:10')).toHaveText(
    /0B\s*7\.9MiB\s*5\.0MiB\s+63\.5%/,
  );
  await expect(playground.readout('instance/unbounded/gc')).toHaveText(
    /3\.0MiB\s*50\.8MiB\s*44\.8MiB\s+88\.4%/,
  );
});

test('there are no errors, and long tasks of the main thread are recorded', async ({
  exercise,
}, info) => {
  expect(exercise.errors).toEqual([]);
  const longest = Math.max(0, ...exercise.longTasks);
  info.annotations.push({
    type: 'main thread',
    description: `${exercise.longTasks.length} tasks over 50 ms, the longest ${longest} ms`,
  });
});

test('a second run gives the same curves to the byte, and the same table of data', async ({
  exercise,
}) => {
  const { playground, results } = exercise;
  const withoutTimes = (runs: typeof results) => runs.map(({ durationMs: _, ...rest }) => rest);
  const data = playground.root.locator('highwater-plot-data');
  await data.getByText('Show the data of the plots').click();
  const table = data.getByRole('table');
  const firstTimelines = await playground.timelines();
  const firstTable = await table.innerText();
  // Calls in 21 even steps, a line of peaks and one of garbage collections below two of headings;
  // four values per policy.
  expect(await table.getByRole('row').count()).toBe(25);
  expect(await table.getByRole('cell').count()).toBe(21 * 4 * 4 + 4 + 4);
  await expect(table.getByRole('row').nth(23)).toContainText('571.0MiB live at call 2,497,000');

  const second = await playground.runToEnd(200_000);
  expect(withoutTimes(second)).toEqual(withoutTimes(results));
  expect(await playground.timelines()).toEqual(firstTimelines);
  expect(await table.innerText()).toBe(firstTable);
});

/** The drawing of the memory plot, and the positions of calls and bytes on it. */
async function plotOf({ canvas, area }: Playground) {
  const outer = await canvas.boundingBox();
  const inner = await area.boundingBox();
  if (outer === null || inner === null) throw new Error('the plot is not on show');
  return {
    pixels: await pixelsOf(canvas),
    xOf: (calls: number) => inner.x - outer.x + (inner.width * calls) / CALLS,
    yOf: (bytes: number) => inner.y - outer.y + inner.height * (1 - bytes / MIB / AXIS_TOP),
  };
}
