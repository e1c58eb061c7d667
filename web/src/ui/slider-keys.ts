/** Keyboard moves of sliders. */

/** The pressed key. */
type SliderKey = Pick<KeyboardEvent, 'key' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey'>>;

/**
 * The value of a slider after a key, a whole number within its range; `null` for a key that does
 * not move it. Arrows move by a hundredth of the range, with Shift by a thousandth, and by at least
 * 1. Page keys move ten times as far.
 */
export function valueAfterKey(
  { key, shiftKey, altKey, ctrlKey, metaKey }: SliderKey,
  now: number,
  [from, to]: readonly [from: number, to: number],
): number | null {
  const step = Math.max(1, (shiftKey ? 0.001 : 0.01) * (to - from));
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: now - step,
    ArrowDown: now - step,
    ArrowRight: now + step,
    ArrowUp: now + step,
    PageDown: now - 10 * step,
    PageUp: now + 10 * step,
    Home: from,
    End: to,
  };
  const target = moves[key];
  // With these modifiers, arrows belong to the browser, such as Alt and Left to its history.
  return target === undefined || altKey || ctrlKey || metaKey
    ? null
    : Math.round(Math.max(from, Math.min(to, target)));
}
