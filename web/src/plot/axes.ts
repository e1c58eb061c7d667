/** The axes of the plots: one shared x axis of ticks, and y axes of one style. */

import type uPlot from 'uplot';
import { nameOfUnit, type TickUnit } from '../model/ticks.ts';
import type { PlotTheme } from '../ui/theme.ts';
import { formatCompact } from '../util/format.ts';
import { SHARE_TICKS } from './labels.ts';

/** The width left of both plots, so that their x axes align. */
const GUTTER = 60;

/** Below this width there is no space for the names of axes. */
export const NARROW = 520;

function axis(theme: PlotTheme): uPlot.Axis {
  return {
    stroke: theme.muted,
    font: `11px ${theme.font}`,
    labelFont: `11px ${theme.font}`,
    grid: { stroke: theme.line, width: 1 },
    ticks: { show: false },
    border: { show: false },
  };
}

/** The shared x axis. */
export function ticksAxis(theme: PlotTheme, named: boolean, unit: TickUnit = 'calls'): uPlot.Axis {
  const shares: Partial<uPlot.Axis> = {
    splits: ({ scales }) => SHARE_TICKS.map(([share]) => share * (scales.x?.max ?? 1)),
    values: () => SHARE_TICKS.map(([, text]) => text),
  };
  return {
    ...axis(theme),
    grid: { show: false },
    ticks: { show: true, stroke: theme.line, width: 1, size: 4 },
    border: { show: true, stroke: theme.muted, width: 1 },
    space: 70,
    size: 24,
    gap: 3,
    values: (_, splits) => splits.map((ticks) => formatCompact(ticks)),
    ...(unit === 'share' ? shares : {}),
    ...(named ? { label: nameOfUnit(unit), labelSize: 16, labelGap: 0 } : {}),
  };
}

/** A y axis; `space` is the minimum distance between ticks. */
export function valueAxis(
  theme: PlotTheme,
  space: number,
  values: (splits: readonly (number | null)[]) => string[],
): uPlot.Axis {
  return {
    ...axis(theme),
    size: GUTTER,
    gap: 6,
    space,
    values: (_, splits) => values(splits),
  };
}

/** Common options of both plots: without the library's legend and cursor. */
export function plainOptions(): Pick<uPlot.Options, 'legend' | 'cursor' | 'padding' | 'pxAlign'> {
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [10, 14, 0, 0],
    pxAlign: 0,
  };
}
