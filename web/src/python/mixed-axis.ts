/** The x axis of a plot of runs of different engines. */

import type { TickUnit } from '../model/ticks.ts';
import {
  type Chosen,
  moved,
  movedChoice,
  movedCollections,
  movedTimeline,
} from '../plot/rescale.ts';
import { endOfTicks, type RunView, ticksInAll, unitOf } from '../runs/run-view.ts';

export interface PlotAxis {
  readonly unit: TickUnit;
  /** The end of the axis: that of the selected run, if the axis shows shares. */
  readonly end: number;
  /** The runs as drawn. */
  readonly views: readonly RunView[];
}

/** True if some runs have different units, so that only their shares can be compared. */
export function isMixed(views: readonly RunView[]): boolean {
  return unitsOf(views).size > 1;
}

function unitsOf(views: readonly RunView[]): ReadonlySet<TickUnit> {
  return new Set(views.filter(({ run }) => run !== null).map(unitOf));
}

/**
 * The axis for some runs. Runs of the same unit share the axis unchanged, unless `shares` is true.
 * Others are drawn by the share of each, in numbers of the selected run.
 */
export function axisOf(
  views: readonly RunView[],
  selected: string | null,
  shares = false,
): PlotAxis {
  const units = unitsOf(views);
  if (units.size < 2 && !shares) {
    const [unit = 'allocations'] = units;
    return { unit, end: endOfTicks(views), views };
  }
  const own = known(views.find(({ name }) => name === selected));
  const end = own > 0 ? own : Math.max(...views.map(known));
  return { unit: 'share', end, views: views.map((view) => shareOf(view, end)) };
}

/** The ticks of a whole run; 0 while that is unknown. */
function known(view: RunView | undefined): number {
  const run = view?.run ?? null;
  return run === null ? 0 : ticksInAll(run);
}

/**
 * The chosen instants after the axis has changed to another run's numbers: on an axis of shares
 * they keep their position, on others their number.
 */
export function chosenOn(chosen: Chosen, from: PlotAxis, to: PlotAxis): Chosen {
  return to.unit === 'share' ? movedChoice(chosen, from.end, to.end) : chosen;
}

/** A run stretched to an end. A run of unknown length has no share yet. */
function shareOf(view: RunView, end: number): RunView {
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
