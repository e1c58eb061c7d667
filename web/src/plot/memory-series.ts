/**
 * The memory of each policy as series of a plot: live bytes, linear memory and the area between.
 */

import uPlot from 'uplot';
import { align, alignedColumn, countFalls, maximum } from '../model/timeline.ts';
import { isTraced, type RunView, resultOf, timelineOf } from '../runs/run-view.ts';
import type { PlotTheme } from '../ui/theme.ts';
import { colourOf, withAlpha } from '../util/palette.ts';
import { emphasisOf, hatch, OPACITY } from './emphasis.ts';
import { LABELS } from './labels.ts';
import { MIB } from './scale.ts';

/** The series of a policy: live bytes, linear memory, and the upper edge of free memory. */
const PER_POLICY = 3;

/** The index of a policy's first series, after the x values at index 0. */
function firstIndex(position: number): number {
  return 1 + PER_POLICY * position;
}

/** A curve that falls this often is thin, or its strokes would cover the area between. */
const MANY_FALLS = 60;

/** The width of a policy's live bytes in the plot. */
export function lineWidth(view: RunView): number {
  return countFalls(timelineOf(view)) > MANY_FALLS ? 1 : 2;
}

interface Look {
  /** The policy to emphasize, read at every drawing. */
  readonly highlighted: () => string | null;
  /** The share of the usual fill below live bytes. */
  readonly fill: number;
}

/** Series and bands for policies. */
export function memorySeries(
  views: readonly RunView[],
  theme: PlotTheme,
  look: Look,
): { series: uPlot.Series[]; bands: uPlot.Band[] } {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  views.forEach((view, position) => {
    const colour = colourOf(view.slot, theme.dark);
    const opacity = () => OPACITY[emphasisOf(view.name, look.highlighted())];
    const common = { scale: 'y', points: { show: false }, spanGaps: true } as const;
    series.push(
      {
        ...common,
        label: `${view.name}: ${LABELS.live}`,
        width: lineWidth(view),
        stroke: () => withAlpha(colour, opacity().line),
        fill: () => withAlpha(colour, look.fill * opacity().fill),
      },
      {
        ...common,
        label: `${view.name}: ${LABELS.linear}`,
        width: 1.5,
        dash: [6 * uPlot.pxRatio, 4 * uPlot.pxRatio],
        stroke: () => withAlpha(colour, opacity().line),
        ...(stepped ? { paths: stepped } : {}),
      },
      {
        ...common,
        label: `${view.name}: ${LABELS.free}`,
        width: 0,
        ...(stepped ? { paths: stepped } : {}),
      },
    );
    const live = firstIndex(position);
    bands.push({
      series: [live + 2, live],
      fill: (plot) => hatch(plot.ctx, withAlpha(colour, opacity().free), uPlot.pxRatio),
    });
  });
  return { series, bands };
}

/** The data of those series, in MiB; no value is below `floor`, as a logarithm requires. */
export function memoryData(views: readonly RunView[], floor: number): uPlot.AlignedData {
  const { ticks, rows } = align(views.map(timelineOf));
  const columns = views.flatMap((view, position) =>
    columnsOf(view, rows[position] ?? new Int32Array(), floor),
  );
  return [ticks, ...columns] as uPlot.AlignedData;
}

type Column = (number | undefined)[];

function columnsOf(view: RunView, rows: Int32Array, floor: number): Column[] {
  const timeline = timelineOf(view);
  const live = alignedColumn(timeline, rows, 'live', 1 / MIB, floor);
  const linear = alignedColumn(timeline, rows, 'linear', 1 / MIB, floor);
  // Untraced runs know live bytes only at the end, which is no curve.
  if (!isTraced(view)) {
    return [[], steps(linear), []];
  }
  // Heap growth since the start of the run. The part that is not live is free.
  const baseline = (resultOf(view)?.memory.baselineLinear ?? 0) / MIB;
  const held = linear.map((value, index) =>
    value === undefined ? undefined : Math.max(value - baseline, live[index] ?? 0),
  );
  return [live, steps(linear), steps(held)];
}

/** A column with only the values that differ from their predecessor, and the last one. */
function steps(column: Column): Column {
  let previous: number | undefined;
  let last = -1;
  const changes: Column = column.map((value, index) => {
    if (value === undefined) {
      return undefined;
    }
    last = index;
    const changed = value !== previous;
    previous = value;
    return changed ? value : undefined;
  });
  if (last >= 0) {
    changes[last] = column[last];
  }
  return changes;
}

/** The largest linear memory among policies, in MiB. */
export function highestMemory(views: readonly RunView[]): number {
  return Math.max(0, ...views.map((view) => maximum(timelineOf(view), 'linear') / MIB));
}

/** The smallest peak among policies, in MiB: a logarithmic axis begins well below it. */
export function lowestPeak(views: readonly RunView[]): number {
  const peaks = views
    .map((view) => (resultOf(view)?.memory.peakLive ?? 0) / MIB)
    .filter((peak) => peak > 0);
  return Math.min(1, ...peaks);
}
