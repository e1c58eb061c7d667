/** Native frames beside Python frames: their keys, zooms, colours, filters and wording. */

import { expect, test } from '@playwright/test';
import { Colours } from '../../web/src/flamegraph/colours.ts';
import { type Frames, framesOf, placeOf } from '../../web/src/flamegraph/frames.ts';
import { invert } from '../../web/src/flamegraph/inversion.ts';
import { follow, labelOf, lineage, pathTo } from '../../web/src/flamegraph/layout.ts';
import { Model } from '../../web/src/flamegraph/model.ts';
import { paintOf } from '../../web/src/flamegraph/paint.ts';
import { search } from '../../web/src/flamegraph/search.ts';
import { factsOf, sentenceOf } from '../../web/src/flamegraph/wording.ts';
import { isNativeKey, keyOf, pythonPath, shortName } from '../../web/src/model/places.ts';
import type { ReportAnswer } from '../../web/src/model/report-answers.ts';
import { natively } from '../../web/src/playground/jobs.ts';
import { cratesIn, withFrames } from '../../web/src/reports/native/frames.ts';
import { journeyOf, storedBytes } from '../../web/src/reports/native/stack-steps.ts';
import { type SubjectChoice, stackQueryOf } from '../../web/src/reports/views/queries.ts';
import { INITIAL_STATE } from '../../web/src/settings/flamegraph-settings.ts';
import { contrast } from './contrast.ts';
import { differenceOf, frame, nativeFrame, rootOf } from './flamegraph-trees.ts';
import { HYBRID, MULTIPLY_NAME, PYTHON, STACK, TABLE } from './native-answers.ts';
import { matchesOf } from './regular-expression.ts';

const hybrid = framesOf(HYBRID, false);
const python = framesOf(PYTHON, false);

const MAIN = 'main@app.py:1';
const F = 'f@app.py:2';
const STEP = 'native:exercise::workload::step@exercise 0.1.0: src/workload.rs:41';
const MULTIPLY = `native:${MULTIPLY_NAME}@num-bigint 0.5.1: src/biguint/multiplication.rs:139`;
const GROW = 'native:alloc::raw_vec::RawVec<T,A>::grow_one@std: alloc/src/raw_vec.rs:340';

/** The names on the path, and the number of its frames that are missing. */
function led(frames: Frames, path: readonly string[]): [names: string[], missing: number] {
  const { frame, missing } = follow(frames, path);
  const names = lineage(frames, frame).map((each) => shortName(placeOf(frames, each).name));
  return [names.slice(1), missing];
}

test('the key of a native frame differs from that of a Python frame', () => {
  expect(keyOf({ name: 'f', file: 'app.py', line: 2 })).toBe(F);
  expect(isNativeKey(F)).toBe(false);
  expect(
    keyOf({ name: 'f', file: 'app.py', line: 2, crate: null, offset: 7, inlined: false }),
  ).toBe(`native:${F}`);
  expect(isNativeKey(STEP)).toBe(true);
  expect(pythonPath([MAIN, STEP, F, MULTIPLY, GROW])).toEqual([MAIN, F]);
});

test('the same function at the same line is one frame, separate from Python frames', () => {
  const twice = rootOf(
    frame('f', 2, [1, 1]),
    nativeFrame('f', 'app.py', 2, { offset: 1 }, 2),
    nativeFrame('f', 'app.py', 2, { offset: 9 }, 4),
  );
  const frames = framesOf(twice, false);
  expect(frames.length).toBe(3);
  expect([...(frames.total.bytes ?? [])]).toEqual([7, 1, 6]);
  expect(placeOf(frames, 2)).toEqual({
    ...{ name: 'f', file: 'app.py', line: 2 },
    ...{ crate: null, offset: 1, inlined: false },
  });
  expect([frames.native, python.native]).toEqual([true, false]);
});

