/** Sentences about whole runs, for the parts below the memory plot. */

import type { CollectionTotals, RunResult } from '../model/run-result.ts';
import { formatCount } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import { atCall, liveLabel } from './labels.ts';

/** The peak of a run, and its instant if the run was traced. */
export function describePeak({ memory: { peakLive, peakCall } }: RunResult): string {
  return `${liveLabel(peakLive)}${peakCall === null ? '' : ` ${atCall(peakCall)}`}`;
}

/**
 * All collections of a run as text: `38 collections freed 61.2MiB in all`; empty if there are none.
 */
export function describeCollections({ count, freed }: CollectionTotals): string {
  const all = count.reduce((sum, one) => sum + one, 0);
  const noun = all === 1 ? 'collection' : 'collections';
  return all === 0 ? '' : `${formatCount(all)} ${noun} freed ${formatSize(freed)} in all`;
}
