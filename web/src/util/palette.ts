/**
 * Eight hues after Okabe and Ito, one for each position in the list of policies. Their lightness is
 * chosen for a contrast of 3:1 on both backgrounds, and so that the first four are distinct in
 * simulated protanopia, deuteranopia and tritanopia.
 */

interface Hue {
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

/** The colour of a slot on the current background. */
export function colourOf(slot: number, dark: boolean): string {
  const hue = PALETTE[slot % PALETTE.length] as Hue;
  return dark ? hue.dark : hue.light;
}

/** A colour of the palette made translucent. */
export function withAlpha(colour: string, alpha: number): string {
  const byte = Math.round(Math.max(0, Math.min(1, alpha)) * 255);
  return `${colour}${byte.toString(16).padStart(2, '0')}`;
}

/** The lowest unused slot. */
export function freeSlot(used: readonly number[]): number {
  let slot = 0;
  while (used.includes(slot)) {
    slot += 1;
  }
  return slot;
}
