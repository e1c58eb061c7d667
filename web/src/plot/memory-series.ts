/** The memory of each policy as series of a plot: live bytes, linear memory and what lies between. */

import uPlot from 'uplot';
import { resultOf, timelineOf, type PolicyView } from '../elements/view.ts';
import { colourOf, withAlpha } from '../palette.ts';
import { align, alignedColumn, maximum } from '../timeline.ts';
import { emphasisOf, hatch, OPACITY } from './emphasis.ts';
import { MIB } from './scale.ts';
import type { PlotTheme } from './theme.ts';

/** Each policy has two series, after the x values at index 0. */
function liveIndex(position: number): number {
  return 1 + 2 * position;
}

/** Series and bands for policies; `highlighted` is asked for at every drawing. */
export function memorySeries(
  views: readonly PolicyView[],
  theme: PlotTheme,
  highlighted: () => string | null,
): { series: uPlot.Series[]; bands: uPlot.Band[] } {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  views.forEach((view, position) => {
    const colour = colourOf(view.slot, theme.dark);
    const opacity = () => OPACITY[emphasisOf(view.policy, highlighted())];
    const common = { scale: 'y', points: { show: false }, spanGaps: true } as const;
    series.push(
      {
        ...common,
        label: `${view.policy}: live`,
        width: 2,
        stroke: () => withAlpha(colour, opacity().line),
        fill: () => withAlpha(colour, opacity().fill),
      },
      {
        ...common,
        label: `${view.policy}: linear memory`,
        width: 1.5,
        dash: [6, 4],
        stroke: () => withAlpha(colour, opacity().line),
        ...(stepped ? { paths: stepped } : {}),
      },
    );
    bands.push({
      series: [liveIndex(position) + 1, liveIndex(position)],
      fill: (plot) => hatch(plot.ctx, withAlpha(colour, opacity().free), uPlot.pxRatio),
    });
  });
  return { series, bands };
}

/** The data of those series, in MiB; nothing lies below `floor`, which a logarithm needs. */
export function memoryData(views: readonly PolicyView[], floor: number): uPlot.AlignedData {
  const timelines = views.map(timelineOf);
  const { calls, rows } = align(timelines);
  const columns = timelines.flatMap((timeline, position) => {
    const own = rows[position] ?? new Int32Array();
    return (['live', 'linear'] as const).map((quantity) =>
      alignedColumn(timeline, own, quantity, 1 / MIB).map((value) =>
        value === undefined ? undefined : Math.max(value, floor),
      ),
    );
  });
  return [calls, ...columns] as uPlot.AlignedData;
}

/** The largest linear memory among policies, in MiB. */
export function highestMemory(views: readonly PolicyView[]): number {
  return Math.max(0, ...views.map((view) => maximum(timelineOf(view), 'linear') / MIB));
}

/** The smallest peak among policies, in MiB: a logarithmic axis has to begin well below it. */
export function lowestPeak(views: readonly PolicyView[]): number {
  const peaks = views
    .map((view) => (resultOf(view)?.memory.peakLive ?? 0) / MIB)
    .filter((peak) => peak > 0);
  return Math.min(1, ...peaks);
}
