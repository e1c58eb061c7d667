/** Why a run was refused memory, in words. */

import { formatSize } from '../util/size.ts';

export const REFUSED_BY_THE_BROWSER = 'the browser refused to let linear memory grow';

/** Of a run that its own hard limit, in bytes, stopped. */
export function describeLimit(hardLimit: number | null): string {
  return `linear memory was not let past the hard limit of ${formatSize(hardLimit ?? 0)}`;
}
