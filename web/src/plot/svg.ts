/** The memory plot as a self-contained SVG file. */

import type { RunResult } from '../model/run-result.ts';
import { nameOfUnit, type TickUnit } from '../model/ticks.ts';
import { pointOf, rowCount } from '../model/timeline.ts';
import {
  collectionsOf,
  isTraced,
  type RunView,
  resultOf,
  timelineOf,
  unitOf,
} from '../runs/run-view.ts';
import { markerPath } from '../ui/markers.ts';
import type { PlotTheme } from '../ui/theme.ts';
import { formatCompact, formatCount } from '../util/format.ts';
import { escapeText } from '../util/images.ts';
import { colourOf } from '../util/palette.ts';
import { formatSize, type Size } from '../util/size.ts';
import { markHeight, marksOf } from './collection-marks.ts';
import { type KeyEntry, type KeyName, keyOf, MARK, type MarkPath } from './key.ts';
import { placeLabels } from './label-layout.ts';
import {
  LABELS,
  limitLabel,
  liveLabel,
  memoryTick,
  plotTitle,
  SHARE_TICKS,
  SHORT_LABELS,
} from './labels.ts';
import { peaksOf } from './peaks.ts';
import { MIB, powersOfTen, roundUp } from './scale.ts';

/** The content of the picture. */
export interface MemoryPicture {
  readonly views: readonly RunView[];
  /** The unit of the x axis. */
  readonly unit: TickUnit;
  /** The end of the x axis. */
  readonly end: number;
  /** The start and end of the y axis, in MiB. */
  readonly ends: readonly [number, number];
  readonly logarithmic: boolean;
  readonly limit: Size | null;
  readonly theme: PlotTheme;
  /** Its size in pixels, including axes and key. */
  readonly width: number;
  readonly height: number;
}

const FONT_SIZE = 12;

/** About the width of a letter in a proportional font. */
const PITCH = 0.6 * FONT_SIZE;

const KEY_ROW = 20;

/** The distance between a mark and its text; entries are twice as far apart. */
const GAP = 6;
const MARGIN = { top: 12, right: 16, bottom: 40, left: 64 } as const;

