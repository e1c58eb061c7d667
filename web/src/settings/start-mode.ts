/** The time at which an element starts loading. */

import { isSwitchedOn } from './readers.ts';
import type { Attributes } from './settings.ts';

/** At once; when visible, for a part of a long page; or on the reader's request. */
type Start = 'at-once' | 'seen' | 'asked';

/** The start of an element with these attributes. */
export function startOf({ embed, autorun }: Attributes): Start {
  if (!isSwitchedOn(embed)) {
    return 'at-once';
  }
  return autorun === undefined || isSwitchedOn(autorun) ? 'seen' : 'asked';
}
