/** The hues of causes, a choice of the palette that stays apart for colour-blind eyes. */

import { PALETTE } from '../../util/palette.ts';

const HUES = ['blue', 'orange', 'bluish green', 'reddish purple'].map(slotOf);

/** What has no cause of its own. */
const REST = slotOf('grey');

function slotOf(name: string): number {
  return PALETTE.findIndex((hue) => hue.name === name);
}

/** The palette's slot for one of so many causes; the last of them is the rest. */
export function slotOfCause(index: number, causes: number): number {
  return index === causes - 1 ? REST : (HUES[index % HUES.length] as number);
}
