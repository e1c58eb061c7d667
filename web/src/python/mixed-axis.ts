/** The x axis of a plot of runs that may be of different engines. */

import type { Clock } from '../plot/axes.ts';
import {
  type Chosen,
  moved,
  movedChoice,
  movedCollections,
  movedTimeline,
} from '../plot/rescale.ts';
import { callsInAll, clockOf, endOfCalls, type PolicyView } from '../runs/run-view.ts';

export interface PlotAxis {
  readonly clock: Clock;
  /** Where it ends: where the selected run does, if it shows shares. */
  readonly end: number;
  /** The runs as they are drawn. */
  readonly views: readonly PolicyView[];
}

/**
 * The axis for some runs. Those that count the same have it in common, and are drawn as they are.
 * Others are drawn over the share of each, in numbers of the selected run.
 */
export function axisOf(views: readonly PolicyView[], selected: string | null): PlotAxis {
  const clocks = new Set(views.filter(({ run }) => run !== null).map(clockOf));
  if (clocks.size < 2) {
    const [clock = 'allocations'] = clocks;
    return { clock, end: endOfCalls(views), views };
  }
  const own = known(views.find(({ policy }) => policy === selected));
  const end = own > 0 ? own : Math.max(...views.map(known));
  return { clock: 'share', end, views: views.map((view) => shareOf(view, end)) };
}

/** How many calls a run makes in all; 0 as long as nobody knows. */
function known(view: PolicyView | undefined): number {
  const run = view?.run ?? null;
  return run === null ? 0 : callsInAll(run);
}

/**
 * What is chosen on an axis when it shows the numbers of another run: on one of shares it stays
 * where it is seen, on others it stays the number that it is.
 */
export function chosenOn(chosen: Chosen, from: PlotAxis, to: PlotAxis): Chosen {
  return to.clock === 'share' ? movedChoice(chosen, from.end, to.end) : chosen;
}

/** A run drawn out to an end. One of which nobody knows how long it takes has no share yet. */
function shareOf(view: PolicyView, end: number): PolicyView {
  const { run } = view;
  if (run === null || run.snapshot === null) {
    return view;
  }
  const from = known(view);
  if (from === 0) {
    return { ...view, run: { ...run, snapshot: null } };
  }
  const { timeline, collections, result } = run.snapshot;
  const { memory } = result;
  const peakCall = memory.peakCall === null ? null : moved(memory.peakCall, from, end);
  const snapshot = {
    timeline: movedTimeline(timeline, from, end),
    collections: movedCollections(collections, from, end),
    result: { ...result, memory: { ...memory, peakCall } },
  };
  return { ...view, run: { ...run, snapshot } };
}