test('a path of Python frames leads to the same frames past native ones', () => {
  expect(led(hybrid, [MAIN, F])).toEqual([['main', 'workload::step', 'f'], 0]);
  expect(led(hybrid, [MAIN, F, F])).toEqual([
    ['main', 'workload::step', 'f', 'workload::step', 'f'],
    0,
  ]);
  expect(led(hybrid, [MAIN, F, F, F])[1]).toBe(1);
  expect(led(hybrid, [MAIN, 'gone@app.py:9', F])).toEqual([['main'], 2]);
});

test('a path with native frames leads to its frame, and without them to the Python frame', () => {
  for (let index = 0; index < hybrid.length; index += 1) {
    const path = pathTo(hybrid, index);
    expect(follow(hybrid, path)).toEqual({ frame: index, missing: 0 });
    expect(follow(python, path)).toEqual(follow(python, pythonPath(path)));
    expect(follow(python, path).missing).toBe(0);
  }
  expect(led(python, [MAIN, STEP, F, MULTIPLY, GROW])).toEqual([['main', 'f'], 0]);
});

test('a zoom outlasts filters of native frames', () => {
  // Multiplication is hidden: its bytes and its callee are attributed to f.
  const filtered = framesOf(
    rootOf(
      frame(
        'main',
        1,
        [0, 0],
        frame(
          'f',
          2,
          [100, 1],
          nativeFrame(
            'alloc::raw_vec::RawVec<T,A>::grow_one',
            'std: alloc/src/raw_vec.rs',
            340,
            { crate: 'alloc', offset: 0x1a2b, inlined: true },
            500,
          ),
        ),
      ),
    ),
    false,
  );
  expect(led(filtered, [MAIN, STEP, F, MULTIPLY, GROW])).toEqual([
    ['main', 'f', 'RawVec<T,A>::grow_one'],
    0,
  ]);
  expect(led(filtered, [MAIN, STEP, F, MULTIPLY])).toEqual([['main', 'f'], 1]);
  expect(led(hybrid, [MAIN, F, GROW])[0].at(-1)).toBe('RawVec<T,A>::grow_one');
});

test('of several paths past native frames the widest is taken', () => {
  const at = (name: string, offset: number, own: number) =>
    nativeFrame(name, 'x.rs', offset, { offset }, 0, frame('f', 2, [own, 1]));
  const frames = framesOf(rootOf(at('a', 1, 10), at('b', 2, 30), at('c', 3, 20)), false);
  expect(led(frames, [F])).toEqual([['b', 'f'], 0]);
});

test('a zoom in inverted frames is preserved too', () => {
  const inverted = invert(hybrid);
  expect(inverted.native).toBe(true);
  const path = [GROW, MULTIPLY, F, STEP, MAIN];
  expect(led(inverted, path)[1]).toBe(0);
  expect(led(invert(python), path)).toEqual([['f', 'main'], 0]);
});

test('the view counts missing frames of the zoom, with and without native frames', () => {
  const model = new Model(matchesOf);
  const state = { ...INITIAL_STATE, zoom: [MAIN, F] };
  model.update(PYTHON, false, state);
  expect([model.zoomed, model.missing]).toEqual([2, 0]);
  model.update(HYBRID, false, state);
  expect([model.zoomed, model.missing]).toEqual([3, 0]);
  expect(model.rangeWithin(1000)).toEqual({ from: 0, to: 1000 });
  model.update(HYBRID, false, { ...state, zoom: pathTo(hybrid, 5) });
  const { frame: zoomed } = follow(hybrid, pathTo(hybrid, 5));
  expect([model.zoomed, model.missing]).toEqual([zoomed, 0]);
  model.update(PYTHON, false, { ...state, zoom: pathTo(hybrid, 5) });
  expect([model.zoomed, model.missing]).toEqual([2, 0]);
});

test('names are shortened to types and functions, and never to nothing', () => {
  expect(
    [
      MULTIPLY_NAME,
      'num_bigint::biguint::addition::__add2',
      'alloc::alloc::alloc',
      'core::ptr::drop_in_place<alloc::vec::Vec<u64>>',
      'highwater_exercise::workload::Algorithms::factorial_plus',
      'exercise::run::{closure#0}',
      'memcpy',
      'wasm+0x1a2b',
    ].map(shortName),
  ).toEqual([
    '<BigUint as Mul<u32>>::mul',
    'addition::__add2',
    'alloc::alloc',
    'ptr::drop_in_place<Vec<u64>>',
    'Algorithms::factorial_plus',
    'run::{closure#0}',
    'memcpy',
    'wasm+0x1a2b',
  ]);
});

