/** Placement of labels beside their points, without overlaps. */

interface Label {
  /** The label's point. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Placed {
  /** The top left corner of the label. */
  readonly left: number;
  readonly top: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Puts each label beside its point, on the side with enough space and a little above, and moves
 * labels that would cover a point or another label up, or down if there is no space above, lowest
 * point first. Labels stay inside the box as long as they fit. `gap` is the distance of a label
 * from its point.
 */
export function placeLabels(labels: readonly Label[], box: Box, gap: number): Placed[] {
  const placed: Placed[] = labels.map(() => ({ left: 0, top: 0 }));
  const reach = gap * 0.7;
  const points = labels.map(({ x, y }) => ({
    left: x - reach,
    top: y - reach,
    width: 2 * reach,
    height: 2 * reach,
  }));
  const done: Box[] = [...points];
  const lowestFirst = labels
    .map((_, index) => index)
    .sort((a, b) => yOf(labels, b) - yOf(labels, a));
  for (const index of lowestFirst) {
    const label = labels[index] as Label;
    const { width, height } = label;
    const roomRight = label.x + gap + width <= box.left + box.width;
    const left = roomRight
      ? label.x + gap
      : Math.max(box.left, Math.min(label.x - gap, box.left + box.width) - width);
    const top = clearTop({ left, top: label.y - height - gap / 2, width, height }, done, box);
    placed[index] = { left, top };
    done.push({ left, top, width, height });
  }
  return placed;
}

/** Moves a box up past everything that it would cover, or down if there is no space above. */
function clearTop(wanted: Box, done: readonly Box[], box: Box): number {
  const lowest = box.top + box.height - wanted.height;
  const start = Math.min(Math.max(wanted.top, box.top), lowest);
  const above = moveClear(
    { ...wanted, top: start },
    done,
    (other) => other.top - wanted.height - 1,
  );
  if (above >= box.top) {
    return above;
  }
  const below = moveClear({ ...wanted, top: start }, done, (other) => other.top + other.height + 1);
  return Math.min(below, lowest);
}

/** Moves a box past each covered one, to the position from `past`, until it covers none. */
function moveClear(box: Box, done: readonly Box[], past: (other: Box) => number): number {
  let top = box.top;
  for (;;) {
    const covered = done.find((other) => overlaps({ ...box, top }, other));
    if (covered === undefined) {
      return top;
    }
    top = past(covered);
  }
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}

function yOf(labels: readonly Label[], index: number): number {
  return labels[index]?.y ?? 0;
}
