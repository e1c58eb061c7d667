/** The picture of a soak, for the documentation. */

import { type Sample, type Size, trendOf } from './soak-record.ts';

const MEBIBYTE = 1024 ** 2;

const WIDTH = 960;
const PANEL = 200;
const MARGIN = { left: 60, right: 20, top: 40, bottom: 30 };

const PANELS: readonly { readonly title: string; readonly size: Size; readonly name: string }[] = [
  { title: 'JavaScript heap of the page after a garbage collection', size: 'heap', name: 'heap' },
  { title: 'Resident memory of the whole tab, with its workers', size: 'resident', name: 'tab' },
];

/** The colours of the page, in both themes. */
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #545e6b }
  .ground { fill: #ffffff } .title { fill: #14181d; font-weight: 600 } .rule { stroke: #dce0e5 }
  .curve { fill: none; stroke-width: 2; stroke-linejoin: round }
  .heap { stroke: #0b57d0 } .tab { stroke: #a34a00 }
  @media (prefers-color-scheme: dark) {
    text { fill: #a0abb7 }
    .ground { fill: #14181d } .title { fill: #e9edf1 } .rule { stroke: #2f3741 }
    .heap { stroke: #8ab4f8 } .tab { stroke: #f0bb73 }
  }`;

/** The curves of both sizes over the minutes, as SVG. */
export function pictureOf(samples: readonly Sample[]): string {
  const minutes = Math.max(1, ...samples.map(({ minute }) => minute));
  const height = PANELS.length * PANEL;
  const x = (minute: number) =>
    MARGIN.left + (minute / minutes) * (WIDTH - MARGIN.left - MARGIN.right);
  const panels = PANELS.map(({ title, size, name }, index) => {
    const points = samples.flatMap((sample) => {
      const bytes = sample[size];
      return bytes === null ? [] : [[sample.minute, bytes / MEBIBYTE] as const];
    });
    const top = index * PANEL + MARGIN.top;
    const bottom = (index + 1) * PANEL - MARGIN.bottom;
    const step = stepOf(Math.max(1, ...points.map(([, mebibytes]) => mebibytes)), 4);
    const steps = Math.max(1, ...points.map(([, mebibytes]) => Math.ceil(mebibytes / step)));
    const y = (mebibytes: number) => bottom - (mebibytes / (steps * step)) * (bottom - top);
    const curve = points.map((point) => `${x(point[0]).toFixed(1)},${y(point[1]).toFixed(1)}`);
    return [
      `<text class="title" x="${MARGIN.left}" y="${top - 16}">${title}${trendText(samples, size)}</text>`,
      ...Array.from({ length: steps + 1 }, (_, line) => {
        const at = y(line * step).toFixed(1);
        return `<path class="rule" d="M${MARGIN.left} ${at}H${WIDTH - MARGIN.right}"/><text x="${MARGIN.left - 8}" y="${at}" dy="4" text-anchor="end">${line * step}</text>`;
      }),
      ...minuteMarks(minutes).map(
        (minute) =>
          `<text x="${x(minute).toFixed(1)}" y="${bottom + 20}" text-anchor="middle">${minute}</text>`,
      ),
      `<polyline class="curve ${name}" points="${curve.join(' ')}"/>`,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
<title>Memory of a tab under attack</title>
<style>${STYLE}
</style>
<rect class="ground" width="${WIDTH}" height="${height}"/>
${panels.join('\n')}
</svg>
`;
}

/** The unit, and the trend of the size in the second half. */
function trendText(samples: readonly Sample[], size: Size): string {
  const trend = trendOf(samples, size);
  const unit = ', in MiB over minutes';
  if (trend === null) {
    return unit;
  }
  const perHour = trend.perHour / MEBIBYTE;
  const sign = perHour < 0 ? '−' : '+';
  return `${unit}; second half: ${sign}${Math.abs(perHour).toFixed(1)} MiB per hour`;
}

/** Whole minutes along the axis. */
function minuteMarks(minutes: number): number[] {
  const step = Math.max(1, stepOf(minutes, 10));
  return Array.from({ length: Math.floor(minutes / step) + 1 }, (_, mark) => mark * step);
}

/** The least of 1, 2 or 5 times a power of ten by which a value has at most this number of steps. */
function stepOf(value: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10(value / most));
  return ([1, 2, 5].find((step) => step * power * most >= value) ?? 10) * power;
}