test('the description of a native frame has its crate, its offset, and whether it is inlined', () => {
  const options = { metric: 'bytes', inverted: false, zoomed: 0, source: new Map() } as const;
  const facts = (key: string) => {
    const index = hybrid.place.findIndex((place) => hybrid.keys[place] === key);
    return factsOf(hybrid, index, options);
  };
  expect(facts(F).native).toBe('');
  expect(facts(MULTIPLY)).toMatchObject({
    name: MULTIPLY_NAME,
    place: 'num-bigint 0.5.1: src/biguint/multiplication.rs:139',
    native: 'native, crate num-bigint, code offset 0x1a2b',
  });
  expect(facts(GROW).native).toBe('native, crate alloc, code offset 0x1a2b, inlined');
  const unresolved = facts('native:wasm+0x3f10@:0');
  expect(unresolved).toMatchObject({ place: '', native: 'native, code offset 0x3f10' });
  expect(sentenceOf(unresolved)).toMatch(/^wasm\+0x3f10, native, code offset 0x3f10, 100B in 1 /);
  const labels = Array.from({ length: hybrid.length }, (_, index) => labelOf(hybrid, index));
  expect(labels).toContain('<BigUint as Mul<u32>>::mul multiplication.rs:139');
  expect(labels).toContain('wasm+0x3f10');
  expect(labels).toContain('f app.py:2');
});

/** The hue of a colour in degrees, as RGB has it. */
function hueOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255,
  );
  const most = Math.max(red, green, blue);
  const chroma = most - Math.min(red, green, blue);
  const sixth =
    most === red
      ? (green - blue) / chroma
      : most === green
        ? 2 + (blue - red) / chroma
        : 4 + (red - green) / chroma;
  return (60 * sixth + 360) % 360;
}

for (const dark of [false, true]) {
  const theme = dark ? 'dark' : 'light';

  test(`native functions have cool colours and Python functions warm ones, ${theme}`, () => {
    const colours = new Colours(dark);
    for (let index = 0; index < 400; index += 1) {
      const at = { name: `f${index}`, file: 'x', line: 1 };
      const warm = hueOf(colours.ofPlace(at));
      const native = { ...at, crate: null, offset: index, inlined: false };
      const cool = hueOf(colours.ofPlace(native));
      expect(warm < 75 || warm > 330, `Python ${warm}`).toBe(true);
      expect(cool > 150 && cool < 265, `native ${cool}`).toBe(true);
      expect(contrast(colours.ofPlace(native), colours.ink)).toBeGreaterThanOrEqual(4.5);
    }
    expect(colours.all).toContain(colours.ofPlace(placeOf(hybrid, 2)));
  });

  test(`the edge of native frames is visible where fills have another meaning, ${theme}`, () => {
    const colours = new Colours(dark);
    const changes = [-1, -0.5, 0, 0.5, 1].map((share) => colours.ofChange(share));
    for (const colour of [colours.match, colours.plain, ...changes]) {
      expect(contrast(colour, colours.edge), colour).toBeGreaterThanOrEqual(3);
    }
  });
}

test('native frames have an edge in a search and in a difference only', () => {
  const colours = new Colours(false);
  const edged = (frames: Frames, pattern: string) => {
    const paint = paintOf(frames, 'bytes', colours, search(frames, pattern, matchesOf(pattern)), 0);
    return Array.from({ length: frames.length }, (_, index) => index).filter(paint.edged);
  };
  const native = Array.from({ length: hybrid.length }, (_, index) => index).filter(
    (index) => placeOf(hybrid, index).offset !== undefined,
  );
  expect(native).toHaveLength(6);
  expect(edged(hybrid, '')).toEqual([]);
  expect(edged(hybrid, 'mul')).toEqual(native);
  expect(edged(framesOf(differenceOf(HYBRID, 1), true), '')).toEqual(native);
  expect(edged(python, 'f')).toEqual([]);
});

