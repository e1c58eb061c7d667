/** Annotations on the curves: the limit, the peaks with labels, garbage collections. */

import uPlot from 'uplot';
import { collectionsOf, type RunView } from '../runs/run-view.ts';
import { markerPath } from '../ui/markers.ts';
import type { PlotTheme } from '../ui/theme.ts';
import { colourOf, withAlpha } from '../util/palette.ts';
import { formatSize, type Size } from '../util/size.ts';
import { markHeight, marksOf } from './collection-marks.ts';
import { emphasisOf, OPACITY } from './emphasis.ts';
import { placeLabels } from './label-layout.ts';
import { hiddenLimitLabel, limitLabel, peakLabel } from './labels.ts';
import { peaksOf } from './peaks.ts';
import { MIB } from './scale.ts';

const LABEL_FONT_SIZE = 12;
const LABEL_PADDING = 4;

/** Draws the limit across the plot, or a note at its edge if it is above the plot. */
export function drawLimit(plot: uPlot, limit: Size, theme: PlotTheme): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const top = plot.scales.y?.max ?? 0;
  const visible = limit.bytes / MIB <= top;
  const y = visible ? Math.round(plot.valToPos(limit.bytes / MIB, 'y', true)) : bbox.top;
  ctx.save();
  if (visible) {
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  const text = visible ? limitLabel(limit) : hiddenLimitLabel(limit);
  const height = (LABEL_FONT_SIZE + 2 * LABEL_PADDING) * ratio;
  const roomAbove = y - bbox.top >= height;
  drawTag(plot, theme, text, bbox.left + 6 * ratio, roomAbove ? y - height - ratio : y + ratio, {
    faint: !visible,
  });
  ctx.restore();
}

/** Marks the garbage collections of each policy as ticks on the bottom edge. */
export function drawCollections(
  plot: uPlot,
  views: readonly RunView[],
  highlighted: string | null,
  theme: PlotTheme,
): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const end = plot.scales.x?.max ?? 0;
  const bottom = bbox.top + bbox.height;
  ctx.save();
  ctx.setLineDash([]);
  for (const view of views) {
    const path = new Path2D();
    for (const mark of marksOf(collectionsOf(view), end, bbox.width / ratio)) {
      const x = plot.valToPos(mark.ticks, 'x', true);
      path.moveTo(x, bottom);
      path.lineTo(x, bottom - markHeight(mark) * ratio);
    }
    const { line } = OPACITY[emphasisOf(view.name, highlighted)];
    // A rim, or a tick would be invisible on its policy's curve, which falls there.
    for (const [width, colour] of [
      [4, theme.ground],
      [2, withAlpha(colourOf(view.slot, theme.dark), line)],
    ] as const) {
      ctx.lineWidth = width * ratio;
      ctx.strokeStyle = colour;
      ctx.stroke(path);
    }
  }
  ctx.restore();
}

/** Marks the peak of each policy's live bytes, and the end of runs that ended early. */
export function drawPeaks(
  plot: uPlot,
  views: readonly RunView[],
  highlighted: string | null,
  theme: PlotTheme,
  named: boolean,
): void {
  const { min = 0, max = 0 } = plot.scales.y ?? {};
  const peaks = peaksOf(views, [min, max]).map(({ view, result, calls, height }) => ({
    view,
    x: plot.valToPos(calls, 'x', true),
    y: plot.valToPos(height, 'y', true),
    text: named ? peakLabel(view, result) : formatSize(result.memory.peakLive),
  }));
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = font(theme);
  // The context still has the dashes of the last series.
  ctx.setLineDash([]);
  const height = (LABEL_FONT_SIZE + 2 * LABEL_PADDING) * ratio;
  // With a policy highlighted, the others keep their dots but not their labels.
  const labelled = peaks.filter(({ view }) => emphasisOf(view.name, highlighted) !== 'faint');
  const labels = labelled.map(({ x, y, text }) => ({
    x,
    y,
    width: ctx.measureText(text).width + 2 * LABEL_PADDING * ratio,
    height,
  }));
  const places = placeLabels(labels, bbox, 9 * ratio);
  for (const { view, x, y, text } of peaks) {
    const index = labelled.findIndex((peak) => peak.view === view);
    const { left, top } = places[index] ?? { left: x, top: y };
    const width = labels[index]?.width ?? 0;
    const colour = withAlpha(
      colourOf(view.slot, theme.dark),
      OPACITY[emphasisOf(view.name, highlighted)].line,
    );
    const nearX = Math.max(left, Math.min(x, left + width));
    const nearY = Math.max(top, Math.min(y, top + height));
    if (index >= 0 && Math.hypot(nearX - x, nearY - y) > 12 * ratio) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = ratio;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(nearX, nearY);
      ctx.stroke();
    }
    drawMarker(ctx, view.slot, x, y, colour, theme, ratio);
    if (index >= 0) {
      drawTag(plot, theme, text, left, top);
    }
  }
  ctx.restore();
}

function drawMarker(
  ctx: CanvasRenderingContext2D,
  slot: number,
  x: number,
  y: number,
  colour: string,
  theme: PlotTheme,
  ratio: number,
): void {
  const path = new Path2D();
  path.addPath(new Path2D(markerPath(slot, 5 * ratio)), new DOMMatrix([1, 0, 0, 1, x, y]));
  ctx.fillStyle = colour;
  ctx.strokeStyle = theme.ground;
  ctx.lineWidth = 1.5 * ratio;
  ctx.fill(path);
  ctx.stroke(path);
}

function drawTag(
  plot: uPlot,
  theme: PlotTheme,
  text: string,
  left: number,
  top: number,
  { faint = false } = {},
): void {
  const { ctx } = plot;
  const ratio = uPlot.pxRatio;
  const padding = LABEL_PADDING * ratio;
  ctx.font = font(theme, faint ? 400 : 600);
  const width = ctx.measureText(text).width + 2 * padding;
  const height = LABEL_FONT_SIZE * ratio + 2 * padding;
  ctx.save();
  ctx.globalAlpha = 0.86;
  ctx.fillStyle = theme.ground;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 3 * ratio);
  ctx.fill();
  ctx.restore();
  ctx.fillStyle = faint ? theme.muted : theme.ink;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillText(text, left + padding, top + height / 2);
}

function font(theme: PlotTheme, weight = 600): string {
  return `${weight} ${LABEL_FONT_SIZE * uPlot.pxRatio}px ${theme.font}`;
}
