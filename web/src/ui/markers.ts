/** Markers of the slots, which do not rely on hues. */

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
