/** The emphasis of a policy's drawing, depending on the highlighted policy. */

type Emphasis = 'even' | 'strong' | 'faint';

export function emphasisOf(policy: string, highlighted: string | null): Emphasis {
  if (highlighted === null) {
    return 'even';
  }
  return policy === highlighted ? 'strong' : 'faint';
}

/** Opacities of a policy's lines, of the fill under its live bytes and of its free memory. */
export const OPACITY: Readonly<Record<Emphasis, { line: number; fill: number; free: number }>> = {
  even: { line: 1, fill: 0.14, free: 0.6 },
  strong: { line: 1, fill: 0.26, free: 0.95 },
  faint: { line: 0.28, fill: 0.03, free: 0.12 },
};

/** Points between two lines of hatching. */
const HATCH_STEP = 7;

/** Cached tiles, one per hue and opacity. */
const TILES = new Map<string, HTMLCanvasElement>();

/** A fill of slanting lines, for memory that is committed but free. */
export function hatch(
  context: CanvasRenderingContext2D,
  colour: string,
  pixelRatio: number,
): CanvasPattern | string {
  const key = `${colour} ${pixelRatio}`;
  const tile = TILES.get(key) ?? drawTile(colour, pixelRatio);
  TILES.set(key, tile);
  return context.createPattern(tile, 'repeat') ?? colour;
}

function drawTile(colour: string, pixelRatio: number): HTMLCanvasElement {
  const side = Math.round(HATCH_STEP * pixelRatio);
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const brush = tile.getContext('2d');
  if (brush !== null) {
    brush.strokeStyle = colour;
    brush.lineWidth = 1.1 * pixelRatio;
    brush.beginPath();
    // Three strokes, so that the lines meet at the corners of adjacent tiles.
    for (const shift of [-side, 0, side]) {
      brush.moveTo(shift, side);
      brush.lineTo(shift + side, 0);
    }
    brush.stroke();
  }
  return tile;
}