/** The picture as SVG. */
export function memorySvg(picture: MemoryPicture): string {
  const { views, theme, width, height, end, ends } = picture;
  const key = keyRows(picture);
  const box = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: width - MARGIN.left - MARGIN.right,
    height: height - MARGIN.top - MARGIN.bottom - key.length * KEY_ROW,
  };
  const x = (ticks: number) => box.left + (ticks / Math.max(1, end)) * box.width;
  const share = picture.logarithmic
    ? (mebibytes: number) =>
        Math.log10(Math.max(mebibytes, ends[0]) / ends[0]) / Math.log10(ends[1] / ends[0])
    : (mebibytes: number) => mebibytes / ends[1];
  const y = (bytes: number) => box.top + (1 - Math.min(1, share(bytes / MIB))) * box.height;
  const place: PlotArea = { box, x, y };
  const family = escapeText(theme.font);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${family}" font-size="${FONT_SIZE}" fill="${theme.ink}">`,
    `<title>${plotTitle(picture.unit)}: ${escapeText(views.map(({ name }) => name).join(', '))}</title>`,
    `<rect width="${width}" height="${height}" fill="${theme.ground}"/>`,
    ...axes(picture, place),
    ...views.flatMap((view) => curves(view, picture, place)),
    ...views.flatMap((view) => collections(view, picture, place)),
    ...limitRule(picture, place),
    ...peaks(picture, place),
    ...key.map(
      (row, index) =>
        `<g transform="translate(${MARGIN.left} ${height - (key.length - index) * KEY_ROW + 10})">${row}</g>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

interface PlotArea {
  readonly box: { left: number; top: number; width: number; height: number };
  readonly x: (ticks: number) => number;
  readonly y: (bytes: number) => number;
}

function axes(
  { unit, end, ends, logarithmic, theme }: MemoryPicture,
  { box, x, y }: PlotArea,
): string[] {
  const values = logarithmic ? powersOfTen(ends) : steps(ends[1], box.height / 45);
  const bottom = box.top + box.height;
  return [
    ...values.map((value) => {
      const at = round(y(value * MIB));
      return `<path d="M${box.left} ${at}h${round(box.width)}" stroke="${theme.line}"/><text x="${box.left - 6}" y="${at + 4}" text-anchor="end" fill="${theme.muted}">${memoryTick(value)}</text>`;
    }),
    `<path d="M${box.left} ${bottom}h${round(box.width)}" stroke="${theme.muted}"/>`,
    ...ticks(unit, end, box.width / 90).map(
      ([ticks, text]) =>
        `<text x="${round(x(ticks))}" y="${bottom + 16}" text-anchor="middle" fill="${theme.muted}">${text}</text>`,
    ),
    `<text x="${round(box.left + box.width / 2)}" y="${bottom + 32}" text-anchor="middle" fill="${theme.muted}">${nameOfUnit(unit)}</text>`,
  ];
}

/** Ticks of the x axis with their labels, about `count`. */
function ticks(unit: TickUnit, end: number, count: number): (readonly [number, string])[] {
  return unit === 'share'
    ? SHARE_TICKS.map(([share, text]) => [share * end, text])
    : steps(end, count).map((ticks) => [ticks, formatCompact(ticks)]);
}

/** Even, round steps from 0 to `end`, about `count`. */
function steps(end: number, count: number): number[] {
  const step = roundUp(end / Math.max(1, Math.floor(count)));
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** The live bytes of a policy as a filled line, and its linear memory as dashed steps. */
function curves(view: RunView, { theme }: MemoryPicture, { box, x, y }: PlotArea): string[] {
  const timeline = timelineOf(view);
  const points = Array.from({ length: rowCount(timeline) }, (_, row) => pointOf(timeline, row));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const colour = colourOf(view.slot, theme.dark);
  const bottom = round(box.top + box.height);
  const linear = points
    .map(({ ticks, linear }, index) =>
      index === 0
        ? `M${round(x(ticks))} ${round(y(linear))}`
        : `H${round(x(ticks))}V${round(y(linear))}`,
    )
    .join('');
  const dashed = `<path d="${linear}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-dasharray="6 4"/>`;
  if (!isTraced(view)) {
    return [dashed];
  }
  const live = points.map(({ ticks, live }) => `${round(x(ticks))} ${round(y(live))}`).join('L');
  return [
    `<path d="M${live}V${bottom}H${round(x(first.ticks))}Z" fill="${colour}" fill-opacity="0.15"/>`,
    `<path d="M${live}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`,
    dashed,
  ];
}

/** The garbage collections of a policy as ticks on the bottom edge. */
function collections(view: RunView, { end, theme }: MemoryPicture, { box, x }: PlotArea): string[] {
  const bottom = box.top + box.height;
  const ticks = marksOf(collectionsOf(view), end, box.width).map(
    (mark) => `M${round(x(mark.ticks))} ${bottom}v${-markHeight(mark)}`,
  );
  const colour = colourOf(view.slot, theme.dark);
  return ticks.length === 0
    ? []
    : [`<path d="${ticks.join('')}" stroke="${colour}" stroke-width="1.5"/>`];
}

function isInView(limit: Size, [, top]: MemoryPicture['ends']): boolean {
  return limit.bytes / MIB <= top;
}

function limitRule({ limit, ends, theme }: MemoryPicture, { box, y }: PlotArea): string[] {
  if (limit === null || !isInView(limit, ends)) {
    return [];
  }
  const at = round(y(limit.bytes));
  return [
    `<path d="M${box.left} ${at}h${round(box.width)}" stroke="${theme.ink}" stroke-width="1.5"/>`,
    `<text x="${box.left + 6}" y="${at - 5}" font-weight="600">${escapeText(limitLabel(limit))}</text>`,
  ];
}