test('a query requests native frames with its filters, and causes have no frames', () => {
  const choice = { hide: ['allocator'], only: null } as const;
  const query = { kind: 'leaks', at: 'end' } as const;
  expect(withFrames(query, false, choice)).toEqual(query);
  expect(withFrames(query, true, choice)).toEqual({
    ...query,
    frames: 'native',
    hide: ['allocator'],
  });
  expect(withFrames(query, true, { hide: [], only: null })).toEqual({ ...query, frames: 'native' });
  expect(withFrames({ kind: 'stats' }, true, { hide: ['allocator', 'std'], only: 'lru' })).toEqual({
    kind: 'stats',
    frames: 'native',
    hide: ['allocator', 'std'],
    only: 'lru',
  });
  const causes = { kind: 'by-cause', at: 'peak' } as const;
  expect(withFrames(causes, false, choice)).toEqual(causes);
});

test("the queried stack is that of the report's instant", () => {
  const asked = { at: null, between: null, threshold: 1 } as const;
  const at = (changed: Partial<SubjectChoice>) =>
    stackQueryOf({ ...asked, subject: 'high-water-mark', ...changed });
  expect(at({})).toEqual({ kind: 'stack', frames: 'native', at: 'peak' });
  expect(at({ subject: 'leaks' })).toMatchObject({ at: 'end' });
  expect(at({ subject: 'at', at: 70 })).toMatchObject({ at: 70 });
  expect(at({ subject: 'difference', between: [5, 90] })).toMatchObject({ at: 90 });
  expect(at({ subject: 'temporary' })).toMatchObject({ at: 'peak' });
});

test('a run repeated with native frames is otherwise the same', () => {
  const request = {
    ...{ run: 'class/lru:1', ranges: [5], growth: 'adaptive', hardLimit: 9, traced: true },
    native: false,
  };
  expect(natively({ request, plannedTicks: 25 })).toEqual({
    request: { ...request, native: true },
    plannedTicks: 25,
  });
});

test('the crates of an answer are found at any depth, each once', () => {
  expect(cratesIn({ kind: 'at', calls: 1, ...HYBRID } as ReportAnswer)).toEqual([
    'alloc',
    'exercise',
    'hashbrown',
    'num-bigint',
  ]);
  expect(cratesIn({ kind: 'table', calls: 1, ...TABLE } as ReportAnswer)).toEqual([
    'alloc',
    'hashbrown',
    'num-bigint',
  ]);
  expect(cratesIn({ kind: 'at', calls: 1, ...PYTHON } as ReportAnswer)).toEqual([]);
});

test('the innermost calls of a deep stack are shown, and repetitions once', () => {
  const { frames, calls, outer } = journeyOf(STACK);
  expect(outer).toBe(993);
  expect(calls.map(({ slot }) => slot)).toEqual([993, 994, 995, 996, 997, 998, 999, 1000]);
  expect(calls.slice(-2).map(({ offset }) => offset)).toEqual([0x1a2b, 0x3f10]);
  const told = frames.map((frame) =>
    frame.kind === 'python' ? `${frame.name} ${frame.times}` : frame.slot,
  );
  expect(told).toEqual([
    ...['main 1', 'f 992', 993, 'f 1', 994, 'f 1', 995, 'f 1', 996, 'f 1'],
    ...[997, 'f 1', 998, 'f 1', 999, 1000],
  ]);
  const bare = journeyOf({ ...STACK, frames: STACK.frames.slice(0, 2) });
  expect(bare).toMatchObject({ outer: 0, calls: [{ slot: 0, offset: 0x900 }] });
  expect(journeyOf({ ...STACK, frames: [] })).toEqual({ frames: [], calls: [], outer: 0 });
});

test('a number is stored with its lowest byte first', () => {
  expect([0, 0x1a2b, 0xdeadbeef].map(storedBytes)).toEqual([
    '00 00 00 00',
    '2b 1a 00 00',
    'ef be ad de',
  ]);
});
