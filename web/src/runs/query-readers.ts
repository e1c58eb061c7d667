/** The readers of queries, which no page needs before a script asks for a report. */

import { loadPart } from '../util/parts.ts';

/** Loads the readers of queries and of the names of export formats. */
export function queryReaders(): Promise<typeof import('../model/report-query.ts')> {
  return loadPart('the part that reads queries', () => import('../model/report-query.ts'));
}
