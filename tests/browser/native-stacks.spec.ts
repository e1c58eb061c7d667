/** The shadow stack compared with the browser's own stack, call by call. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../lib/dist.ts';
import { expect, test } from '../lib/fixtures';
import { readCapture } from '../unit/capture-records.mjs';
import { type Observed, observeStacks } from './lib/observe-stacks.ts';

const ENGINE = join(REPOSITORY, 'web', 'wasm', 'engine');

const FILES: Record<string, { file: string; contentType: string }> = {
  'engine.js': { file: 'highwater_engine.js', contentType: 'text/javascript' },
  'engine.wasm': { file: 'highwater_engine_native.wasm', contentType: 'application/wasm' },
  'offsets.json': { file: 'highwater_engine.offsets.json', contentType: 'application/json' },
};

/**
 * Runs, and the minimum number of compared stacks of each, in all and inside allocations: a full
 * buffer is sent at the next record of any kind.
 */
const RUNS = [
  { policy: 'class/unbounded', ranges: '200,300', stacks: 80, allocations: 0 },
  { policy: 'class/lru:128', ranges: '200,300', stacks: 60, allocations: 20 },
  { policy: 'instance/unbounded/gc', ranges: '200,300', stacks: 60, allocations: 1 },
  { policy: 'class/unbounded/clear:10', ranges: '200,300', stacks: 60, allocations: 10 },
  { policy: 'none/unbounded', ranges: '60,80', stacks: 60, allocations: 0 },
];

/** The paths of native offsets at the first allocation at or after each of some bytes. */
function pathsBehind(capture: Uint8Array, starts: readonly number[]): (number[] | null)[] {
  const nodes: { parent: number; offset: number | null }[] = [{ parent: 0, offset: null }];
  // By the byte of the record: a reallocation is a free and then an allocation.
  const memory = new Map<number, number | null>();
  readCapture(capture, {
    node: (parent, { kind, value }) =>
      nodes.push({ parent, offset: kind === 'native' ? value : null }),
    alloc: (_address, _size, { at, node }) => memory.set(at, node),
    free: (_address, _size, { at }) => memory.set(at, null),
  });
  const records = [...memory];
  return starts.map((start) => {
    const [, node = null] = records.find(([at]) => at >= start) ?? [];
    if (node === null) return null;
    const path: number[] = [];
    for (let at = node; at !== 0; at = nodes[at]?.parent ?? 0) {
      const offset = nodes[at]?.offset ?? null;
      if (offset !== null) path.unshift(offset);
    }
    return path;
  });
}

for (const { policy, ranges, stacks, allocations } of RUNS) {
  test(`each stack equals the browser's own: ${policy}, ranges ${ranges}`, async ({ page }) => {
    await page.route('**/engine-files/*', (route) => {
      const known = FILES[route.request().url().split('/').at(-1) ?? ''];
      return known === undefined
        ? route.abort()
        : route.fulfill({
            body: readFileSync(join(ENGINE, known.file)),
            contentType: known.contentType,
          });
    });
    await page.goto('./?preview=0');
    const observed: Observed = await page.evaluate(observeStacks, { policy, ranges });

    expect(observed.samples.length).toBeGreaterThanOrEqual(stacks);
    for (const { shadow, browser } of observed.samples) {
      expect(shadow).toEqual(browser);
    }
    // For a sample inside an allocation, the allocation's record is next: its context has the same
    // calls, up to that of the allocator.
    const capture = Uint8Array.from(atob(observed.capture), (character) => character.charCodeAt(0));
    const paths = pathsBehind(
      capture,
      observed.samples.map(({ behind }) => behind),
    );
    let compared = 0;
    for (const [index, { browser, allocator }] of observed.samples.entries()) {
      if (allocator !== null) {
        expect(paths[index]).toEqual(browser.slice(0, allocator));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(allocations);
  });
}
