/** When an element begins to load what it needs to run. */

import { isSwitchedOn } from './readers.ts';
import type { Attributes } from './settings.ts';

/**
 * At once; when it is seen, as befits a part of a long page; or when the reader asks for it.
 */
type Start = 'at-once' | 'seen' | 'asked';

/** When an element of these attributes begins. */
export function startOf({ embed, autorun }: Attributes): Start {
  if (!isSwitchedOn(embed)) {
    return 'at-once';
  }
  return autorun === undefined || isSwitchedOn(autorun) ? 'seen' : 'asked';
}
