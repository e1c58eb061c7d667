/**
 * Exports flamegraphs as SVG: one file without scripts, embedded fonts or references to other
 * files.
 */

import { escapeText } from '../util/images.ts';
import { FONT_FAMILY, FONT_SIZE, PADDING } from './canvas.ts';
import { EDGE, NARROW, type Scene, visit } from './picture.ts';
import { fitText } from './text-fit.ts';

/** About the widest pitch of monospaced fonts. */
const PITCH = 0.62 * FONT_SIZE;

/** A scene at full height; `describe` returns the tooltip of a frame. */
export function toSvg(scene: Scene, title: string, describe: (frame: number) => string): string {
  const { colours, height, rowHeight } = scene;
  const width = round(scene.width);
  const parts: string[] = [];
  visit(scene, 0, height - 1, (frame, x, y, room) => {
    const gap = room > 3 ? 1 : 0;
    const fill = frame === NARROW ? colours.narrow : scene.fill(frame);
    const stroke =
      frame !== NARROW && scene.marked(frame) ? ` stroke="${colours.ink}" stroke-width="1"` : '';
    const box = `<rect x="${round(x)}" y="${y}" width="${round(room - gap)}" height="${rowHeight - 1}" fill="${fill}"${stroke}/>`;
    if (frame === NARROW) {
      parts.push(box);
      return;
    }
    const edge = scene.edged(frame)
      ? `<rect x="${round(x)}" y="${y + rowHeight - 1 - EDGE}" width="${round(room - gap)}" height="${EDGE}" fill="${colours.edge}"/>`
      : '';
    const text = fitText(scene.label(frame), room - gap - 2 * PADDING, PITCH);
    const label =
      text === ''
        ? ''
        : `<text x="${round(x + PADDING)}" y="${y + rowHeight / 2}">${escapeText(text)}</text>`;
    parts.push(`<g><title>${escapeText(describe(frame))}</title>${box}${edge}${label}</g>`);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT_FAMILY}" font-size="${FONT_SIZE}" fill="${colours.ink}" dominant-baseline="central">`,
    `<title>${escapeText(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${scene.ground}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
