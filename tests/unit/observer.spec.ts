/** Invariants of tracing, and the end of runs that do not complete. */

import { expect, test } from '@playwright/test';
import { readCapture } from './capture-records.mjs';
import { type EngineRun, heapStart, MIB, PAGE, type RunSettings, runEngine } from './engine-run.ts';
import { liveBlocks } from './live-blocks.ts';

/** The columns of a timeline's row; the last is the wall time. */
const COLUMNS = 6;

/** The part of a result that depends on the run alone, not on the clock or on tracing. */
function facts({ result }: EngineRun) {
  const { durationMs: _, traced: __, native: ___, memory, ...rest } = result;
  const { peakCall: ____, ...sizes } = memory;
  return { ...rest, memory: sizes };
}

function curve({ timeline }: EngineRun): number[] {
  return [...timeline].filter((_, index) => index % COLUMNS !== COLUMNS - 1);
}

/** The number of four-byte words that differ. Not `toEqual`, which would print megabytes. */
function differingWords(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length || a.length % 4 !== 0) return Number.POSITIVE_INFINITY;
  const words = (bytes: Uint8Array) =>
    new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const others = words(b);
  return words(a).reduce((count, word, index) => count + Number(word !== others[index]), 0);
}

/**
 * The number of words of a heap with undefined content. If each instance has a cache of its own,
 * the cache is a block of the heap, and a field unused by its kind has the previous content of the
 * stack where the block was built: the tracer's functions leave other values there. A block at
 * another address moves those after it, which are many more words.
 */
function undefinedWords({ policy, instances }: EngineRun['result']): number {
  return policy.startsWith('instance/') ? 8 * instances.peak : 0;
}

const OBSERVED: Partial<RunSettings>[] = [
  { policy: 'class/unbounded' },
  { policy: 'class/unbounded', growth: '64KiB' },
  { policy: 'class/unbounded', ranges: '200,400' },
  { policy: 'class/unbounded', ranges: '200,400', hardLimit: 20 * MIB },
  { policy: 'class/lru:128' },
  { policy: 'class/unbounded/clear:10' },
  { policy: 'instance/unbounded' },
  { policy: 'instance/unbounded/gc' },
  { policy: 'instance/unbounded/nogc' },
  { policy: 'none/unbounded' },
];

for (const settings of OBSERVED) {
  test(`the observer changes nothing: ${Object.values(settings).join(' ')}`, async () => {
    const traced = await runEngine({ ...settings, traced: true });
    const untraced = await runEngine({ ...settings, traced: false });
    const native = await runEngine({ ...settings, native: true });
    expect(traced.result.traced).toBe(true);
    expect(untraced.result.traced).toBe(false);
    expect(traced.outcome).toBe(settings.hardLimit === undefined ? 0 : 1);
    expect(untraced.outcome).toBe(traced.outcome);

    // Including live bytes, pages and growths.
    expect(facts(untraced)).toEqual(facts(traced));
    expect(facts(native)).toEqual(facts(traced));
    expect(traced.result.memory.peakLive).toBeGreaterThan(0);
    // Every address and all contents: the heaps are equal.
    expect(traced.heap.length).toBe(traced.result.memory.linear - heapStart());
    expect(traced.heap.length).toBeGreaterThanOrEqual(traced.result.memory.endLive);
    for (const { heap } of [untraced, native]) {
      expect(heap.length).toBe(traced.heap.length);
      expect(differingWords(heap, traced.heap)).toBeLessThanOrEqual(undefinedWords(traced.result));
    }
    // The untraced run really was not traced, and the native one has native stacks.
    expect([traced.result.native, native.result.native]).toEqual([false, true]);
    expect(native.capture.length).toBeGreaterThan(traced.capture.length);
    expect(readCapture(untraced.capture).memoryRecords).toBe(0);
    expect(readCapture(traced.capture).memoryRecords).toBeGreaterThan(1000);
  });
}

