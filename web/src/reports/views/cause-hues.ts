/** The hues of causes, selected from the palette to be distinct for colour-blind readers. */

import { PALETTE } from '../../util/palette.ts';

const HUES = ['blue', 'orange', 'bluish green', 'reddish purple'].map(slotOf);

/** The hue of allocations without a cause. */
const REST = slotOf('grey');

function slotOf(name: string): number {
  return PALETTE.findIndex((hue) => hue.name === name);
}

/** The palette's slot for a cause by its index; the last cause is the rest. */
export function slotOfCause(index: number, causes: number): number {
  return index === causes - 1 ? REST : (HUES[index % HUES.length] as number);
}
