/** The plot of memory as an SVG file that needs no other. */

import { markHeight, marksOf } from '../model/gc-collections.ts';
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
import type { PlotTheme } from '../ui/theme.ts';
import { formatCompact, formatCount } from '../util/format.ts';
import { colourOf, markerPath } from '../util/palette.ts';
import { formatSize, type Size } from '../util/size.ts';
import { escapeText } from '../util/xml.ts';
import { SHARES } from './axes.ts';
import { placeLabels } from './label-layout.ts';
import { MIB, powersOfTen, roundUp } from './scale.ts';

/** What the picture shows. */
export interface MemoryPicture {
  readonly views: readonly RunView[];
  /** What the x axis counts. */
  readonly unit: TickUnit;
  /** Where the x axis ends. */
  readonly end: number;
  /** Where the y axis begins and ends, in MiB. */
  readonly ends: readonly [number, number];
  readonly logarithmic: boolean;
  readonly limit: Size | null;
  readonly theme: PlotTheme;
  /** Its size in pixels, with axes and key. */
  readonly width: number;
  readonly height: number;
}

const FONT_SIZE = 12;

/** About the width of a letter of a font whose letters differ. */
const PITCH = 0.6 * FONT_SIZE;

const KEY_ROW = 20;
const MARGIN = { top: 12, right: 16, bottom: 40, left: 64 } as const;

/** Writes the picture. */
export function memorySvg(picture: MemoryPicture): string {
  const { views, theme, width, height, end, ends } = picture;
  const key = views.length + 1;
  const box = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: width - MARGIN.left - MARGIN.right,
    height: height - MARGIN.top - MARGIN.bottom - key * KEY_ROW,
  };
  const x = (ticks: number) => box.left + (ticks / Math.max(1, end)) * box.width;
  const share = picture.logarithmic
    ? (mebibytes: number) =>
        Math.log10(Math.max(mebibytes, ends[0]) / ends[0]) / Math.log10(ends[1] / ends[0])
    : (mebibytes: number) => mebibytes / ends[1];
  const y = (bytes: number) => box.top + (1 - Math.min(1, share(bytes / MIB))) * box.height;
  const place: Place = { box, x, y };
  const family = escapeText(theme.font);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${family}" font-size="${FONT_SIZE}" fill="${theme.ink}">`,
    `<title>Memory over ${nameOfUnit(picture.unit)}: ${escapeText(views.map(({ name }) => name).join(', '))}</title>`,
    `<rect width="${width}" height="${height}" fill="${theme.ground}"/>`,
    ...axes(picture, place),
    ...views.flatMap((view) => curves(view, picture, place)),
    ...views.flatMap((view) => collections(view, picture, place)),
    ...limitRule(picture, place),
    ...peaks(picture, place),
    ...keyRows(picture, height - key * KEY_ROW),
    '</svg>',
    '',
  ].join('\n');
}

interface Place {
  readonly box: { left: number; top: number; width: number; height: number };
  readonly x: (ticks: number) => number;
  readonly y: (bytes: number) => number;
}

function axes(
  { unit, end, ends, logarithmic, theme }: MemoryPicture,
  { box, x, y }: Place,
): string[] {
  const values = logarithmic ? powersOfTen(ends) : steps(ends[1], box.height / 45);
  const bottom = box.top + box.height;
  return [
    ...values.map((value) => {
      const at = round(y(value * MIB));
      const text = value === 0 ? '0' : `${Number(value.toPrecision(12))} MiB`;
      return `<path d="M${box.left} ${at}h${round(box.width)}" stroke="${theme.line}"/><text x="${box.left - 6}" y="${at + 4}" text-anchor="end" fill="${theme.muted}">${text}</text>`;
    }),
    `<path d="M${box.left} ${bottom}h${round(box.width)}" stroke="${theme.muted}"/>`,
    ...ticks(unit, end, box.width / 90).map(
      ([ticks, text]) =>
        `<text x="${round(x(ticks))}" y="${bottom + 16}" text-anchor="middle" fill="${theme.muted}">${text}</text>`,
    ),
    `<text x="${round(box.left + box.width / 2)}" y="${bottom + 32}" text-anchor="middle" fill="${theme.muted}">${nameOfUnit(unit)}</text>`,
  ];
}