test('heaps that differ are detected', async () => {
  for (const policy of ['class/unbounded', 'instance/unbounded/nogc']) {
    const one = await runEngine({ policy, ranges: '50,100' });
    const other = await runEngine({ policy, ranges: '50,99' });
    expect(one.heap.length).toBe(other.heap.length);
    expect(differingWords(one.heap, other.heap)).toBeGreaterThan(undefinedWords(one.result));
  }
});

for (const policy of ['class/unbounded', 'instance/unbounded/gc', 'class/lru:128']) {
  test(`two runs have the same capture and the same curve: ${policy}`, async () => {
    const first = await runEngine({ policy });
    const second = await runEngine({ policy });
    expect(Buffer.compare(first.capture, second.capture)).toBe(0);
    expect(first.timeline.length).toBeGreaterThan(100 * COLUMNS);
    expect(curve(first)).toEqual(curve(second));
  });
}

test('collections are reported, and the result counts those of the workload only', async () => {
  const run = await runEngine({ policy: 'instance/unbounded/gc', ranges: '100,200' });
  const { collections } = readCapture(run.capture);
  const { count, collected, freed } = run.result.collections;
  // The last is the collection at the end of the program, of all generations.
  expect(collections.map(({ generation }) => generation)).toEqual([0, 0, 0, 2]);
  expect(count).toEqual([3, 0, 0]);
  const sum = (field: 'collected' | 'freed') =>
    collections.slice(0, -1).reduce((total, collection) => total + collection[field], 0);
  expect([collected, freed]).toEqual([sum('collected'), sum('freed')]);
  expect(freed).toBeGreaterThan(0);
});

test('each record describes a valid block of the heap', async () => {
  const { capture, result, linear } = await runEngine({ policy: 'instance/unbounded/gc' });
  const start = heapStart();
  const blocks = liveBlocks();
  const { live, wrong } = blocks;
  const summary = readCapture(capture, {
    alloc(address, size) {
      if (address < start || address + size > linear.afterFinish) wrong.push(`outside: ${address}`);
      blocks.alloc(address, size);
    },
    free: blocks.free,
  });
  expect(wrong).toEqual([]);
  expect(live.size).toBe(0);
  expect(summary.marks).toEqual(['begin', 'end', 'released']);
  expect(summary.said.at(-1)).toEqual({
    ...summary.summed,
    pages: linear.afterFinish / PAGE,
    baselinePages: result.memory.baselineLinear / PAGE,
  });
});

test('the real exercise: at most 8 bytes per record, and their sums equal the result', async () => {
  const run = await runEngine({ policy: 'class/unbounded', ranges: '500,1000' });
  expect(run.outcome).toBe(0);
  const { memoryRecords, summed, said, marks } = readCapture(run.capture);
  expect(run.capture.length / memoryRecords).toBeLessThanOrEqual(8);
  expect(marks).toEqual(['begin', 'end', 'released']);
  // The result is that of the workload's end; the capture continues until the end of the release.
  const { memory } = run.result;
  expect(said[marks.indexOf('end')]).toMatchObject({
    live: memory.endLive,
    peak: memory.peakLive,
    allocations: memory.allocations,
    deallocations: memory.deallocations,
    allocatedBytes: memory.allocatedBytes,
    growths: memory.growths,
  });
  expect(summed.live).toBe(0);
  expect(summed.deallocations).toBe(summed.allocations);
  expect(summed.peak).toBe(memory.peakLive);
  expect(run.result.calls).toBe(2_497_000);
});

/** All kinds of policies: an owner `none` has no cache to bound or to clear. */
function* policies(): Generator<string> {
  for (const reclaim of ['', '/gc', '/nogc']) {
    yield `none/unbounded${reclaim}`;
    for (const owner of ['class', 'instance']) {
      for (const bound of ['unbounded', 'lru:0', 'lru:1', 'lru:7']) {
        for (const clear of ['', '/clear:3']) yield `${owner}/${bound}${clear}${reclaim}`;
      }
    }
  }
}

