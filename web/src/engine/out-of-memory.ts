/** Messages for runs out of memory. */

import { formatSize } from '../util/size.ts';

export const REFUSED_BY_THE_BROWSER = 'the browser refused to let linear memory grow';

/** Message for a run stopped by its hard limit (bytes). */
export function describeLimit(hardLimit: number | null): string {
  return `linear memory reached the hard limit of ${formatSize(hardLimit ?? 0)}`;
}