/** Where the x axis has ticks, about so many, and what they say. */
function ticks(unit: TickUnit, end: number, count: number): (readonly [number, string])[] {
  return unit === 'share'
    ? SHARES.map((share) => [share * end, `${100 * share}%`])
    : steps(end, count).map((ticks) => [ticks, formatCompact(ticks)]);
}

/** Even steps from 0 to `end` that read well, about so many. */
function steps(end: number, count: number): number[] {
  const step = roundUp(end / Math.max(1, Math.floor(count)));
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** The live bytes of a policy as an area under a line, and its linear memory as dashed steps. */
function curves(view: RunView, { theme }: MemoryPicture, { box, x, y }: Place): string[] {
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

/** The garbage collections of a policy as ticks that stand on the bottom edge. */
function collections(view: RunView, { end, theme }: MemoryPicture, { box, x }: Place): string[] {
  const bottom = box.top + box.height;
  const ticks = marksOf(collectionsOf(view), end, box.width).map(
    (mark) => `M${round(x(mark.ticks))} ${bottom}v${-markHeight(mark)}`,
  );
  const colour = colourOf(view.slot, theme.dark);
  return ticks.length === 0
    ? []
    : [`<path d="${ticks.join('')}" stroke="${colour}" stroke-width="1.5"/>`];
}

function limitRule({ limit, ends, theme }: MemoryPicture, { box, y }: Place): string[] {
  if (limit === null || limit.bytes / MIB > ends[1]) {
    return [];
  }
  const at = round(y(limit.bytes));
  return [
    `<path d="M${box.left} ${at}h${round(box.width)}" stroke="${theme.ink}" stroke-width="1.5"/>`,
    `<text x="${box.left + 6}" y="${at - 5}" font-weight="600">limit ${escapeText(`${limit.quantity} ${limit.unit}`)}</text>`,
  ];
}

function peaks({ views, ends, theme }: MemoryPicture, { box, x, y }: Place): string[] {
  const known = views.flatMap((view) => {
    const { peakLive, peakCall } = resultOf(view)?.memory ?? { peakLive: 0, peakCall: null };
    return peakCall === null || peakLive === 0 || peakLive / MIB > ends[1]
      ? []
      : [{ view, x: x(peakCall), y: y(peakLive), text: formatSize(peakLive) }];
  });
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

/** A row for each policy, and one for the kinds of lines. */
function keyRows({ views, theme }: MemoryPicture, top: number): string[] {
  const rows = views.map((view, index) => {
    const y = top + index * KEY_ROW + 10;
    const result = resultOf(view);
    const peak =
      result === null || result.memory.peakLive === 0
        ? ''
        : `: peak ${formatSize(result.memory.peakLive)} live, ${formatSize(result.memory.linear)} linear, ${formatCount(result.calls)} ${unitOf(view)}`;
    return `<path transform="translate(${MARGIN.left + 6} ${y})" d="${markerPath(view.slot, 5)}" fill="${colourOf(view.slot, theme.dark)}"/><text x="${MARGIN.left + 18}" y="${y + 4}">${escapeText(view.name + peak)}</text>`;
  });
  const y = top + views.length * KEY_ROW + 10;
  const line = (left: number, dash: string, text: string) =>
    `<path d="M${left} ${y}h26" stroke="${theme.muted}" stroke-width="2"${dash}/><text x="${left + 32}" y="${y + 4}" fill="${theme.muted}">${text}</text>`;
  return [
    ...rows,
    line(MARGIN.left, '', 'live bytes'),
    line(MARGIN.left + 120, ' stroke-dasharray="6 4"', 'linear memory'),
    ...(views.some((view) => collectionsOf(view).length > 0)
      ? [line(MARGIN.left + 260, ' stroke-dasharray="2 6"', 'garbage collection')]
      : []),
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
