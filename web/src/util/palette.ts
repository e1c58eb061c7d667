/**
 * Eight hues after Okabe and Ito, one for each place in the list of policies. Their lightness
 * is set for 3:1 contrast on both backgrounds, and so that simulated protanopia, deuteranopia
 * and tritanopia still tell the first four apart. A marker goes with each hue, for the eyes
 * that see none.
 */

export interface Hue {
  readonly name: string;
  readonly light: string;
  readonly dark: string;
}

export const PALETTE: readonly Hue[] = [
  { name: 'vermilion', light: '#b83c00', dark: '#e8702a' },
  { name: 'blue', light: '#005a9c', dark: '#3a86e8' },
  { name: 'bluish green', light: '#00936a', dark: '#6cc7a1' },
  { name: 'reddish purple', light: '#d65fae', dark: '#c9769f' },
  { name: 'orange', light: '#b58900', dark: '#ec9e00' },
  { name: 'sky blue', light: '#149be4', dark: '#74b6ea' },
  { name: 'yellow', light: '#565600', dark: '#ffd83a' },
  { name: 'grey', light: '#3f4752', dark: '#d5dbe2' },
];

/** As many policies as there are hues to tell them apart. */
export const MAXIMUM_POLICIES = PALETTE.length;

/** The colour of a slot on the background in use. */
export function colourOf(slot: number, dark: boolean): string {
  const hue = PALETTE[slot % PALETTE.length] as Hue;
  return dark ? hue.dark : hue.light;
}

/** A colour of the palette made translucent. */
export function withAlpha(colour: string, alpha: number): string {
  const byte = Math.round(Math.max(0, Math.min(1, alpha)) * 255);
  return `${colour}${byte.toString(16).padStart(2, '0')}`;
}

/** The lowest slot that nobody uses. */
export function freeSlot(used: readonly number[]): number {
  let slot = 0;
  while (used.includes(slot)) {
    slot += 1;
  }
  return slot;
}

/** Style rules that set `--hue` on elements carrying `data-slot`. */
export function paletteRules(): string {
  return PALETTE.map(
    ({ light, dark }, slot) => `[data-slot='${slot}'] { --hue: light-dark(${light}, ${dark}); }`,
  ).join('\n');
}

/** Corner points of each slot's marker around the origin; an empty list means a circle. */
const MARKERS: readonly (readonly (readonly [number, number])[])[] = [
  [],
  polygon(4, Math.PI / 4, 1.15),
  polygon(3, -Math.PI / 2, 1.25),
  polygon(4, 0, 1.2),
  polygon(3, Math.PI / 2, 1.25),
  star(5),
  polygon(6, 0, 1.05),
  star(4),
];

/** The marker of a slot as an SVG path around (0, 0). */
export function markerPath(slot: number, radius: number): string {
  const corners = MARKERS[slot % MARKERS.length] ?? [];
  if (corners.length === 0) {
    const r = round(radius);
    return `M${-r},0a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;
  }
  return `M${corners.map(([x, y]) => `${round(x * radius)},${round(y * radius)}`).join('L')}Z`;
}

function polygon(sides: number, turn: number, reach: number): [number, number][] {
  return Array.from({ length: sides }, (_, index) => {
    const angle = turn + (2 * Math.PI * index) / sides;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}

function star(points: number): [number, number][] {
  return Array.from({ length: 2 * points }, (_, index) => {
    const angle = -Math.PI / 2 + (Math.PI * index) / points;
    const reach = index % 2 === 0 ? 1.35 : 0.6;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
