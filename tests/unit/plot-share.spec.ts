import { expect, test } from '@playwright/test';
import { collectionsIn } from '../../web/src/model/gc-collections.ts';
import { emptyResult, type RunRequest } from '../../web/src/model/run-result.ts';
import { pointAt, pointOf, rowCount } from '../../web/src/model/timeline.ts';
import {
  moved,
  movedChoice,
  movedCollections,
  movedInstant,
  movedTimeline,
} from '../../web/src/plot/rescale.ts';
import { axisOf, chosenOn } from '../../web/src/python/mixed-axis.ts';
import type { RunView } from '../../web/src/runs/run-view.ts';
import type { RunState } from '../../web/src/runs/session.ts';
import { chance } from './flamegraph-trees.ts';

/** A timeline of a run of `end` calls, with rows at random instants. */
function timelineOf(seed: number, end: number): Float64Array {
  const pick = chance(seed);
  const instants = Array.from({ length: 40 }, () => pick(end + 1)).sort((a, b) => a - b);
  return Float64Array.from(
    [0, ...instants, end].flatMap((calls) => [
      calls,
      pick(1e9),
      pick(1e9),
      pick(100),
      pick(100),
      pick(1000),
    ]),
  );
}

const ENDS = [1, 7, 1000, 2_497_000, 16_123_457, 1e9];

test('a stretched timeline changes only its instants, and ends at the new end', () => {
  for (const from of ENDS) {
    for (const to of ENDS) {
      const timeline = timelineOf(from + to, from);
      const drawn = movedTimeline(timeline, from, to);
      const rows = Array.from({ length: rowCount(timeline) }, (_, row) => row);
      const instants = rows.map((row) => pointOf(drawn, row).ticks);
      expect(rows.map((row) => ({ ...pointOf(drawn, row), ticks: 0 }))).toEqual(
        rows.map((row) => ({ ...pointOf(timeline, row), ticks: 0 })),
      );
      expect(instants).toEqual(
        rows.map((row) => {
          const { ticks } = pointOf(timeline, row);
          return ticks === from ? to : (ticks * to) / from;
        }),
      );
      expect([instants[0], instants.at(-1)]).toEqual([0, to]);
      expect(instants).toEqual([...instants].sort((a, b) => a - b));
    }
  }
});

test('a stretched timeline has the same values at the same share', () => {
  const timeline = timelineOf(3, 1000);
  const drawn = movedTimeline(timeline, 1000, 16_000_000);
  const calls = Array.from({ length: 1001 }, (_, call) => call);
  expect(calls.map((call) => pointAt(drawn, movedInstant(call, 1000, 16_000_000))?.live)).toEqual(
    calls.map((call) => pointAt(timeline, call)?.live),
  );
});

test('collections are moved by their instants only', () => {
  const rows = Float64Array.of(10, 0, 5, 500, 1, 50, 2, 7, 700, 1, 100, 1, 1, 100, 3);
  expect(collectionsIn(movedCollections(rows, 100, 300))).toEqual(
    collectionsIn(rows).map((one) => ({ ...one, ticks: 3 * one.ticks })),
  );
});

test('an instant survives a round trip through a longer run, and those past the end are clamped', () => {
  for (const from of ENDS) {
    const longer = ENDS.filter((to) => to >= from);
    const pick = chance(from);
    const instants = [0, from, ...Array.from({ length: 50 }, () => pick(from + 1))];
    for (const to of longer) {
      expect(
        instants.map((calls) => movedInstant(movedInstant(calls, from, to), to, from)),
      ).toEqual(instants);
      expect(movedInstant(from + 5, from, to)).toBe(to);
    }
  }
  expect(moved(0, 0, 10)).toBe(10);
  expect(movedInstant(3, 0, 10)).toBe(10);
});

test('chosen instants are moved with their run, and named instants are not', () => {
  expect(movedChoice({ at: 50, between: [10, 100] }, 100, 1000)).toEqual({
    at: 500,
    between: [100, 1000],
  });
  expect(movedChoice({ at: 'released', between: null }, 100, 1000)).toEqual({
    at: 'released',
    between: null,
  });
});