test('everything is released after the end, under every policy', async () => {
  for (const policy of policies()) {
    const run = await runEngine({ policy, ranges: '10,20' });
    expect(run.thrown, policy).toBeNull();
    expect(run.outcome, policy).toBe(0);
    expect(run.result.memory.peakLive, policy).toBeGreaterThan(0);
    expect(run.liveAfterRelease, policy).toBe(0);
    expect(run.linear.afterFinish, policy).toBe(run.linear.beforeFinish);
  }
});

test('the hard limit ends a run as out of memory, with everything before it recorded', async () => {
  const limit = 100 * MIB;
  const run = await runEngine({ ranges: '500,1000', hardLimit: limit });
  expect(run.thrown?.name).toBe('RuntimeError');
  expect(run.outcome).toBe(1);
  const { memory, calls, phases, instances } = run.result;
  // It was used up to the last page.
  expect(memory.linear).toBe(limit);
  expect(memory.hardLimit).toBe(limit);
  expect(run.linear).toEqual({ beforeFinish: limit, afterFinish: limit });
  expect(memory.peakLive).toBeGreaterThan(limit / 2);
  expect(memory.peakLive).toBeLessThan(limit);
  // The first phase had ended, and has the same counts as without a limit.
  expect(phases.map(({ range, hits, misses }) => [range, hits, misses])).toEqual([
    [500, 249_000, 250_000],
  ]);
  expect(calls).toBeGreaterThan(499_000);
  expect(calls).toBeLessThan(2_497_000);
  expect(instances.end).toBeGreaterThan(500);
  // The capture is complete, though the program was aborted.
  const { summed, said, marks } = readCapture(run.capture);
  expect(marks).toEqual(['begin']);
  expect(said.at(-1)).toMatchObject(summed);
  expect(summed).toMatchObject({
    live: memory.endLive,
    peak: memory.peakLive,
    allocations: memory.allocations,
    allocatedBytes: memory.allocatedBytes,
  });
  expect([...run.timeline].at(-COLUMNS)).toBe(calls);
});

test('a hard limit counts all of linear memory, in whole pages', async () => {
  const { result } = await runEngine({ hardLimit: 4_000_000 });
  expect(result.memory.linear).toBe(Math.floor(4_000_000 / PAGE) * PAGE);
  expect(result.memory.hardLimit).toBe(4_000_000);
});

test('a hard limit below the initial memory prevents all growth', async () => {
  const run = await runEngine({ hardLimit: 1 });
  expect(run.outcome).toBe(1);
  expect(run.result.memory.linear).toBe(run.result.memory.baselineLinear);
  expect(run.result.memory.growths).toBe(0);
  expect(run.result.calls).toBeGreaterThan(0);
});

test('memory refused by the host ends a run as out of memory', async () => {
  const hostPages = 640;
  const run = await runEngine({ ranges: '500' }, hostPages);
  expect(run.thrown?.name).toBe('RuntimeError');
  expect(run.outcome).toBe(2);
  const { memory, calls } = run.result;
  expect(memory.linear).toBe(hostPages * PAGE);
  expect(memory.hardLimit).toBeNull();
  expect(calls).toBeGreaterThan(0);
  expect(calls).toBeLessThan(499_000);
  const { summed, said } = readCapture(run.capture);
  expect(said.at(-1)).toMatchObject(summed);
});

test("Python's recursion limit ends a run with Python's message", async () => {
  const run = await runEngine({ policy: 'none/unbounded', ranges: '5,1010' });
  expect(run.thrown).toBeNull();
  expect(run.outcome).toBe(3);
  expect(run.error).toMatch(/^RecursionError: maximum recursion depth exceeded/);
  expect(run.result.phases.length).toBe(1);
  expect(run.liveAfterRelease).toBe(0);
});