function peaks({ views, ends, theme }: MemoryPicture, { box, x, y }: PlotArea): string[] {
  const known = peaksOf(views, ends).map(({ view, result, calls, height }) => ({
    view,
    x: x(calls),
    y: y(height * MIB),
    text: formatSize(result.memory.peakLive),
  }));
  const labels = known.map(({ x, y, text }) => ({
    x,
    y,
    width: text.length * PITCH + 6,
    height: FONT_SIZE + 6,
  }));
  const places = placeLabels(labels, box, 9);
  return known.map(({ view, x, y, text }, index) => {
    const { left, top } = places[index] ?? { left: x, top: y };
    return `<path transform="translate(${round(x)} ${round(y)})" d="${markerPath(view.slot, 5)}" fill="${colourOf(view.slot, theme.dark)}" stroke="${theme.ground}"/><text x="${round(left + 3)}" y="${round(top + FONT_SIZE + 1)}" font-weight="600">${text}</text>`;
  });
}

/** The rows of the key: one for each policy, then the marks in the picture. */
function keyRows(picture: MemoryPicture): string[] {
  const { views, theme, width } = picture;
  const runs = views.map((view) => {
    const result = resultOf(view);
    const memory =
      result === null || result.memory.peakLive === 0 ? '' : `: ${runLabel(result, unitOf(view))}`;
    return `<path transform="translate(6)" d="${markerPath(view.slot, 5)}" fill="${colourOf(view.slot, theme.dark)}"/><text x="18" y="4">${escapeText(view.name + memory)}</text>`;
  });
  const rows: string[][] = [];
  let left = Number.POSITIVE_INFINITY;
  for (const entry of keyOf(marksShown(picture))) {
    const entryWidth = MARK.width + GAP + entry.label.length * PITCH;
    if (left + entryWidth > width - MARGIN.left - MARGIN.right) {
      rows.push([]);
      left = 0;
    }
    rows.at(-1)?.push(keyEntry(entry, left, theme));
    left += entryWidth + 2 * GAP;
  }
  return [...runs, ...rows.map((row) => row.join(''))];
}

/** The memory of a whole run: `peak 12.3MiB live, 20.0MiB linear, 1,200 calls`. */
function runLabel(
  { memory: { peakLive, linear }, calls }: RunResult,
  unit: Exclude<TickUnit, 'share'>,
): string {
  return `${LABELS.peak} ${liveLabel(peakLive)}, ${formatSize(linear)} ${SHORT_LABELS.linear}, ${formatCount(calls)} ${unit}`;
}

/** The marks in a picture; free memory is not hatched. */
function marksShown({ views, limit, ends }: MemoryPicture): Readonly<Record<KeyName, boolean>> {
  const drawn = views.filter((view) => rowCount(timelineOf(view)) > 0);
  return {
    live: drawn.some(isTraced),
    linear: drawn.length > 0,
    free: false,
    peak: peaksOf(views, ends).length > 0,
    limit: limit !== null && isInView(limit, ends),
    collection: views.some((view) => collectionsOf(view).length > 0),
  };
}

function keyEntry({ label, mark }: KeyEntry, left: number, theme: PlotTheme): string {
  const paths = mark.map((path) => markPath(path, theme)).join('');
  return `<g transform="translate(${left} ${-MARK.height / 2})">${paths}</g><text x="${left + MARK.width + GAP}" y="4" fill="${theme.muted}">${label}</text>`;
}

function markPath({ d, stroke, dash, fill = 0 }: MarkPath, { ink }: PlotTheme): string {
  const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
  return `<path d="${d}" fill="${ink}" fill-opacity="${fill}" stroke="${ink}" stroke-width="${stroke}"${dashes}/>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