/** A run of a number of calls, or of a program with a number of allocations. */
function viewOf(
  policy: string,
  calls: number,
  is: 'policy' | 'program',
  phase: RunState['phase'] = 'finished',
): RunView {
  const request: RunRequest = {
    run: policy,
    ranges: [],
    growth: 'adaptive',
    hardLimit: null,
    traced: true,
    native: false,
    ...(is === 'program' ? { program: { files: [], main: 'x.py', test: null } } : {}),
  };
  const result = emptyResult(request, 'completed', null);
  const run = {
    request,
    plannedTicks: is === 'program' ? 0 : calls,
    phase,
    snapshot: {
      timeline: timelineOf(calls, calls),
      collections: Float64Array.of(calls / 2, 0, 1, 1, 1),
      result: { ...result, calls, memory: { ...result.memory, peakCall: calls / 4 } },
    },
  };
  return { name: policy, slot: 0, run: run as unknown as RunState } as RunView;
}

/** The position of a drawn run: its end, its collection, and its peak. */
function drawn({ run }: RunView) {
  const { timeline, collections, result } = run?.snapshot ?? {};
  return [timeline?.at(-6), collections?.[0], result?.memory.peakCall];
}

test('runs of one engine are drawn unchanged', () => {
  const programs = [viewOf('a', 100, 'program'), viewOf('b', 400, 'program')];
  expect(axisOf(programs, 'a')).toEqual({ unit: 'allocations', end: 400, views: programs });
  const policies = [viewOf('class/unbounded', 80, 'policy')];
  expect(axisOf(policies, null)).toEqual({ unit: 'calls', end: 80, views: policies });
  expect(axisOf([], null)).toEqual({ unit: 'allocations', end: 0, views: [] });
});

test('runs of both engines are drawn by the share of each, in numbers of the selected one', () => {
  const views = [
    viewOf('a', 100, 'program'),
    viewOf('b', 400, 'program'),
    viewOf('p', 80, 'policy'),
  ];
  const axis = axisOf(views, 'b');
  expect([axis.unit, axis.end]).toEqual(['share', 400]);
  expect(axis.views.map(drawn)).toEqual(Array(3).fill([400, 200, 100]));
  expect(axis.views.map(({ run }) => run?.snapshot?.result.calls)).toEqual([100, 400, 80]);
  // The selected run is unchanged.
  expect(axis.views[1]?.run?.snapshot?.timeline).toBe(views[1]?.run?.snapshot?.timeline);

  const other = axisOf(views, 'p');
  expect(other.views.map(drawn)).toEqual(Array(3).fill([80, 40, 20]));
  expect(chosenOn({ at: 100, between: [0, 200] }, axis, other)).toEqual({
    at: 20,
    between: [0, 40],
  });
});

test('a program of unknown length has no share until it has ended', () => {
  const views = [viewOf('a', 100, 'program', 'running'), viewOf('p', 80, 'policy', 'running')];
  const { unit, end, views: shown } = axisOf(views, 'a');
  expect([unit, end]).toEqual(['share', 80]);
  expect(shown.map(({ run }) => run?.snapshot?.timeline.length ?? null)).toEqual([null, 252]);
});

test('while only programs run, the axis has spare room, in round numbers', () => {
  const endOf = (calls: number) => axisOf([viewOf('a', calls, 'program', 'running')], 'a').end;
  expect([0, 1, 2, 3, 50, 51, 7_400, 1_000_000].map(endOf)).toEqual([
    0, 1, 2, 5, 50, 100, 10_000, 1_000_000,
  ]);
  const ended = viewOf('b', 730, 'program');
  expect(axisOf([viewOf('a', 100, 'program', 'running'), ended], 'a').end).toBe(730);
  expect(axisOf([viewOf('a', 800, 'program', 'running'), ended], 'a').end).toBe(1000);
});

test('on a common axis, chosen instants keep their number', () => {
  const views = [viewOf('a', 100, 'program'), viewOf('b', 400, 'program')];
  const chosen = { at: 90, between: [10, 20] } as const;
  expect(chosenOn(chosen, axisOf(views, 'a'), axisOf(views, 'b'))).toEqual(chosen);
});
