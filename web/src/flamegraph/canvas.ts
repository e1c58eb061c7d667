/** Draws flamegraphs on canvases. */

import { pngFile } from '../util/images.ts';
import { EDGE, NARROW, type Scene, topOf, visit } from './picture.ts';
import { fitText } from './text-fit.ts';

export const FONT_SIZE = 12;
/** A canvas does not resolve custom properties; these are the page's monospaced fonts. */
export const FONT_FAMILY =
  "ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace";
/** Space between the edge of a frame and its label. */
export const PADDING = 4;

/** Every browser supports canvases of these side lengths and areas. */
const LONGEST_SIDE = 16_384;
const LARGEST_AREA = 64_000_000;

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  /** The width of a character. */
  readonly pitch: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** A brush for a canvas of that size in CSS pixels; `null` if the browser has none. */
export function brushFor(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio: number,
): Brush | null {
  const context = canvas.getContext('2d');
  if (context === null) {
    return null;
  }
  const wanted = [Math.round(width * ratio), Math.round(height * ratio)] as const;
  if (canvas.width !== wanted[0] || canvas.height !== wanted[1]) {
    [canvas.width, canvas.height] = wanted;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = `${FONT_SIZE}px ${FONT_FAMILY}`;
  context.textBaseline = 'middle';
  return { context, pitch: context.measureText('0').width, ratio };
}

/** Draws the part of a scene below `top`. */
export function draw(scene: Scene, brush: Brush, top: number, height: number): void {
  const { context, pitch, ratio } = brush;
  const { colours, rowHeight } = scene;
  const snap = (value: number): number => Math.round(value * ratio) / ratio;
  context.clearRect(0, 0, scene.width, height);
  visit(scene, top, top + height, (frame, x, y, width) => {
    const left = snap(x);
    const right = snap(x + width);
    // A gap between neighbours, unless frames are too narrow.
    const gap = right - left > 3 ? 1 : 0;
    const upper = y - top;
    context.fillStyle = frame === NARROW ? colours.narrow : scene.fill(frame);
    context.fillRect(left, upper, Math.max(right - left - gap, 1 / ratio), rowHeight - 1);
    if (frame === NARROW) {
      return;
    }
    if (scene.edged(frame)) {
      context.fillStyle = colours.edge;
      context.fillRect(
        left,
        upper + rowHeight - 1 - EDGE,
        Math.max(right - left - gap, 1 / ratio),
        EDGE,
      );
    }
    if (scene.marked(frame) && right - left > 4) {
      context.strokeStyle = colours.ink;
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, upper + 0.5, right - left - gap - 1, rowHeight - 2);
    }
    const room = right - left - gap - 2 * PADDING;
    if (room < pitch) {
      return;
    }
    const text = fitText(scene.label(frame), room, pitch);
    if (text !== '') {
      context.fillStyle = colours.ink;
      // Glyphs of fallback fonts may be wider.
      context.fillText(text, left + PADDING, upper + rowHeight / 2, room);
    }
  });
}

/** Draws an outline around a frame that is selected or hovered. */
export function outline(
  scene: Scene,
  brush: Brush,
  top: number,
  frame: number,
  colour: string,
  thickness: number,
): void {
  const { frames, layout, range, width } = scene;
  const scale = width / (range.to - range.from);
  const start = layout.start[frame] as number;
  const left = Math.max(0, (start - range.from) * scale);
  const right = Math.min(width, (start + (layout.weight[frame] as number) - range.from) * scale);
  if (right <= left) {
    return;
  }
  const upper = topOf(scene, frames.row[frame] as number) - top;
  const inset = thickness / 2;
  brush.context.strokeStyle = colour;
  brush.context.lineWidth = thickness;
  brush.context.strokeRect(
    left + inset,
    upper + inset,
    Math.max(right - left - thickness, 0.5),
    scene.rowHeight - 1 - thickness,
  );
}

/** A scene at full height as a picture, at lower resolution if it would be too large. */
export async function toPng(scene: Scene, ratio: number): Promise<Blob> {
  const { width, height } = scene;
  const scale = Math.min(
    ratio,
    LONGEST_SIDE / Math.max(width, height),
    Math.sqrt(LARGEST_AREA / (width * height)),
  );
  const canvas = document.createElement('canvas');
  const brush = brushFor(canvas, width, height, scale);
  if (brush === null) {
    throw new Error('the browser has no canvas to draw on');
  }
  draw(scene, brush, 0, height);
  brush.context.globalCompositeOperation = 'destination-over';
  brush.context.fillStyle = scene.ground;
  brush.context.fillRect(0, 0, width, height);
  return pngFile(canvas);
}
